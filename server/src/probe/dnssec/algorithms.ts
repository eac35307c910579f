import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';

/**
 * `supported`: can be verified. `unsupported`: zones that use nothing else count as insecure (RFC 4035 section 5.2);
 * those with SHA-1 (5 and 7) are among them, as RFC 9905 wants and current distributions do. `unavailable`: in use, but
 * the cryptographic library that this program runs on lacks it, so that nothing can be told.
 */
export type Support = 'supported' | 'unsupported' | 'unavailable';

interface Algorithm {
  readonly name: string;
  readonly toKey: (key: Buffer) => KeyObject | null;
  readonly verify: (data: Uint8Array, key: KeyObject, signature: Uint8Array) => boolean;
}

/** By number of the IANA registry "DNS Security Algorithm Numbers". */
const algorithms: ReadonlyMap<number, Algorithm> = new Map([
  [8, rsa('RSASHA256', 'sha256')],
  [10, rsa('RSASHA512', 'sha512')],
  [13, ecdsa('ECDSAP256SHA256', 'sha256', 'P-256', 32)],
  [14, ecdsa('ECDSAP384SHA384', 'sha384', 'P-384', 48)],
  [15, eddsa('ED25519', 'Ed25519', 32)],
  [16, eddsa('ED448', 'Ed448', 57)],
]);

const ed448 = 16;

export function supportOf(algorithm: number): Support {
  if (!algorithms.has(algorithm)) return 'unsupported';
  return algorithm !== ed448 || hasEd448() ? 'supported' : 'unavailable';
}

/** `ECDSAP256SHA256 (13)`. */
export function algorithmName(algorithm: number): string {
  const name = algorithms.get(algorithm)?.name;
  return name === undefined ? `algorithm ${algorithm}` : `${name} (${algorithm})`;
}

/** The public key field of a DNSKEY record as a key; null where it is not one, or is of an unreasonable size. */
export function publicKeyOf(algorithm: number, field: Uint8Array): KeyObject | null {
  try {
    return algorithms.get(algorithm)?.toKey(Buffer.from(field)) ?? null;
  } catch {
    return null;
  }
}

export function verifies(algorithm: number, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return algorithms.get(algorithm)?.verify(data, key, signature) ?? false;
  } catch {
    return false;
  }
}

/**
 * By number of the IANA registry "Digest Algorithms" for DS records. SHA-1 (1) is left out: RFC 8624 section 3.3 bars
 * it for delegations, and claiming too little is the safe side.
 */
const digests: ReadonlyMap<number, string> = new Map([
  [2, 'sha256'],
  [4, 'sha384'],
]);

export function hasDigest(digestType: number): boolean {
  return digests.has(digestType);
}

/** Null for a digest type that is not supported. */
export function digestOf(digestType: number, data: Uint8Array): Buffer | null {
  const name = digests.get(digestType);
  return name === undefined ? null : createHash(name).update(data).digest();
}

let ed448Works: boolean | null = null;

/** OpenSSL has Ed448; BoringSSL, thus Electron, does not. */
function hasEd448(): boolean {
  ed448Works ??= attempt(() => generateKeyPairSync('ed448'));
  return ed448Works;
}

function attempt(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** RFC 3110 section 2, RFC 5702. The sizes bound the cost of a check. */
function rsa(name: string, hash: string): Algorithm {
  const [minModulus, maxModulus, maxExponent] = [512 / 8, 8192 / 8, 8];
  return {
    name,
    toKey: (field) => {
      const long = field[0] === 0;
      const exponentLength = long ? field.readUInt16BE(1) : field.readUInt8(0);
      const start = long ? 3 : 1;
      const exponent = withoutLeadingZeros(field.subarray(start, start + exponentLength));
      const modulus = withoutLeadingZeros(field.subarray(start + exponentLength));
      if (exponent.length < 1 || exponent.length > maxExponent) return null;
      if (modulus.length < minModulus || modulus.length > maxModulus) return null;
      return createPublicKey({ key: { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) }, format: 'jwk' });
    },
    verify: (data, key, signature) => verify(hash, data, key, signature),
  };
}

function withoutLeadingZeros(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? Buffer.alloc(0) : bytes.subarray(start);
}

/** RFC 6605 section 4: the key is the point, the signature the two numbers, both without further encoding. */
function ecdsa(name: string, hash: string, curve: string, size: number): Algorithm {
  return {
    name,
    toKey: (field) => {
      if (field.length !== 2 * size) return null;
      const [x, y] = [base64url(field.subarray(0, size)), base64url(field.subarray(size))];
      return createPublicKey({ key: { kty: 'EC', crv: curve, x, y }, format: 'jwk' });
    },
    verify: (data, key, signature) =>
      signature.length === 2 * size && verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature),
  };
}

/** RFC 8080 section 3. */
function eddsa(name: string, curve: string, size: number): Algorithm {
  return {
    name,
    toKey: (field) =>
      field.length === size
        ? createPublicKey({ key: { kty: 'OKP', crv: curve, x: base64url(field) }, format: 'jwk' })
        : null,
    verify: (data, key, signature) => signature.length === 2 * size && verify(null, data, key, signature),
  };
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
