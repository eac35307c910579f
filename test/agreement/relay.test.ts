import { expect, it } from 'vitest';
import type { Delivery } from '../oracle/delivery';
import { observe } from './observation';
import { relayOf } from './relay';

const first = 'mx1.example.org[192.0.2.10]:25';
const second = 'mx2.example.org[2001:db8::11]:25';
const established = (word: string, at: string): string =>
  `${word} TLS connection established to ${at}: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)`;

const delivery = (relay: string, log: readonly string[], status: Delivery['status'] = 'sent'): Delivery => ({
  table: 'dane',
  recipient: 'u@example.org',
  queueId: 'ABC',
  status,
  dsn: status === 'sent' ? '2.0.0' : '4.7.5',
  relay,
  reply: '250 2.0.0 accepted',
  tls: null,
  log,
});

it.each([
  ['mx.example.org[192.0.2.10]:25', { host: 'mx.example.org', address: '192.0.2.10' }],
  ['mx.example.org[2001:db8::10]:587', { host: 'mx.example.org', address: '2001:db8::10' }],
  ['none', null],
])('reads the relay %s', (relay, expected) => {
  expect(relayOf(delivery(relay, []))).toEqual(expected);
});

it.each([
  ['a Verified session', first, [established('Verified', first)], 'authenticated'],
  ['a Trusted session', first, [established('Trusted', first)], 'encrypted'],
  ['an Anonymous session', second, [established('Anonymous', second)], 'encrypted'],
  ['no session', first, [], 'clear'],
  ['a session with another host before', second, [established('Verified', first)], 'clear'],
  [
    'the last of two sessions',
    second,
    [established('Untrusted', first), 'ABC: Server certificate not verified', established('Verified', second)],
    'authenticated',
  ],
  [
    'a failed handshake, and then the same host without TLS',
    first,
    ['ABC: Cannot start TLS: handshake failure', `ABC: host ${first} said something`],
    'clear',
  ],
])('calls a delivery with %s %s', (_what, relay, log, outcome) => {
  expect(observe(delivery(relay, log)).outcome).toBe(outcome);
});

it.each([
  ['deferred', 'defers'],
  ['bounced', 'bounces'],
] as const)('calls %s mail that %s', (status, outcome) => {
  const seen = observe(delivery(first, [established('Verified', first)], status));
  expect(seen).toMatchObject({ outcome, address: null });
});
