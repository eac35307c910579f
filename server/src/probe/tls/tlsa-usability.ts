import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { TlsaRecord } from '../dns/answer';
import type { JudgedTlsaRecord } from '../evidence';
import { DerError, derTag, readConstructed } from '../x509/der';
import { runsOnBoringSsl } from './library';

type Reason = JudgedTlsaRecord['unusable'];

/** Certificate usages that have a meaning in SMTP (RFC 7672 section 3.1). */
export const daneTa = 2;
export const daneEe = 3;
/** Matching type 0: the whole certificate or key instead of a digest. */
export const fullData = 0;

const knownUsages: readonly number[] = [daneTa, daneEe];
const knownSelectors: readonly number[] = [0, 1];
/** The bytes of the digest of each matching type; the strongest first, as in tls_dane_digests (`sha512 sha256`). */
const digestBytes: ReadonlyMap<number, number> = new Map([
  [2, 64],
  [1, 32],
]);
const preference = [...digestBytes.keys()];

/**
 * Which records of one TLSA record set Postfix makes use of, in the order given: usages 2 and 3 alone (RFC 7672
 * section 3.1.3), what OpenSSL takes of these (SSL_dane_tlsa_add(3)), and of several digests for one usage and
 * selector the strongest only (RFC 7671 section 9, postconf(5) tls_dane_digests with its default).
 */
export function judgeTlsaRecords(records: readonly TlsaRecord[]): JudgedTlsaRecord[] {
  const formal = records.map((record) => ({ record, unusable: formalDefect(record) }));
  const accepted = formal.filter(({ unusable }) => unusable === null).map(({ record }) => record);
  return formal.map(({ record, unusable }) => {
    const reason = unusable ?? (isOutdone(record, accepted) ? 'agility' : null);
    return { ...record, usable: reason === null, unusable: reason };
  });
}

/** In the order in which Postfix and then OpenSSL look at them. */
function formalDefect({ usage, selector, matchingType, data }: TlsaRecord): Reason {
  if (!knownUsages.includes(usage)) return 'usage';
  if (!knownSelectors.includes(selector)) return 'selector';
  const bytes = Buffer.from(data, 'hex');
  if (matchingType === fullData) return isReadable(selector, bytes) ? null : 'data';
  const length = digestBytes.get(matchingType);
  if (length === undefined) return 'matching-type';
  return bytes.length === length ? null : 'digest-length';
}

/** Whether a stronger digest for the same usage and selector sets this one aside; whole data always counts. */
function isOutdone(record: TlsaRecord, accepted: readonly TlsaRecord[]): boolean {
  const { usage, selector, matchingType } = record;
  const stronger = preference.slice(0, Math.max(0, preference.indexOf(matchingType)));
  return accepted.some(
    (other) => other.usage === usage && other.selector === selector && stronger.includes(other.matchingType),
  );
}

/** Whether the data is one certificate, or one public key, and nothing besides. */
function isReadable(selector: number, data: Buffer): boolean {
  try {
    const fields = readConstructed(data, derTag.sequence);
    const key = selector === 0 ? keyOf(data) : readKey(data, fields.length);
    return key.asymmetricKeyType !== undefined;
  } catch (error) {
    // BoringSSL does not know each kind of key that the OpenSSL of a mail server knows: there the form has to do.
    return !(error instanceof DerError) && runsOnBoringSsl();
  }
}

function keyOf(data: Buffer): KeyObject {
  const certificate = new X509Certificate(data);
  // The constructor also looks for PEM within the bytes.
  if (!certificate.raw.equals(data)) throw new DerError('not the one certificate that was read');
  return certificate.publicKey;
}

function readKey(data: Buffer, fields: number): KeyObject {
  if (fields !== 2) throw new DerError('a public key is an algorithm and a bit string');
  return createPublicKey({ key: data, format: 'der', type: 'spki' });
}
