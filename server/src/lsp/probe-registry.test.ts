import { describe, expect, it } from 'vitest';
import { createProbeRegistry } from './probe-registry';

const uri = 'file:///etc/postfix/tls_policy';

describe('probe registry', () => {
  it('refuses the same entry while it is being probed, and takes it again afterwards', () => {
    const registry = createProbeRegistry();
    const first = registry.open(uri, 'example.org');
    expect(first).not.toBeNull();
    expect(registry.open(uri, 'example.org')).toBeNull();
    expect(registry.open(uri, 'example.net')).not.toBeNull();
    expect(registry.open(`${uri}.d`, 'example.org')).not.toBeNull();
    first?.end();
    expect(registry.open(uri, 'example.org')).not.toBeNull();
  });

  it('withdraws an unanswered question when the entry is probed again', () => {
    const registry = createProbeRegistry();
    const first = registry.open(uri, 'example.org');
    first?.asking();
    const second = registry.open(uri, 'example.org');
    expect(first?.signal.aborted).toBe(true);
    expect(second?.signal.aborted).toBe(false);
    // The end of the withdrawn one must not free the place of the other.
    first?.end();
    expect(registry.open(uri, 'example.org')).toBeNull();
  });

  it('aborts what belongs to a closed document, and everything at the end', () => {
    const registry = createProbeRegistry();
    const here = registry.open(uri, 'example.org');
    const there = registry.open(`${uri}.d`, 'example.org');
    registry.closeDocument(uri);
    expect([here?.signal.aborted, there?.signal.aborted]).toEqual([true, false]);
    registry.closeAll();
    expect(there?.signal.aborted).toBe(true);
  });
});
