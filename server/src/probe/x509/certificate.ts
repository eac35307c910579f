import { type DerElement, DerError, derTag, readConstructed, readElement, readObjectIdentifier } from './der';

export interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

/** The fields of a certificate (RFC 5280 section 4.1) as slices of its own bytes, since encoding anew may differ. */
export interface Certificate {
  readonly issuer: DerElement;
  readonly validity: DerElement;
  readonly subject: DerElement;
  /** SubjectPublicKeyInfo, what selector 1 of TLSA records speaks of. */
  readonly spki: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly extensions: ReadonlyMap<string, Extension>;
}

const explicitVersion = 0xa0;
const explicitExtensions = 0xa3;

/** @throws DerError */
export function readCertificate(der: Uint8Array): Certificate {
  const [toBeSigned, algorithm] = readConstructed(der, derTag.sequence);
  if (toBeSigned === undefined || algorithm === undefined) throw new DerError('a certificate without its fields');
  const fields = readConstructed(toBeSigned.whole, derTag.sequence);
  // Version 1 is the default, and thus left out.
  const [, , issuer, validity, subject, key, ...optional] =
    fields[0]?.tag === explicitVersion ? fields.slice(1) : fields;
  if (issuer === undefined || validity === undefined || subject === undefined || key === undefined) {
    throw new DerError('a certificate without all its fields');
  }
  const extensions = optional.find(({ tag }) => tag === explicitExtensions);
  return {
    issuer,
    validity,
    subject,
    spki: key.whole,
    signatureAlgorithm: readObjectIdentifier(readElement(algorithm.contents)),
    extensions: extensions === undefined ? new Map() : readExtensions(extensions.contents),
  };
}

function readExtensions(bytes: Uint8Array): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const { whole } of readConstructed(bytes, derTag.sequence)) {
    const [id, ...rest] = readConstructed(whole, derTag.sequence);
    const value = rest.at(-1);
    if (id === undefined || value?.tag !== derTag.octetString) throw new DerError('an extension without its value');
    const critical = rest.length > 1 ? rest[0] : undefined;
    const extension = {
      id: readObjectIdentifier(id),
      isCritical: critical?.tag === derTag.boolean && critical.contents[0] !== 0,
      value: value.contents,
    };
    // Which of the two counts would be a matter of taste (RFC 5280 section 4.2).
    if (extensions.has(extension.id)) throw new DerError('an extension occurs twice');
    extensions.set(extension.id, extension);
  }
  return extensions;
}
