import { describe, expect, it } from 'vitest';
import { createPace, type Pace } from './pace';

const pacing = { burst: 3, interval: 100, backOff: 1_000 };
const never = new AbortController().signal;

/** A clock that moves by sleeping alone, so that nobody waits. */
function paceAt(random = 0): {
  readonly pace: Pace;
  readonly now: () => number;
  readonly pass: (time: number) => void;
} {
  let time = 5_000;
  const pace = createPace({
    now: () => time,
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      time += milliseconds;
      return Promise.resolve();
    },
    random: () => random,
  });
  return { pace, now: () => time - 5_000, pass: (milliseconds) => void (time += milliseconds) };
}

/** When connections to these hosts begin that are wanted one after the other. */
async function starts(hosts: readonly string[], random = 0): Promise<readonly number[]> {
  const { pace, now } = paceAt(random);
  const times: number[] = [];
  for (const host of hosts) {
    await pace.enter(host, pacing, never);
    times.push(now());
  }
  return times;
}

describe('the pace of connections to a provider', () => {
  it.each<[string, readonly string[], number, readonly number[]]>([
    [
      'lets a burst begin at once, and then one each interval',
      Array<string>(6).fill('mx.a.example'),
      0,
      [0, 0, 0, 100, 200, 300],
    ],
    ['adds to the interval by chance', Array<string>(5).fill('mx.a.example'), 0.5, [0, 0, 100, 250, 400]],
    [
      'counts all hosts of a registered domain',
      ['mx1.a.example', 'mx2.a.example', 'a.example', 'x.y.a.example'],
      0,
      [0, 0, 0, 100],
    ],
    [
      'counts providers apart',
      ['mx.a.example', 'mx.b.example', 'mx.a.example', 'mx.b.example', 'mx.a.example', 'mx.b.example'],
      0,
      [0, 0, 0, 0, 0, 0],
    ],
    [
      'counts addresses apart',
      ['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.2'],
      0,
      [0, 0, 0, 0, 0, 0],
    ],
  ])('%s', async (_what, hosts, random, expected) => {
    expect(await starts(hosts, random)).toEqual(expected);
  });

  it('gives the burst back in time', async () => {
    const { pace, now, pass } = paceAt();
    for (let count = 0; count < 3; count++) await pace.enter('mx.a.example', pacing, never);
    pass(250);
    for (let count = 0; count < 2; count++) await pace.enter('mx.a.example', pacing, never);
    expect(now()).toBe(250);
    await pace.enter('mx.a.example', pacing, never);
    expect(now()).toBe(300);
  });

  it('is held up longer with each refusal in a row, and by others’ not at all', async () => {
    const { pace, now } = paceAt();
    const waits: number[] = [];
    for (let count = 0; count < 8; count++) {
      pace.slowDown('mx1.a.example', pacing);
      // One that was under way at the same time.
      pace.slowDown('mx2.a.example', pacing);
      const before = now();
      await pace.enter('mx.b.example', null, never);
      await pace.enter('mx2.a.example', pacing, never);
      waits.push(now() - before);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000, 32_000]);
  });

  it('forgives after a minute', async () => {
    const { pace, now, pass } = paceAt();
    pace.slowDown('mx.a.example', pacing);
    pass(1_000 + 60_000);
    pace.slowDown('mx.a.example', pacing);
    const before = now();
    await pace.enter('mx.a.example', pacing, never);
    expect(now() - before).toBe(1_000);
  });

  it('is ended by the signal, and knows no wait without pacing', async () => {
    const { pace, now } = paceAt();
    pace.slowDown('mx.a.example', pacing);
    await expect(pace.enter('mx.a.example', pacing, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    pace.slowDown('mx.b.example', null);
    await pace.enter('mx.a.example', null, never);
    expect(now()).toBe(0);
  });
});
