import { type Announcement, invalidAnnouncement, readAnnouncement } from '../dns/announcement';

/** What the TXT records of a domain say about reports on TLS (RFC 8460 section 3). */
export type TlsRptResult =
  | { readonly kind: 'announced'; readonly rua: readonly string[] }
  | Exclude<Announcement, { readonly kind: 'fields' }>;

const extensionField = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+$/;
/** Commas, semicolons and exclamation marks of an address are percent-encoded in it (RFC 8460 section 3). */
const reportUri = /^(?:mailto:[^\s!,;@]+@[^\s!,;@]+|https:\/\/[^\s!,;]+)$/i;

/**
 * Reads the TXT records at `_smtp._tls.DOMAIN`. Of a repeated `rua` the first counts.
 *
 * @param records The character strings of each record.
 */
export function parseTlsRptRecords(records: readonly (readonly string[])[]): TlsRptResult {
  const found = readAnnouncement(records, 'TLSRPTv1', 'TLSRPT');
  if (found.kind !== 'fields') return found;
  const rua = found.fields.find((field) => field.startsWith('rua='));
  if (rua === undefined) return invalidAnnouncement('the TLSRPT record has no rua, and so no address for reports');
  const uris = rua
    .slice('rua='.length)
    .split(',')
    .map((uri) => uri.trim());
  if (!uris.every((uri) => reportUri.test(uri))) {
    return invalidAnnouncement('the TLSRPT record has a rua that is no list of mailto: or https: addresses');
  }
  const others = found.fields.filter((field) => !field.startsWith('rua='));
  return others.every((field) => extensionField.test(field))
    ? { kind: 'announced', rua: [...new Set(uris)] }
    : invalidAnnouncement('the TLSRPT record has something that is no field of the form NAME=VALUE');
}
