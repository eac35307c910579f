import type { Alias, DnsAnswer, DnssecStatus, RecordData, RecordType } from '../../dns/answer';
import { type Ask, failedAnswer } from '../../stop';

interface More {
  readonly status?: DnssecStatus;
  readonly aliases?: readonly Alias[];
}

/** An answer as a validating resolver gives it; without records an answered absence. */
export function answered<T extends RecordType>(
  name: string,
  type: T,
  records: readonly RecordData[T][],
  { status = 'secure', aliases = [] }: More = {},
): DnsAnswer<T> {
  const outcome = records.length > 0 ? 'records' : 'no-data';
  return { name, type, status, outcome, records, aliases, ttl: 60 };
}

export function failed<T extends RecordType>(name: string, type: T): DnsAnswer<T> {
  return failedAnswer(name, type, { id: 'dns-servfail', text: 'SERVFAIL' });
}

/** A resolver that knows these answers, and that nothing else exists. */
export function askAmong(answers: readonly DnsAnswer[], asked: string[] = []): Ask {
  return <T extends RecordType>(name: string, type: T) => {
    asked.push(`${name} ${type}`);
    const known = answers.find((answer) => answer.name === name && answer.type === type);
    return Promise.resolve((known as DnsAnswer<T> | undefined) ?? answered(name, type, []));
  };
}
