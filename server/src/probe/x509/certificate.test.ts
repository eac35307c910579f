import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  alternativeNames,
  authority,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type Made,
  makeCertificate,
  p256,
  rsa,
  type Specification,
} from '../testing/certificates';
import { type Certificate, readCertificate } from './certificate';
import { commonName } from './common-name';
import { DerError } from './der';
import { dnsNames, extendedKeyUsage, extensionId, keyUsage, pathLengthLimit } from './extensions';
import { hasWeakSignature, isWeakKey } from './strength';
import { isWithin, validityOf } from './validity';

async function read(specification: Specification): Promise<Certificate> {
  return readCertificate((await makeCertificate(specification)).certificate.raw);
}

describe('the public key', () => {
  it.each([
    ['P-256', p256, false],
    ['P-384', { ...p256, namedCurve: 'P-384' }, false],
    ['RSA 1024', rsa(1024), false],
    ['RSA 768', rsa(768), true],
  ])('%s is a slice of the certificate', async (_name, key, isWeak) => {
    const { certificate } = await makeCertificate({ key });
    const spki = Buffer.from(readCertificate(certificate.raw).spki);
    expect(spki).toEqual(certificate.publicKey.export({ type: 'spki', format: 'der' }));
    expect(certificate.raw.includes(spki)).toBe(true);
    expect(isWeakKey(certificate.publicKey)).toBe(isWeak);
  });
});

describe('the dNSName entries', () => {
  it.each([
    [[]],
    [['a.example']],
    [['a.example', '*.b.example', 'A.EXAMPLE']],
    // Node writes these so that a reader of its text may take one for several.
    [['a.example, DNS:evil.example', 'b.example']],
    [['"quoted", IP Address:192.0.2.1']],
    [['nul.example\u0000.evil.example']],
    [['']],
  ])('%j stand as they are', async (names) => {
    expect(dnsNames(await read({ extensions: names.length === 0 ? [] : [alternativeNames(...names)] }))).toEqual(names);
  });
});

describe('the common name', () => {
  it.each<[NonNullable<Specification['subject']>, string | null]>([
    [[{ CN: ['a.example'] }], 'a.example'],
    [[{ CN: ['first.example'] }, { O: ['x'] }, { CN: ['last.example'] }], 'last.example'],
    [[{ O: ['a.example'] }], null],
    [[], null],
    [[{ CN: [{ bmpString: 'bmp.example' }] }], 'bmp.example'],
    [[{ CN: [{ universalString: 'u.example' }] }], 'u.example'],
    [[{ CN: [{ printableString: 'p.example' }] }], 'p.example'],
    [[{ CN: [{ ia5String: 'i.example' }] }], 'i.example'],
    [[{ CN: [{ utf8String: 'münchen.example' }] }], 'münchen.example'],
    [[{ CN: ['a, CN=b'] }], 'a, CN=b'],
    [[{ CN: ['nul\u0000.example'] }], 'nul\u0000.example'],
  ])('of %j', async (subject, expected) => expect(commonName(await read({ subject }))).toBe(expected));
});

describe('the extensions', () => {
  it('tell the path length, the purposes and the key usage', async () => {
    const serverAuth = new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]);
    const ofCa = await read({ extensions: [...authority(3), serverAuth] });
    expect([pathLengthLimit(ofCa), extendedKeyUsage(ofCa), keyUsage(ofCa)]).toEqual([3, ['1.3.6.1.5.5.7.3.1'], 0x04]);
    expect(ofCa.extensions.get(extensionId.basicConstraints)?.isCritical).toBe(true);
    expect(ofCa.extensions.get(extensionId.extendedKeyUsage)?.isCritical).toBe(false);
    const usage = new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true);
    expect(keyUsage(await read({ extensions: [usage] }))).toBe(0xa0);
  });

  it('may be absent', async () => {
    const plain = await read({});
    expect([pathLengthLimit(plain), extendedKeyUsage(plain), keyUsage(plain), dnsNames(plain)]).toEqual([
      null,
      null,
      null,
      [],
    ]);
    expect(pathLengthLimit(await read({ extensions: authority() }))).toBeNull();
  });
});

describe('the validity', () => {
  it.each([
    [[-10, 10], true],
    [[-10, -1], false],
    [[1, 10], false],
    // Beyond 2049 times are written in another form (RFC 5280 section 4.1.2.5).
    [[-10, 365 * 40], true],
  ] as const)('%j days from now', async (days, isValid) => {
    const { certificate } = await makeCertificate({ days });
    const validity = validityOf(readCertificate(certificate.raw));
    expect(validity.notBefore).toEqual(new Date(certificate.validFrom));
    expect(validity.notAfter).toEqual(new Date(certificate.validTo));
    expect(isWithin(validity, new Date())).toBe(isValid);
  });
});

it.each<[Specification, boolean]>([
  [{ hash: 'SHA-1' }, true],
  [{ hash: 'SHA-256' }, false],
  [{ key: { ...rsa(1024), hash: 'SHA-1' } }, true],
  [{ key: rsa(1024) }, false],
])('tells signatures over SHA-1: %j', async (specification, isWeak) => {
  expect(hasWeakSignature(await read(specification))).toBe(isWeak);
});

describe('broken certificates', () => {
  let made: Made;
  beforeAll(async () => {
    made = await makeCertificate({ extensions: [...authority(1), alternativeNames('a.example', 'b.example')] });
  });

  function readAll(bytes: Uint8Array): void {
    const certificate = readCertificate(bytes);
    for (const each of [commonName, dnsNames, extendedKeyUsage, keyUsage, pathLengthLimit, validityOf])
      each(certificate);
  }

  it('are told as such, whatever octets are changed', () => {
    const { raw } = made.certificate;
    const changes = fc.array(fc.tuple(fc.nat(raw.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, (changed) => {
        const bytes = Buffer.from(raw);
        for (const [index, octet] of changed) bytes[index] = octet;
        expectOnlyDerErrors(() => readAll(bytes));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are told as such, wherever they are cut', () => {
    const { raw } = made.certificate;
    for (let length = 0; length < raw.length; length++) {
      expect(() => readAll(raw.subarray(0, length))).toThrow(DerError);
    }
  });

  it('are told as such, with an extension twice', async () => {
    const twice = await makeCertificate({ extensions: [alternativeNames('a.example'), alternativeNames('b.example')] });
    expect(() => readCertificate(twice.certificate.raw)).toThrow('twice');
  });
});

function expectOnlyDerErrors(action: () => void): void {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(DerError);
  }
}
