import { createHash, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { DnskeyData, DsData } from 'dns-packet';
import { wireName } from './names';
import { wireRecord } from './record-set';

const generate = promisify(generateKeyPair);

/** The one key of a zone: it signs the key set and everything else (flags 257, a zone key with the SEP bit). */
export interface ZoneKey {
  readonly data: DnskeyData;
  readonly keyTag: number;
  /** The signature of an RRSIG record over `signedData`, in the form that DNSSEC wants. */
  sign(signedData: Buffer): Buffer;
}

export type LabAlgorithm = 8 | 13 | 15;

const zoneKeyWithSep = 257;

export async function generateZoneKey(algorithm: LabAlgorithm): Promise<ZoneKey> {
  const { publicKey, privateKey } = await keyPair(algorithm);
  const data: DnskeyData = { flags: zoneKeyWithSep, algorithm, key: publicKeyField(algorithm, publicKey) };
  return {
    data,
    keyTag: keyTagOf(data),
    sign: (signedData) =>
      algorithm === 15
        ? sign(null, signedData, privateKey)
        : sign('sha256', signedData, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

async function keyPair(algorithm: LabAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  switch (algorithm) {
    case 8:
      return generate('rsa', { modulusLength: 2048 });
    case 13:
      return generate('ec', { namedCurve: 'P-256' });
    case 15:
      return generate('ed25519', {});
  }
}

/** The public key field of a DNSKEY record: RFC 3110 section 2, RFC 6605 section 4, RFC 8080 section 3. */
function publicKeyField(algorithm: LabAlgorithm, key: KeyObject): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const part = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
  switch (algorithm) {
    case 8: {
      const exponent = part(jwk.e);
      return Buffer.concat([Buffer.from([exponent.length]), exponent, part(jwk.n)]);
    }
    case 13:
      return Buffer.concat([part(jwk.x), part(jwk.y)]);
    case 15:
      return part(jwk.x);
  }
}

function wireDnskey(data: DnskeyData): Buffer {
  const emptyOwnerTypeClassTtlLength = 1 + 2 + 2 + 4 + 2;
  return wireRecord({ name: '', type: 'DNSKEY', ttl: 0, data }).subarray(emptyOwnerTypeClassTtlLength);
}

/** RFC 4034 appendix B. */
export function keyTagOf(data: DnskeyData): number {
  let sum = 0;
  wireDnskey(data).forEach((byte, index) => {
    sum += index % 2 === 0 ? byte << 8 : byte;
  });
  return (sum + (sum >> 16)) & 0xffff;
}

/** The DS record of a key with a SHA-256 digest (RFC 4509). */
export function dsOf(owner: string, { data, keyTag }: ZoneKey): DsData {
  const digest = createHash('sha256').update(wireName(owner)).update(wireDnskey(data)).digest();
  return { keyTag, algorithm: data.algorithm, digestType: 2, digest };
}
