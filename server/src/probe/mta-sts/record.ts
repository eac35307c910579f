/** What the TXT records of a domain say about MTA-STS (RFC 8461 section 3.1). */
export type RecordResult =
  | { readonly kind: 'announced'; readonly id: string }
  | { readonly kind: 'absent' }
  /** There is something that is no valid record, which counts as none. */
  | { readonly kind: 'invalid'; readonly problem: string };

const version = 'v=STSv1;';
const idField = /^id=([A-Za-z0-9]{1,32})$/;
const extensionField = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+$/;

/**
 * Reads the TXT records at `_mta-sts.DOMAIN`. Those that do not begin with the version are not meant for MTA-STS; of the
 * rest there must be exactly one, and that must be well-formed. Of a field that is repeated the first counts.
 *
 * @param records The character strings of each record, which are joined without blanks.
 */
export function parseRecords(records: readonly (readonly string[])[]): RecordResult {
  const texts = records.map((strings) => strings.join('')).filter((text) => text.startsWith(version));
  const [text] = texts;
  if (text === undefined) return { kind: 'absent' };
  if (texts.length > 1) return invalid(`there are ${texts.length} MTA-STS records instead of one`);
  if (!/^[\t\x20-\x7e]*$/.test(text)) return invalid('the MTA-STS record has characters other than printable ASCII');
  return parseRecord(text);
}

function parseRecord(text: string): RecordResult {
  const fields = text
    .slice(version.length)
    .split(';')
    .map((field) => field.trim());
  // The last semicolon separates nothing.
  if (fields.at(-1) === '') fields.pop();
  const id = idField.exec(fields.find((field) => field.startsWith('id=')) ?? '')?.[1];
  if (id === undefined) return invalid('the MTA-STS record has no id of 1 to 32 letters and digits');
  const isWellFormed = fields.every((field) => extensionField.test(field));
  return isWellFormed
    ? { kind: 'announced', id }
    : invalid('the MTA-STS record has something that is no field of the form NAME=VALUE');
}

function invalid(problem: string): RecordResult {
  return { kind: 'invalid', problem };
}
