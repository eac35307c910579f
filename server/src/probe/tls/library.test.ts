import { expect, it } from 'vitest';
import { runsOnBoringSsl, tlsLibraryName } from './library';

it.each([
  [{ openssl: '3.0.19' }, {}, 'OpenSSL 3.0.19'],
  [{ openssl: '3.5.8' }, { openssl_is_boringssl: false }, 'OpenSSL 3.5.8'],
  [{ openssl: '0.0.0', electron: '37.2.0' }, {}, 'BoringSSL'],
  [{ openssl: '1.1.0 (compatible; BoringSSL)' }, {}, 'BoringSSL'],
  [{ boringssl: '29b9c8f5' }, {}, 'BoringSSL'],
  [{ openssl: '0.0.0' }, { openssl_is_boringssl: true }, 'BoringSSL'],
])('%j with %j is %s', (versions, features, expected) => {
  expect(tlsLibraryName({ versions, features })).toBe(expected);
  expect(runsOnBoringSsl({ versions, features })).toBe(expected === 'BoringSSL');
});

it('knows the library of this process', () => {
  expect(tlsLibraryName()).toMatch(/^(?:OpenSSL \d+\.\d+\.\d+\S*|BoringSSL)$/);
});
