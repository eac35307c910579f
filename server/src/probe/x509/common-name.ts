import type { Certificate } from './certificate';
import { type DerElement, derTag, readConstructed, readElements, readObjectIdentifier } from './der';

const commonNameId = '2.5.4.3';

/** The last common name of the subject; null where it has none. */
export function commonName({ subject }: Certificate): string | null {
  const names = readElements(subject.contents)
    .flatMap((relativeName) => readConstructed(relativeName.whole, derTag.set))
    .map(({ whole }) => readConstructed(whole, derTag.sequence))
    .filter(([type]) => type !== undefined && readObjectIdentifier(type) === commonNameId)
    .flatMap(([, value]) => (value === undefined ? [] : [textOf(value)]));
  return names.at(-1) ?? null;
}

/** A DirectoryString or IA5String (RFC 5280 section 4.1.2.4); the old T61String is read as Latin-1, as OpenSSL does. */
function textOf({ tag, contents }: DerElement): string {
  const bytes = Buffer.from(contents);
  switch (tag) {
    case derTag.utf8String:
      return bytes.toString('utf8');
    case derTag.bmpString:
      return Array.from({ length: bytes.length >> 1 }, (_, index) =>
        String.fromCharCode(bytes.readUInt16BE(index * 2)),
      ).join('');
    case derTag.universalString:
      return Array.from({ length: bytes.length >> 2 }, (_, index) => fromCodePoint(bytes.readUInt32BE(index * 4))).join(
        '',
      );
    default:
      return bytes.toString('latin1');
  }
}

const replacementCharacter = '\ufffd';

function fromCodePoint(codePoint: number): string {
  return codePoint > 0x10ffff ? replacementCharacter : String.fromCodePoint(codePoint);
}
