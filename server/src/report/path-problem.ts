import type { Vantage } from '../probe/evidence';

/** What to tell once where DNSSEC can't be proven from here at all; null where it can. */
export function describePathProblem({
  dnssecProblem,
  resolver,
}: Pick<Vantage, 'dnssecProblem' | 'resolver'>): string | null {
  if (dnssecProblem === undefined) return null;
  const what =
    dnssecProblem.id === 'dnssec-stripped'
      ? 'This network strips DNSSEC records: DANE can’t be proven from here'
      : 'DNSSEC can’t be proven from here, and so no DANE';
  return `${what} (resolver ${resolver}: ${dnssecProblem.text}). Another resolver may help, one over HTTPS for example.`;
}
