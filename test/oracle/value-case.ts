/**
 * What smtp(8) does with a policy value, by its consequence: `delivers`, without a word; `warns`, delivers with a warning
 * in the log; `defers` before any connection (4.7.5 client TLS configuration problem); `handshake`, defers because the
 * TLS session can't even be tried with such a value; `unverified`, defers because no certificate can match it.
 */
export type Consequence = 'delivers' | 'warns' | 'defers' | 'handshake' | 'unverified';

export interface ValueCase {
  readonly value: string;
  readonly consequence: Consequence;
  /** What Postfix must say in its log; the next-hop is written `KEY`. */
  readonly log?: string;
}

export const ok = (...values: readonly string[]): ValueCase[] =>
  values.map((value) => ({ value, consequence: 'delivers' }));
export const defers = (value: string, log: string): ValueCase => ({ value, consequence: 'defers', log });
export const unknownLevel = (value: string, level = value): ValueCase =>
  defers(value, `invalid security level "${level}"`);
export const malformed = (value: string, word: string): ValueCase =>
  defers(value, `malformed attribute/value pair "${word}": missing '=' after attribute name`);
export const unknownAttribute = (value: string, name: string): ValueCase =>
  defers(value, `invalid attribute name: "${name}"`);
export const repeated = (value: string, name: string): ValueCase =>
  defers(value, `attribute "${name}" is specified multiple times`);
export const notAllowed = (value: string, level: string): ValueCase =>
  defers(value, `attribute "match" invalid at security level "${level}"`);
export const badName = (value: string, name: string): ValueCase =>
  defers(value, `"servername=${name}" specifies an invalid hostname`);
export const badProtocols = (value: string, list: string): ValueCase => ({
  value,
  consequence: 'handshake',
  log: `Invalid TLS protocol list "${list}": aborting TLS session`,
});
export const ignored = (value: string, attribute: string): ValueCase => ({
  value,
  consequence: 'warns',
  log: `ignoring attribute "${attribute}" with TLS disabled`,
});
