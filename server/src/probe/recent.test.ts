import { describe, expect, it } from 'vitest';
import { dane, dead } from '../report/testing/samples';
import { createRecent } from './recent';

describe('what was seen a moment ago', () => {
  it('is told again for ten seconds, and to nobody who asks something else', () => {
    let now = 0;
    const recent = createRecent(() => now);
    recent.remember('a', dane.evidence);
    now = 9_999;
    expect(recent.recall('a')).toBe(dane.evidence);
    expect(recent.recall('b')).toBeNull();
    now = 10_000;
    expect(recent.recall('a')).toBeNull();
  });

  it('is nothing where nobody was reached, or the probe was ended', () => {
    const recent = createRecent();
    recent.remember('dead', dead.evidence);
    recent.remember('ended', { ...dane.evidence, stopped: { id: 'cancelled', text: 'it was cancelled' } });
    expect([recent.recall('dead'), recent.recall('ended')]).toEqual([null, null]);
  });

  it('stays small', () => {
    const recent = createRecent(() => 0);
    for (let index = 0; index < 65; index++) recent.remember(String(index), dane.evidence);
    expect(recent.recall('0')).toBeNull();
    expect(recent.recall('64')).not.toBeNull();
  });
});
