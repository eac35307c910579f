import { describe, expect, it } from 'vitest';
import type { AddressQuestion } from '../address';
import type { AddressEvidence, NamedSession } from '../evidence';
import { createAddressMemory, createNameMemory, type NameQuestion } from './address-memory';

const question: AddressQuestion = { host: 'mx.example.org', address: '192.0.2.1', port: 25, tlsa: null };
const seen: AddressEvidence = { address: '192.0.2.1', port: 25, outcome: 'no-starttls' };
const untested: AddressEvidence = { ...seen, outcome: 'untested', cause: { id: 'connect-timeout', text: 'silent' } };
const tlsa = { base: 'mx.example.org', records: [], names: ['mx.example.org'] };

describe('the memory of addresses', () => {
  it.each<[string, AddressQuestion, boolean]>([
    ['the same', question, true],
    ['another name of the server', { ...question, host: 'mx.other.example' }, true],
    ['another address', { ...question, address: '192.0.2.2' }, false],
    ['another port', { ...question, port: 587 }, false],
    ['with TLSA records in use', { ...question, tlsa }, false],
  ])('answers a question once: %s', (_what, other, isKnown) => {
    const memory = createAddressMemory(() => new Date(0));
    expect(memory.recall(other)).toBeNull();
    memory.remember(question, seen);
    expect(memory.recall(other)).toBe(isKnown ? seen : null);
  });

  it.each([
    [seen, 299_999, true],
    [seen, 300_000, false],
    [untested, 59_999, true],
    [untested, 60_000, false],
  ])('keeps %o for its time: after %i ms', (evidence, after, isKept) => {
    let now = 1_000_000;
    const memory = createAddressMemory(() => new Date(now));
    memory.remember(question, evidence);
    now += after;
    expect(memory.recall(question) !== null).toBe(isKept);
  });

  const byName: NameQuestion = { serverName: 'mx.example.org', address: '192.0.2.1', port: 25 };
  it.each<[string, NameQuestion, boolean]>([
    ['the same', byName, true],
    ['another name', { ...byName, serverName: 'mx.other.example' }, false],
    ['another address', { ...byName, address: '192.0.2.2' }, false],
    ['another port', { ...byName, port: 587 }, false],
  ])('knows by what name a server was asked: %s', (_what, other, isKnown) => {
    const memory = createNameMemory(() => new Date(0));
    const failed: NamedSession = {
      serverName: 'mx.example.org',
      cause: { id: 'connect-timeout', text: 'silent' },
    };
    memory.remember(byName, failed);
    expect(memory.recall(other)).toBe(isKnown ? failed : null);
  });

  it('has an end', () => {
    const memory = createAddressMemory(() => new Date(0));
    for (let port = 1; port <= 513; port++) memory.remember({ ...question, port }, seen);
    expect(memory.recall({ ...question, port: 1 })).toBeNull();
    expect(memory.recall({ ...question, port: 2 })).toBe(seen);
  });
});
