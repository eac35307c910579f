import type { RecordData, RecordType } from '../../dns/answer';

/** The data of a record as the codec of another program has it, in the form of ours. */
const forms: { readonly [T in RecordType]: (data: unknown) => RecordData[T] } = {
  A: String,
  AAAA: String,
  MX: (data) => data as RecordData['MX'],
  TXT: (data) => [String(data)],
  TLSA: (data) => {
    const { usage, selector, matchingType, certificate } = data as RecordData['TLSA'] & { certificate: Buffer };
    return { usage, selector, matchingType, data: certificate.toString('hex') };
  },
};

/** Records as texts in an order of their own, since a record set has none. */
export function comparable(records: readonly unknown[]): readonly string[] {
  return records.map((record) => JSON.stringify(record, Object.keys(record as object).sort())).sort();
}

export function inOurForm(type: RecordType, data: readonly unknown[]): readonly string[] {
  return comparable(data.map((each) => forms[type](each)));
}
