import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../testing/certificates';
import { withoutLocalRoot } from './sent-chain';
import { CaFileError, CaPathError, createTrustStore } from './trust-store';

const [one, two] = [await makeCertificate({ subject: 'CN=One' }), await makeCertificate({ subject: 'CN=Two' })];
const file = (pem: string) => ({ caFile: { name: 'ca.pem', pem } });

describe('the trust store', () => {
  it('is the bundle of the runtime by default, and says so', () => {
    const store = createTrustStore({ caFile: null });
    expect(store.ca).toBeUndefined();
    expect(store.name).toBe(`Mozilla CA bundle of Node.js ${process.versions.node}`);
  });

  it.each([
    ['one certificate', one.pem, 1],
    ['several, with comments', `# One\n${one.pem}\nCN=Two\n${two.pem}# end`, 2],
    ['CRLF', `${one.pem}${two.pem}`.replaceAll('\n', '\r\n'), 2],
  ])('is the CA file: %s', (_what, pem, count) => {
    const store = createTrustStore(file(pem));
    expect(store.name).toBe('CA file ca.pem');
    expect(store.ca).toHaveLength(count);
  });

  it.each([
    ['nothing', '', 'holds no certificate'],
    ['a key', two.key, 'holds no certificate'],
    ['a certificate that is cut', one.pem.replace(/[^\n]+\n-----END/, '-----END'), 'certificate 1'],
    ['a broken one behind a good one', `${one.pem}${two.pem.replace(/^MI/m, 'XX')}`, 'certificate 2'],
  ])('refuses a CA file of %s', (_what, pem, message) => {
    expect(() => createTrustStore(file(pem))).toThrow(CaFileError);
    expect(() => createTrustStore(file(pem))).toThrow(message);
  });
});

describe('the trust store of a folder', () => {
  const folder = (isHashed: boolean, ...files: readonly { name: string; pem: string }[]) => ({
    caFile: null,
    caPath: { name: '/etc/ssl/certs', isHashed, files },
  });
  const [first, second] = [
    { name: '9d66eef0.0', pem: one.pem },
    { name: '11111111.0', pem: two.pem },
  ];

  it('holds all its certificates, each once', () => {
    const store = createTrustStore(folder(true, first, second, { ...first, name: '22222222.0' }));
    expect(store).toEqual({ name: 'CA folder certs', ca: [one.pem, two.pem].map((pem) => pem.trim()), parts: [] });
  });

  it('tells that Postfix needs hashed names', () => {
    expect(createTrustStore(folder(false, first)).name).toBe('CA folder certs (not hashed yet: openssl rehash)');
  });

  it.each([
    [['mine.pem'], 'CA folder certs (not counted for want of a hashed name: mine.pem; openssl rehash)'],
    [
      ['a.pem', 'b.pem', 'c.pem', 'd.pem'],
      'CA folder certs (not counted for want of a hashed name: a.pem, b.pem, c.pem and 1 more; openssl rehash)',
    ],
  ])('tells of %j that nobody hashed', (unseen, name) => {
    const { caFile, caPath } = folder(true, first);
    expect(createTrustStore({ caFile, caPath: { ...caPath, unseen } }).name).toBe(name);
  });

  it('holds those of the CA file besides, and of what parts it is', () => {
    const store = createTrustStore({ ...folder(true, first), caFile: { name: '/home/anna/ca.pem', pem: two.pem } });
    expect(store.name).toBe('CA file ca.pem and CA folder certs');
    expect(store.ca).toHaveLength(2);
    expect(store.parts.map(({ name, ca }) => [name, ca.length])).toEqual([
      ['CA file ca.pem', 1],
      ['CA folder certs', 1],
    ]);
  });

  it.each([
    ['without a certificate', { name: 'a.pem', pem: two.key }, 'a.pem in the CA folder /etc/ssl/certs holds no'],
    ['with a broken one', { name: 'b.pem', pem: two.pem.replace(/^MI/m, 'XX') }, 'certificate 1 of b.pem in the CA'],
  ])('refuses a file %s', (_what, file, message) => {
    expect(() => createTrustStore(folder(true, first, file))).toThrow(CaPathError);
    expect(() => createTrustStore(folder(true, first, file))).toThrow(message);
  });

  it.each([
    ['/home/anna/keys/ca.pem', 'CA file ca.pem'],
    ['C:\\Users\\anna\\ca.pem', 'CA file ca.pem'],
  ])('is told without the folders of %s, unless all is to be told', (name, expected) => {
    const caFile = { name, pem: one.pem };
    expect(createTrustStore({ caFile }).name).toBe(expected);
    expect(createTrustStore({ caFile, full: true }).name).toBe(`CA file ${name}`);
  });
});

describe('a root that BoringSSL adds to the chain', () => {
  const store = createTrustStore(file(two.pem));
  it.each([
    ['is left out', [one, two], [one]],
    ['is only the last one', [two, one], [two, one]],
    ['is never the server’s own', [two], [two]],
    ['may be absent', [], []],
  ])('%s', (_what, chain, expected) => {
    const left = withoutLocalRoot(
      chain.map(({ certificate }) => certificate),
      store,
    );
    expect(left).toEqual(expected.map(({ certificate }) => certificate));
  });
});
