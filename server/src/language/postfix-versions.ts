import { t } from '../text/translate';
/** The Postfix releases that a file is written for: the one that reads it, or all of its consumers'. */
export interface PostfixVersions {
  /** The oldest, as `3.7`. */
  readonly from: string;
  /** The newest; null for every later one. */
  readonly to: string | null;
  /** Whether somebody said so, in a setting or a comment; otherwise it is assumed. */
  readonly stated: boolean;
}

/** What is assumed where nobody says more. */
export const assumedVersions: PostfixVersions = { from: '3.5', to: null, stated: false };

/**
 * Reads `3.7`, a range `3.5-3.11`, or `3.5-` for that release and every later one. Patch levels are accepted and left
 * out: no release changes its languages after the first one. Null for anything else.
 */
export function parseVersions(text: string): PostfixVersions | null {
  const match = /^(\d{1,3}\.\d{1,3})(?:\.\d{1,4})?(-)?(\d{1,3}\.\d{1,3})?(?:\.\d{1,4})?$/.exec(text);
  if (match === null) return null;
  const [, from = '', dash, to] = match;
  if (dash === undefined) return to === undefined ? { from, to: from, stated: true } : null;
  if (to !== undefined && compareVersions(from, to) > 0) return null;
  return { from, to: to ?? null, stated: true };
}

/** Below zero where `a` is the older release, above zero where it is the newer one. */
export function compareVersions(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

const ranks = new Map<string, number>();

/** A number that grows with the release. Kept, since rules compare the same few for every entry. */
function rankOf(version: string): number {
  const known = ranks.get(version);
  if (known !== undefined) return known;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const rank = major * 1_000 + minor;
  if (ranks.size < 1_000) ranks.set(version, rank);
  return rank;
}

/** Whether the oldest release of the range does not know what `since` brought. */
export function isTooOldFor({ from }: PostfixVersions, since: string): boolean {
  return compareVersions(from, since) < 0;
}

/** `Postfix 3.7`, `Postfix 3.5 to 3.11`, `Postfix 3.5 and newer`. */
export function describeVersions({ from, to }: PostfixVersions): string {
  if (to === null) return t('Postfix {0} and newer', from);
  return from === to ? t('Postfix {0}', from) : t('Postfix {0} to {1}', from, to);
}
