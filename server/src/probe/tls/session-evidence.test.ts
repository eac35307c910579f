import { expect, it } from 'vitest';
import { makeCertificate, rsa } from '../testing/certificates';
import type { Offer } from './client-context';
import { securityLevel } from './session-evidence';

const strong = (await makeCertificate({})).certificate;
const weak = (await makeCertificate({ key: rsa(768) })).certificate;

it.each<[Offer, string, typeof strong | undefined, boolean | undefined]>([
  ['authenticating', 'TLSv1.3', strong, true],
  ['authenticating', 'TLSv1.2', strong, true],
  ['authenticating', 'TLSv1.3', weak, false],
  ['opportunistic', 'TLSv1.2', strong, false],
  ['opportunistic', 'TLSv1.2', undefined, false],
  // BoringSSL knows no levels: what is too weak for them shows all the same.
  ['fixed', 'TLSv1.3', strong, undefined],
  ['fixed', 'TLSv1.1', strong, false],
  ['fixed', 'TLSv1', strong, false],
  ['fixed', 'TLSv1.3', weak, false],
])('with the offer %s, %s', (offer, protocol, leaf, expected) => {
  expect(securityLevel(offer, protocol, leaf).securityLevelOk).toBe(expected);
});
