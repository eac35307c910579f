import { describe, expect, it } from 'vitest';
import type { DnsMessage, Exchange, Question } from '../dns/record';
import { rrType } from '../dns/types';
import { maxEntries, shareExchange } from './shared-exchange';

const question: Question = { name: 'example.org', type: rrType.A };
const other: Question = { name: 'example.org', type: rrType.MX };
const never = new AbortController().signal;

function reply(asked: Question, ttl: number): DnsMessage {
  const record = { owner: asked.name, type: asked.type, class: 1, ttl, rdata: Uint8Array.of(192, 0, 2, 1) };
  return {
    question: asked,
    rcode: 0,
    truncated: false,
    authenticData: false,
    answer: [record],
    authority: [],
    additional: [],
  };
}

interface Asked {
  readonly question: Question;
  readonly signal: AbortSignal;
  readonly answer: (ttl: number) => void;
  readonly fail: () => void;
}

/** An exchange whose replies the test gives when it likes. */
function manual(): { readonly exchange: Exchange; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const exchange: Exchange = (each, signal) =>
    new Promise((resolve, reject) => {
      asked.push({
        question: each,
        signal,
        answer: (ttl) => resolve(reply(each, ttl)),
        fail: () => reject(new Error('no reply')),
      });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  return { exchange, asked };
}

describe('a shared exchange', () => {
  it('asks once for all who ask at the same time', async () => {
    const { exchange, asked } = manual();
    const shared = shareExchange(exchange, () => new Date(0));
    const all = [shared(question, never), shared(other, never), shared(question, never)];
    expect(asked.map((each) => each.question)).toEqual([question, other]);
    for (const { answer } of asked) answer(60);
    const [first, , third] = await Promise.all(all);
    expect(third).toBe(first);
  });

  it.each([
    [59, 1],
    [60, 2],
  ])('keeps a reply that lives for 60 s: after %i s it has asked %i times', async (after, times) => {
    let now = 0;
    const { exchange, asked } = manual();
    const shared = shareExchange(exchange, () => new Date(now * 1000));
    const first = shared(question, never);
    asked[0]?.answer(60);
    await first;
    now = after;
    void shared(question, never);
    expect(asked.length).toBe(times);
  });

  it('keeps no reply longer than an hour, and none without records or with a failure', async () => {
    let now = 0;
    const { exchange, asked } = manual();
    const shared = shareExchange(exchange, () => new Date(now * 1000));
    const first = shared(question, never);
    asked[0]?.answer(86_400);
    await first;
    now = 3_600;
    const second = shared(question, never);
    asked[1]?.fail();
    await expect(second).rejects.toThrow('no reply');
    const third = shared(question, never);
    asked[2]?.answer(0);
    await third;
    void shared(question, never);
    expect(asked.length).toBe(4);
  });

  it('forgets first what nobody has asked for longest', async () => {
    const { exchange, asked } = manual();
    const shared = shareExchange(exchange, () => new Date(0));
    const ask = async (name: string): Promise<void> => {
      const before = asked.length;
      const reply = shared({ name, type: rrType.A }, never);
      asked[before]?.answer(60);
      await reply;
    };
    await ask('often');
    await ask('once');
    for (let count = 2; count < maxEntries; count++) await ask(`${count}`);
    await ask('often');
    await ask('another');
    expect(asked.length).toBe(maxEntries + 1);
    await ask('often');
    expect(asked.length).toBe(maxEntries + 1);
    await ask('once');
    expect(asked.length).toBe(maxEntries + 2);
  });

  it('goes on for the others when one gives up, and gives up with the last', async () => {
    const { exchange, asked } = manual();
    const shared = shareExchange(exchange, () => new Date(0));
    const [one, two] = [new AbortController(), new AbortController()];
    const first = shared(question, one.signal);
    const second = shared(question, two.signal);
    one.abort(new Error('one'));
    await expect(first).rejects.toThrow('one');
    expect(asked[0]?.signal.aborted).toBe(false);
    two.abort(new Error('two'));
    await expect(second).rejects.toThrow('two');
    expect(asked[0]?.signal.aborted).toBe(true);
    // What was given up is no answer for whoever comes later.
    const third = shared(question, never);
    asked[1]?.answer(60);
    expect((await third).answer.length).toBe(1);
  });

  it('asks nothing for who has given up before', async () => {
    const { exchange, asked } = manual();
    const shared = shareExchange(exchange, () => new Date(0));
    await expect(shared(question, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect(asked).toEqual([]);
  });
});
