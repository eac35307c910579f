import { describe, expect, it } from 'vitest';
import { rcodeFault } from './rcode-fault';
import type { DnsMessage, ExtendedError } from './record';
import { rcode, rrType } from './types';

function message(code: number, extendedError: ExtendedError | null): DnsMessage {
  const question = { name: 'mx.example', type: rrType.A };
  const sections = { answer: [], authority: [], additional: [] };
  const flags = { truncated: false, authenticData: false };
  return { question, rcode: code, ...flags, ...sections, extendedError };
}

describe('rcodeFault', () => {
  it.each([
    [rcode.REFUSED, null, 'dns-refused', 'refused to answer'],
    [rcode.REFUSED, { code: 0, text: '' }, 'dns-refused', 'refused to answer: other error'],
    [rcode.REFUSED, { code: 0, text: 'ask elsewhere' }, 'dns-refused', 'refused to answer: ask elsewhere'],
    [rcode.REFUSED, { code: 18, text: '' }, 'dns-refused', 'refused to answer: prohibited'],
    [rcode.SERVFAIL, { code: 22, text: 'at a.' }, 'dns-servfail', 'answered SERVFAIL: no reachable authority: at a.'],
    [rcode.SERVFAIL, { code: 30, text: '' }, 'dns-servfail', 'answered SERVFAIL: invalid query type'],
    [rcode.SERVFAIL, { code: 200, text: '' }, 'dns-servfail', 'answered SERVFAIL: extended error 200'],
    [rcode.NOTIMP, null, 'dns-servfail', 'answered NOTIMP'],
    [11, null, 'dns-servfail', 'answered RCODE11'],
  ])('rcode %i with %j', (code, error, id, text) => {
    expect(rcodeFault({ ...message(code, error), resolver: '192.0.2.53:53' })?.asCause).toEqual({
      id,
      text: `192.0.2.53:53 ${text}`,
    });
  });

  it('speaks of “the resolver” where it has no address', () => {
    expect(rcodeFault(message(rcode.REFUSED, null))?.message).toBe('the resolver refused to answer');
  });

  it.each([rcode.NOERROR, rcode.NXDOMAIN])('rcode %i is an answer', (code) => {
    expect(rcodeFault(message(code, { code: 3, text: 'stale' }))).toBeNull();
  });
});
