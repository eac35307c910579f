import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLimiter } from './limiter';

/** A task that runs until it is told to end. */
function openTask(): { readonly ended: Promise<void>; readonly end: () => void } {
  const events = new EventEmitter();
  return { ended: once(events, 'end').then(() => undefined), end: () => events.emit('end') };
}

const never = new AbortController().signal;

describe('limiter', () => {
  it('runs no more than the maximum at once, and all in the end', async () => {
    const limiter = createLimiter(2);
    const tasks = [openTask(), openTask(), openTask(), openTask()];
    const started: number[] = [];
    const runs = tasks.map((task, index) =>
      limiter.run(never, () => {
        started.push(index);
        return task.ended;
      }),
    );
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    expect(limiter.busy()).toBe(true);
    for (const task of tasks) task.end();
    await Promise.all(runs);
    expect(started).toEqual([0, 1, 2, 3]);
    expect(limiter.busy()).toBe(false);
  });

  it('lets go of one that is cancelled while it waits', async () => {
    const limiter = createLimiter(1);
    const [first, last] = [openTask(), openTask()];
    const cancel = new AbortController();
    const running = limiter.run(never, () => first.ended);
    const waiting = limiter.run(cancel.signal, () => Promise.reject(new Error('must not run')));
    const behind = limiter.run(never, () => last.ended);
    cancel.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    first.end();
    last.end();
    await Promise.all([running, behind]);
    expect(limiter.busy()).toBe(false);
  });

  it('gives the place back when a task fails', async () => {
    const limiter = createLimiter(1);
    await expect(limiter.run(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(limiter.run(never, () => Promise.resolve(7))).resolves.toBe(7);
  });

  it('refuses a signal that is already aborted', async () => {
    await expect(createLimiter(1).run(AbortSignal.abort(), () => Promise.resolve(1))).rejects.toThrow();
  });
});
