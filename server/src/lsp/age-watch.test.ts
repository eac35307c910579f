import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAgeWatch } from './age-watch';

const minute = 60_000;
const hour = 60 * minute;

describe('ages that were told', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are told anew when the first of them is another, and no more often', () => {
    const onAged = vi.fn();
    const watch = createAgeWatch(onAged);
    const now = Date.now();
    watch.told([now - 5 * hour]);
    watch.told([now - 2 * hour - 30 * minute, now - 3 * hour - 10 * minute]);
    vi.advanceTimersByTime(30 * minute - 1);
    expect(onAged).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onAged).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(24 * hour);
    expect(onAged).toHaveBeenCalledTimes(1);
    watch.told([Date.now()]);
    vi.advanceTimersByTime(minute);
    expect(onAged).toHaveBeenCalledTimes(2);
  });

  it.each([-365, -1, 0, 40, 4_000])('are told anew a day later at the latest, and not at once: of %i days', (days) => {
    const onAged = vi.fn();
    const watch = createAgeWatch(onAged);
    watch.told([Date.now() - days * 24 * hour]);
    vi.advanceTimersByTime(minute - 1);
    expect(onAged).not.toHaveBeenCalled();
    vi.advanceTimersByTime(24 * hour);
    expect(onAged).toHaveBeenCalledTimes(1);
  });

  it('are none where nothing was told, and after the end', () => {
    const onAged = vi.fn();
    const watch = createAgeWatch(onAged);
    watch.told([]);
    vi.advanceTimersByTime(48 * hour);
    watch.told([Date.now()]);
    watch.stop();
    vi.advanceTimersByTime(48 * hour);
    expect(onAged).not.toHaveBeenCalled();
  });
});
