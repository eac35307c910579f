/** Where a list came from. */
export type ListOrigin =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'git';
      /** Without a name or password. */
      readonly url: string;
      readonly ref: string;
      readonly path: string;
      readonly commit: string;
      /** ISO 8601. */
      readonly committedAt: string;
    };

/** A list that was put in force. */
export interface InstalledList {
  /** SHA-256 of its bytes, in hexadecimal letters. */
  readonly digest: string;
  readonly origin: ListOrigin;
  /** ISO 8601. */
  readonly installedAt: string;
  /** When its source was last seen to say the same; ISO 8601. */
  readonly confirmedAt: string;
}

/** What is kept from run to run. */
export interface DeployState {
  readonly version: 1;
  readonly installed: InstalledList | null;
  /** A list that is being put in force; one that stands there at the begin of a run was left by a run that was killed. */
  readonly pending: InstalledList | null;
}

export const emptyState: DeployState = { version: 1, installed: null, pending: null };

/** Null where the text is no state that this program reads. */
export function readState(text: string): DeployState | null {
  try {
    const value = JSON.parse(text) as Partial<DeployState> | null;
    if (value?.version !== 1) return null;
    const { installed = null, pending = null } = value;
    return [installed, pending].every(isListOrNull) ? { version: 1, installed, pending } : null;
  } catch {
    return null;
  }
}

export function writeState(state: DeployState): string {
  return `${JSON.stringify(state, null, 2)}\n`;
}

/**
 * The list in force, by what lies in the place of the table. A run that was killed may have replaced it, and not have said so.
 *
 * @param digest of the table's text; null: there is none.
 */
export function listInForce({ installed, pending }: DeployState, digest: string | null): InstalledList | null {
  return [pending, installed].find((list) => list !== null && list.digest === digest) ?? null;
}

function isListOrNull(list: InstalledList | null): boolean {
  if (list === null) return true;
  const { digest, origin, installedAt, confirmedAt } = list as Partial<InstalledList>;
  const texts = [digest, installedAt, confirmedAt, ...(origin?.kind === 'git' ? [origin.url, origin.commit] : [])];
  return (origin?.kind === 'file' || origin?.kind === 'git') && texts.every((text) => typeof text === 'string');
}
