import { getCiphers } from 'node:tls';
import { expect, it } from 'vitest';
import { isOffered } from './ciphers';

/** What `openssl ciphers` says: suite, grade, exclusions, and whether it is in the list. */
const rows: readonly (readonly [string, string, string, boolean | null])[] = [
  ['ECDHE-RSA-AES256-GCM-SHA384', 'high', '', true],
  ['ECDHE-RSA-AES256-GCM-SHA384', 'HIGH', 'aNULL, eNULL, EXPORT, DES, RC4, MD5, PSK, aECDH, 3DES, kRSA', true],
  ['ECDHE-RSA-AES256-GCM-SHA384', 'high', 'SHA384', true],
  ['ECDHE-RSA-AES256-SHA384', 'high', 'SHA384', false],
  ['ECDHE-ECDSA-CHACHA20-POLY1305', 'high', 'ECDSA', false],
  ['ECDHE-ECDSA-CHACHA20-POLY1305', 'high', 'aRSA:AES', true],
  ['AES128-SHA', 'high', 'kRSA', false],
  ['AES128-SHA', 'high', 'SHA1', false],
  ['AES128-SHA', 'high', 'ECDHE DHE', true],
  ['DHE-RSA-AES128-CCM8', 'high', 'AESCCM', false],
  ['DES-CBC3-SHA', 'high', '', false],
  ['DES-CBC3-SHA', 'medium', '', true],
  ['DHE-RSA-DES-CBC3-SHA', 'medium', 'EDH-RSA-DES-CBC3-SHA', false],
  ['RC4-MD5', 'medium', 'MD5', false],
  ['ECDHE-RSA-ARIA256-GCM-SHA384', 'high', 'ARIAGCM', false],
  ['ADH-AES256-GCM-SHA384', 'medium', 'aNULL', false],
  ['ADH-AES256-GCM-SHA384', 'medium', 'aRSA', true],
  ['AES256-SHA', 'high', 'kRSA+AES128', true],
  ['AES256-SHA', 'high', 'kRSA+AES256', false],
  ['AES256-SHA', 'high', 'AES128-SHA KRB5-DES', true],
  ['AES256-SHA', 'high', 'TLSv1.2', null],
  ['AES256-SHA', 'high', 'TLSv1.2 AES', false],
  ['AES256-SHA', 'null', '', false],
  ['SOMETHING-NEW', 'medium', '', true],
  ['SOMETHING-NEW', 'high', '', null],
  ['SOMETHING-NEW', 'medium', 'RC4', null],
];

it.each(rows)('%s at grade %s without %s: %s', (cipher, grade, exclusions, expected) => {
  expect(isOffered(cipher, grade, exclusions)).toBe(expected);
});

it('knows every suite with a certificate that this OpenSSL has by default', () => {
  const suites = getCiphers()
    .map((name) => name.toUpperCase())
    .filter((name) => !/^TLS_|PSK|SRP|NULL|^GOST|^IANA|LEGACY/.test(name));
  expect(suites.length).toBeGreaterThan(20);
  expect(suites.filter((name) => isOffered(name, 'medium', 'RC2') === null)).toEqual([]);
});
