import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../testing/certificates';
import { withoutLocalRoot } from './sent-chain';
import { CaFileError, createTrustStore } from './trust-store';

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
