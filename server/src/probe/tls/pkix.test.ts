import { expect, it } from 'vitest';
import { pkixEvidence } from './pkix';

const expired = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });

it.each([
  [null, false, { verdict: 'trusted', error: null }],
  [undefined, false, { verdict: 'trusted', error: null }],
  ['CERT_HAS_EXPIRED', false, { verdict: 'untrusted', error: 'CERT_HAS_EXPIRED' }],
  [expired, false, { verdict: 'untrusted', error: 'CERT_HAS_EXPIRED' }],
  ['UNSPECIFIED', false, { verdict: 'untrusted', error: 'UNSPECIFIED' }],
  ['OUT_OF_MEM', false, { verdict: 'untested', error: 'OUT_OF_MEM' }],
  ['CERT_SIGNATURE_FAILURE', false, { verdict: 'untrusted', error: 'CERT_SIGNATURE_FAILURE' }],
  ['CERT_SIGNATURE_FAILURE', true, { verdict: 'untested', error: 'CERT_SIGNATURE_FAILURE' }],
  ['CERT_HAS_EXPIRED', true, { verdict: 'untrusted', error: 'CERT_HAS_EXPIRED' }],
  [new Error('words'), false, { verdict: 'untrusted', error: 'words' }],
])('%s, with BoringSSL: %s', (error, isBoringSsl, expected) => {
  expect(pkixEvidence(error, isBoringSsl)).toEqual(expected);
});
