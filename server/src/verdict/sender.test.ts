import { expect, it } from 'vitest';
import { isAtLeast } from './release';
import { defaultInsecureMxPolicy, dnssecSender, ofReleases } from './sender';

/** Section 5.2: the default of smtp_tls_dane_insecure_mx_policy, and Debian 12 ships 3.7.11. */
it.each([
  ['3.5.25', 'may'],
  ['3.6.16', 'may'],
  ['3.6.17', 'dane'],
  ['3.7.11', 'may'],
  ['3.7.12', 'may'],
  ['3.7.13', 'dane'],
  ['3.8.7', 'may'],
  ['3.8.8', 'dane'],
  ['3.9.1', 'may'],
  ['3.9.2', 'dane'],
  ['3.10.0', 'dane'],
  ['3.12-20260821', 'dane'],
] as const)('Postfix %s under a global may takes %s for an insecure MX set', (version, policy) => {
  expect(defaultInsecureMxPolicy(version, 'may')).toBe(policy);
  expect(defaultInsecureMxPolicy(version, 'dane')).toBe('dane');
});

it.each([
  ['3.7', '3.7', { version: '3.7', daneInsecureMxPolicy: 'may' }],
  ['3.10', '3.10', { version: '3.10', daneInsecureMxPolicy: 'dane' }],
  // Newer ones of a range may do more, so that only what the oldest does is certain.
  ['3.7', '3.11', { daneInsecureMxPolicy: 'may' }],
  ['3.10', '3.11', { daneInsecureMxPolicy: 'dane' }],
  ['3.10', null, { daneInsecureMxPolicy: 'dane' }],
] as const)('of Postfix %s to %s as much is known as all releases have in common', (from, to, known) => {
  expect(ofReleases(dnssecSender, { from, to })).toEqual({ ...dnssecSender, ...known });
});

it.each([
  ['3.9.0', ['3.10'], false],
  ['3.10.0', ['3.10'], true],
  ['3.10-20250101', ['3.10'], true],
  ['4.0.0', ['3.10'], true],
  ['2.11.0', ['3.4'], false],
  ['3.3', ['3.4'], false],
] as const)('%s is at least %s: %s', (version, releases, expected) => {
  expect(isAtLeast(version, releases)).toBe(expected);
});
