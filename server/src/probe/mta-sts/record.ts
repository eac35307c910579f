import { type Announcement, invalidAnnouncement, readAnnouncement } from '../dns/announcement';

/** What the TXT records of a domain say about MTA-STS (RFC 8461 section 3.1). */
export type RecordResult =
  | { readonly kind: 'announced'; readonly id: string }
  | Exclude<Announcement, { readonly kind: 'fields' }>;

const idField = /^id=([A-Za-z0-9]{1,32})$/;
const extensionField = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+$/;

/**
 * Reads the TXT records at `_mta-sts.DOMAIN`. Of a field that is repeated the first counts.
 *
 * @param records The character strings of each record.
 */
export function parseRecords(records: readonly (readonly string[])[]): RecordResult {
  const found = readAnnouncement(records, 'STSv1', 'MTA-STS');
  if (found.kind !== 'fields') return found;
  const id = idField.exec(found.fields.find((field) => field.startsWith('id=')) ?? '')?.[1];
  if (id === undefined) return invalidAnnouncement('the MTA-STS record has no id of 1 to 32 letters and digits');
  const isWellFormed = found.fields.every((field) => extensionField.test(field));
  return isWellFormed
    ? { kind: 'announced', id }
    : invalidAnnouncement('the MTA-STS record has something that is no field of the form NAME=VALUE');
}
