/** A TXT record by which a domain announces something: a version and fields, `v=STSv1; id=1`. */
export type Announcement =
  | { readonly kind: 'fields'; readonly fields: readonly string[] }
  | { readonly kind: 'absent' }
  /** There is something that is no valid record, which counts as none. */
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Reads the TXT records of a name as RFC 8461 section 3.1 and RFC 8460 section 3 have it: those that do not begin with the
 * version are not meant; of the rest there must be exactly one. Whether its fields are well-formed is not decided here.
 *
 * @param records The character strings of each record, which are joined without blanks.
 * @param version `STSv1`.
 * @param title What people call the record: `MTA-STS`.
 */
export function readAnnouncement(
  records: readonly (readonly string[])[],
  version: string,
  title: string,
): Announcement {
  const start = `v=${version};`;
  const texts = records.map((strings) => strings.join('')).filter((text) => text.startsWith(start));
  const [text] = texts;
  if (text === undefined) return { kind: 'absent' };
  if (texts.length > 1) return invalidAnnouncement(`there are ${texts.length} ${title} records instead of one`);
  if (!/^[\t\x20-\x7e]*$/.test(text)) {
    return invalidAnnouncement(`the ${title} record has characters other than printable ASCII`);
  }
  const fields = text
    .slice(start.length)
    .split(';')
    .map((field) => field.trim());
  // The last semicolon separates nothing.
  if (fields.at(-1) === '') fields.pop();
  return { kind: 'fields', fields };
}

export function invalidAnnouncement(problem: string): Announcement & { readonly kind: 'invalid' } {
  return { kind: 'invalid', problem };
}
