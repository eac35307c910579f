import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from './fault';
import { askUntilStopped, createStop, untilStopped } from './stop';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('what ends a probe early', () => {
  it('is its deadline', () => {
    const stop = createStop(new AbortController().signal, 120_000);
    vi.advanceTimersByTime(119_999);
    expect(stop.cause()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(stop.cause()).toEqual({ id: 'deadline', text: 'the deadline of 120 s was over' });
    expect(stop.signal.aborted).toBe(true);
    stop.end();
  });

  it.each([true, false])('is who asked for it, also before it began: %s', (isEarly) => {
    const controller = new AbortController();
    if (isEarly) controller.abort();
    const stop = createStop(controller.signal, 1_000);
    controller.abort();
    vi.advanceTimersByTime(2_000);
    // The first cause counts.
    expect(stop.cause()?.id).toBe('cancelled');
    stop.end();
  });

  it('is not the time that it waits for its turn, but that comes to an end, too', async () => {
    const stop = createStop(new AbortController().signal, 1_000);
    vi.advanceTimersByTime(900);
    const [first, second] = [1, 2].map((n) =>
      stop.standStill(() => new Promise<void>((resolve) => void setTimeout(resolve, n * 300))),
    );
    await vi.advanceTimersByTimeAsync(600);
    await Promise.all([first, second]);
    vi.advanceTimersByTime(99);
    expect(stop.cause()).toBeNull();
    const third = stop.standStill(() => untilAborted(stop.signal));
    vi.advanceTimersByTime(399);
    expect(stop.cause()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(stop.cause()?.id).toBe('deadline');
    expect(stop.cause()?.text).toContain('its turn');
    await expect(third).rejects.toThrow('its turn');
    stop.end();
  });

  it('is not its own end, which yet ends what is under way', () => {
    const controller = new AbortController();
    const stop = createStop(controller.signal, 1_000);
    stop.end();
    controller.abort();
    expect(stop.cause()).toBeNull();
    expect(stop.signal.aborted).toBe(true);
  });
});

describe('a step', () => {
  it('answers for itself, or by the cause that ended it', async () => {
    const stop = createStop(new AbortController().signal, 1_000);
    const instead = (): string => 'instead';
    expect(await untilStopped(stop, () => Promise.resolve('itself'), instead)).toBe('itself');
    const failing = untilStopped(stop, () => Promise.reject(new Fault('limit', 'too much')), instead);
    await expect(failing).rejects.toThrow('too much');
    const ended = untilStopped(stop, () => untilAborted(stop.signal), instead);
    vi.advanceTimersByTime(1_000);
    expect(await ended).toBe('instead');
    const late = vi.fn(() => Promise.resolve('itself'));
    expect(await untilStopped(stop, late, ({ id }) => id)).toBe('deadline');
    expect(late).not.toHaveBeenCalled();
    stop.end();
  });

  it('that asks DNS is a failed lookup when it is ended', async () => {
    const controller = new AbortController();
    const stop = createStop(controller.signal, 1_000);
    const ask = askUntilStopped({ resolve: (_name, _type, signal) => untilAborted(signal) }, stop);
    const answer = ask('example.org', 'MX');
    controller.abort();
    expect(await answer).toMatchObject({
      name: 'example.org',
      type: 'MX',
      status: 'indeterminate',
      outcome: 'failed',
      cause: { id: 'cancelled' },
    });
    stop.end();
  });
});
