import type { Evidence } from '../../probe/evidence';
import { t } from '../../text/translate';
import type { Complaint } from './context';

const millisecondsPerDay = 86_400_000;

/** The certificate of a reached host that ends first, where it ends within so many days after the probe. */
export function endingWithin(days: number, { hosts, finishedAt }: Evidence): Complaint | null {
  const latest = Date.parse(finishedAt) + days * millisecondsPerDay;
  const ends = hosts.flatMap(({ name, addresses }) =>
    addresses.flatMap(({ tls }) => tls?.chain.slice(0, 1).map(({ notAfter }) => ({ name, notAfter })) ?? []),
  );
  const [first] = ends.sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
  if (first === undefined || Date.parse(first.notAfter) >= latest) return null;
  return {
    message: t('The certificate of {0} ends on {1}, within {2} days.', first.name, first.notAfter.slice(0, 10), days),
  };
}
