import type { Vantage } from '../probe/evidence';
import { t } from '../text/translate';

/** What to tell once where DNSSEC can't be proven from here at all; null where it can. */
export function describePathProblem({
  dnssecProblem,
  resolver,
}: Pick<Vantage, 'dnssecProblem' | 'resolver'>): string | null {
  if (dnssecProblem === undefined) return null;
  return dnssecProblem.id === 'dnssec-stripped'
    ? t(
        'This network strips DNSSEC records: DANE can’t be proven from here (resolver {0}: {1}). Another resolver may help, one over HTTPS for example.',
        resolver,
        dnssecProblem.text,
      )
    : t(
        'DNSSEC can’t be proven from here, and so no DANE (resolver {0}: {1}). Another resolver may help, one over HTTPS for example.',
        resolver,
        dnssecProblem.text,
      );
}
