import type { Certificate } from './certificate';
import { derTag, readConstructed, readElement, readObjectIdentifier } from './der';

/** Object identifiers of the extensions that decide here (RFC 5280 section 4.2.1). */
export const extensionId = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
} as const;

/** The bits of the first octet of a key usage that matter here (RFC 5280 section 4.2.1.3). */
export const keyUsageBits = {
  digitalSignature: 0x80,
  keyEncipherment: 0x20,
  keyAgreement: 0x08,
} as const;

/** How many intermediate certificates may follow below a CA; null for any number. */
export function pathLengthLimit({ extensions }: Certificate): number | null {
  const extension = extensions.get(extensionId.basicConstraints);
  if (extension === undefined) return null;
  const length = readConstructed(extension.value, derTag.sequence).find(({ tag }) => tag === derTag.integer);
  if (length === undefined) return null;
  return length.contents.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** The purposes that the key is restricted to; null for no such restriction. */
export function extendedKeyUsage({ extensions }: Certificate): readonly string[] | null {
  const extension = extensions.get(extensionId.extendedKeyUsage);
  return extension === undefined ? null : readConstructed(extension.value, derTag.sequence).map(readObjectIdentifier);
}

/** The first octet of the key usage; null without the extension. */
export function keyUsage({ extensions }: Certificate): number | null {
  const extension = extensions.get(extensionId.keyUsage);
  if (extension === undefined) return null;
  // The first octet of a bit string counts its unused bits.
  return readElement(extension.value).contents[1] ?? 0;
}

const dnsNameTag = 0x82;

/** The dNSName entries of the subject alternative name as they stand, whatever they hold: each octet a character. */
export function dnsNames({ extensions }: Certificate): readonly string[] {
  const extension = extensions.get(extensionId.subjectAltName);
  if (extension === undefined) return [];
  return readConstructed(extension.value, derTag.sequence)
    .filter(({ tag }) => tag === dnsNameTag)
    .map(({ contents }) => Buffer.from(contents).toString('latin1'));
}
