/** Versions as a hello carries them: SSLv2 by its draft, the others by RFC 6101, 2246, 4346 and 5246. */
export const versions = { sslv2: 0x0002, sslv3: 0x0300, tls10: 0x0301, tls11: 0x0302, tls12: 0x0303 } as const;

export type Version = (typeof versions)[keyof typeof versions];

const names: ReadonlyMap<number, string> = new Map<number, string>([
  [versions.sslv2, 'SSLv2'],
  [versions.sslv3, 'SSLv3'],
  [versions.tls10, 'TLS 1.0'],
  [versions.tls11, 'TLS 1.1'],
  [versions.tls12, 'TLS 1.2'],
]);

export function versionName(version: number): string {
  return names.get(version) ?? `version ${hexadecimal(version)}`;
}

/** Those that end a handshake or refuse it (RFC 5246 section 7.2), and what else a server may say before its hello. */
const alertNames: ReadonlyMap<number, string> = new Map([
  [0, 'close notify'],
  [10, 'unexpected message'],
  [20, 'bad record MAC'],
  [22, 'record overflow'],
  [40, 'handshake failure'],
  [41, 'no certificate'],
  [42, 'bad certificate'],
  [47, 'illegal parameter'],
  [50, 'decode error'],
  [70, 'protocol version'],
  [71, 'insufficient security'],
  [80, 'internal error'],
  [86, 'inappropriate fallback'],
  [90, 'user canceled'],
  [112, 'unrecognized name'],
]);

/** `alert 40, handshake failure`. */
export function alertName(description: number): string {
  const name = alertNames.get(description);
  return name === undefined ? `alert ${description}` : `alert ${description}, ${name}`;
}

/** `0x0300`. */
export function hexadecimal(number: number, digits = 4): string {
  return `0x${number.toString(16).padStart(digits, '0')}`;
}
