/** Bytes that are not the DER (ITU-T X.690) that they should be. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** One element: its identifier octet, all its bytes, and its contents. */
export interface DerElement {
  readonly tag: number;
  readonly whole: Uint8Array;
  readonly contents: Uint8Array;
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Certificates nest their fields, and so need no more than lengths of four bytes and tags of one. */
const longestLength = 4;
const multiByteTag = 0x1f;

/**
 * The element that begins at the first byte; what follows it is left alone.
 *
 * @throws DerError
 */
export function readElement(bytes: Uint8Array): DerElement {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw new DerError('the data ends within an element');
  if ((tag & multiByteTag) === multiByteTag) throw new DerError('an identifier of several octets');
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthOctets > longestLength) throw new DerError('a length of an unknown form');
  const start = 2 + lengthOctets;
  const length = lengthOctets === 0 ? first : bytes.subarray(2, start).reduce((sum, each) => sum * 256 + each, 0);
  if (bytes.length < start + length) throw new DerError('an element is longer than the data');
  return { tag, whole: bytes.subarray(0, start + length), contents: bytes.subarray(start, start + length) };
}

/**
 * The elements that the bytes consist of, one after the other.
 *
 * @throws DerError
 */
export function readElements(bytes: Uint8Array): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const element = readElement(rest);
    elements.push(element);
    rest = rest.subarray(element.whole.length);
  }
  return elements;
}

/**
 * The elements within the one element that the bytes are.
 *
 * @throws DerError where they are something else, or more.
 */
export function readConstructed(bytes: Uint8Array, tag: number): readonly DerElement[] {
  const element = readElement(bytes);
  if (element.tag !== tag) throw new DerError(`tag ${element.tag} instead of ${tag}`);
  if (element.whole.length !== bytes.length) throw new DerError('more data than one element');
  return readElements(element.contents);
}

/** In dotted decimal: `2.5.4.3`. Arcs beyond 2^53 lose their last digits, and so are no known identifier. */
export function readObjectIdentifier({ tag, contents }: DerElement): string {
  if (tag !== derTag.objectIdentifier || contents.length === 0) throw new DerError('no object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of contents) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    if (arcs.length === 0) {
      const root = Math.min(2, Math.floor(arc / 40));
      arcs.push(root, arc - root * 40);
    } else {
      arcs.push(arc);
    }
    arc = 0;
  }
  if ((contents.at(-1) ?? 0) >= 0x80) throw new DerError('an object identifier is cut off');
  return arcs.join('.');
}
