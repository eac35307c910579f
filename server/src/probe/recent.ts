import type { Evidence } from './evidence';

/** Milliseconds for which nobody is asked the same again. */
const quiet = 10_000;
const maxEntries = 64;

/** What was seen a moment ago, so that an impatient hand does not bother a receiver twice. */
export interface Recent {
  /** Null where the last probe is long enough ago, or saw nothing. */
  recall(what: string): Evidence | null;
  remember(what: string, evidence: Evidence): void;
}

export function createRecent(now: () => number = () => performance.now()): Recent {
  const entries = new Map<string, { readonly evidence: Evidence; readonly until: number }>();
  return {
    recall: (what) => {
      const entry = entries.get(what);
      return entry !== undefined && now() < entry.until ? entry.evidence : null;
    },
    remember: (what, evidence) => {
      if (!sawSomebody(evidence)) return;
      entries.delete(what);
      entries.set(what, { evidence, until: now() + quiet });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}

/** A probe that was ended, or reached nobody, may be tried again at once: nobody was bothered. */
function sawSomebody({ stopped, hosts }: Evidence): boolean {
  return (
    stopped === undefined && hosts.some(({ addresses }) => addresses.some(({ outcome }) => outcome !== 'untested'))
  );
}
