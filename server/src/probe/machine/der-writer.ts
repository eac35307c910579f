/** The other direction of `x509/der.ts`, as far as a certificate of our own needs it (X.690). */

export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
} as const;

/** A value with its tag and its length. */
export function der(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  // The long form from 128 octets on: how many octets the length has, and the length.
  const octets = length < 0x80 ? [] : length < 0x100 ? [length] : [length >> 8, length & 0xff];
  const head = octets.length === 0 ? [length] : [0x80 | octets.length, ...octets];
  return Buffer.concat([Buffer.of(type, ...head), content]);
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(tag.sequence, ...parts);
}

/** @param encoded The content in hexadecimal. */
export function oid(encoded: string): Buffer {
  return der(tag.oid, Buffer.from(encoded, 'hex'));
}

/** Context-specific and constructed. */
export function tagged(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return der(0xa0 | number, ...parts);
}

/** Without any unused bits. */
export function bitString(bytes: Uint8Array): Buffer {
  return der(tag.bitString, Buffer.of(0), bytes);
}

/** Until 2049 (RFC 5280 section 4.1.2.5.1). */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return der(tag.utcTime, Buffer.from(`${digits}Z`));
}
