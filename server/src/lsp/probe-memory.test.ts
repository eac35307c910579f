import { describe, expect, it } from 'vitest';
import { dane, hosted } from '../report/testing/samples';
import { createProbeMemory, memorySpan } from './probe-memory';

/** A memory whose clock stands until it is moved. */
function memoryAt(start: number) {
  let time = start;
  const memory = createProbeMemory(() => time);
  return { memory, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('the memory of probes', () => {
  it.each([
    [0, true],
    [memorySpan - 1, true],
    [memorySpan, false],
    [10 * memorySpan, false],
  ])('after %i ms: %s', (age, isThere) => {
    const { memory, pass } = memoryAt(7);
    memory.remember('a.example', dane.evidence);
    pass(age);
    expect(memory.recall('a.example')).toBe(isThere ? dane.evidence : null);
    expect(memory.recall('b.example')).toBeNull();
  });

  it('holds the newest probe of a next-hop, and counts its age anew', () => {
    const { memory, pass } = memoryAt(0);
    memory.remember('a.example', dane.evidence);
    pass(memorySpan - 1);
    memory.remember('a.example', hosted.evidence);
    pass(memorySpan - 1);
    expect(memory.recall('a.example')).toBe(hosted.evidence);
  });

  it('holds the look before the last one, as long as that is fresh', () => {
    const { memory, pass } = memoryAt(0);
    memory.remember('a.example', dane.evidence);
    expect(memory.recallEarlier('a.example')).toBeNull();
    pass(memorySpan / 2);
    memory.remember('a.example', hosted.evidence);
    expect(memory.recallEarlier('a.example')).toBe(dane.evidence);
    pass(memorySpan / 2);
    expect(memory.recall('a.example')).toBe(hosted.evidence);
    expect(memory.recallEarlier('a.example')).toBeNull();
  });

  it('lets the one go that was probed longest ago', () => {
    const { memory } = memoryAt(0);
    const names = Array.from({ length: 300 }, (_, index) => `${index}.example`);
    for (const name of names) memory.remember(name, dane.evidence);
    memory.remember('0.example', hosted.evidence);
    memory.remember('new.example', hosted.evidence);
    const lost = names.filter((name) => memory.recall(name) === null);
    expect(lost).toEqual(['1.example']);
    expect(memory.recall('0.example')).toBe(hosted.evidence);
  });
});
