import { compareVersions, type PostfixVersions } from '../language/postfix-versions';
import { type FormerDefault, formerDefaults } from '../postfix/default-history';
import type { ParameterFacts } from '../postfix/parameter';
import { parameterFacts } from '../postfix/parameters';
import { transportParameter } from '../postfix/transport-parameters';

/**
 * The defaults that a parameter has in these releases, as they are written: one, or more where a release changed it.
 * Null where it depends on the machine or the build, or is not known; undefined for a name that Postfix does not know.
 */
export function defaultsIn(name: string, versions: PostfixVersions): readonly string[] | null | undefined {
  const facts = parameterFacts(name);
  if (facts === null) {
    const transport = transportParameter(name);
    return transport === null ? undefined : [transport.default];
  }
  if (!isKnownIn(facts, versions)) return undefined;
  // Its default is written with the name that replaced it; this one counts where a file sets it.
  if (facts.isHonoured) return [''];
  const former = Object.hasOwn(formerDefaults, name) ? (formerDefaults[name] ?? []) : [];
  const held = former.filter((each, index) => mayHold(each, former[index - 1], versions)).map(({ text }) => text);
  const last = former.at(-1);
  const all = last === undefined || mayBeAfter(last, versions) ? [...held, facts.default] : held;
  const known = all.filter((text) => text !== null);
  return known.length < all.length ? null : [...new Set(known)];
}

/** Whether one of the releases knows the parameter. */
export function isKnownIn({ since, backports, goneIn }: ParameterFacts, { from, to }: PostfixVersions): boolean {
  if (goneIn !== null && compareVersions(from, goneIn) >= 0) return false;
  return to === null || compareVersions(to, since) >= 0 || backports.some((each) => lineOf(each) === lineOf(to));
}

/** Whether one of the releases is older than the change, and not older than the one before. */
function mayHold({ until }: FormerDefault, before: FormerDefault | undefined, versions: PostfixVersions): boolean {
  return isBefore(versions.from, until) && (before === undefined || mayBeAfter(before, versions));
}

function mayBeAfter({ until }: FormerDefault, { to }: PostfixVersions): boolean {
  return to === null || !isBefore(to, until) || hasLaterPatch(to, until);
}

/** `3.7` stands for each of its patches, so a change in 3.7.13 may have come or not. */
function hasLaterPatch(version: string, until: readonly string[]): boolean {
  return version.split('.').length === 2 && until.some((each) => each.startsWith(`${version}.`));
}

/** A release is before a change if it is older than the patch of its own line, or than all lines that have one. */
function isBefore(version: string, until: readonly string[]): boolean {
  const own = until.find((each) => compareVersions(lineOf(each), lineOf(version)) === 0);
  if (own !== undefined) return patchOf(version) < patchOf(own);
  return until.every((each) => compareVersions(version, each) < 0);
}

const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');
const patchOf = (version: string): number => Number(version.split('.')[2] ?? 0);
