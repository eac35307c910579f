import { describe, expect, it } from 'vitest';
import { createEvidenceStore, reportFileName } from './evidence-store';

describe('evidence store', () => {
  it('gives each report a URI of its own, readable in any spelling', () => {
    const store = createEvidenceStore();
    const first = store.add('example.org', 'one');
    const second = store.add('example.org', 'two');
    expect(first).toBe('postfix-tls-evidence:/example.org.md?1');
    expect([store.get(first), store.get(second)]).toEqual(['one', 'two']);
    expect(store.get('postfix-tls-evidence:///example%2Eorg.md?2')).toBe('two');
    expect(store.get('postfix-tls-evidence:/example.org.md')).toBeUndefined();
    expect(store.get('postfix-tls-evidence:/example.org.md?3')).toBeUndefined();
  });

  it('forgets the oldest reports', () => {
    const store = createEvidenceStore();
    const uris = Array.from({ length: 40 }, (_, index) => store.add('example.org', String(index)));
    const alive = uris.filter((uri) => store.get(uri) !== undefined);
    expect(alive).toEqual(uris.slice(10));
  });

  it.each([
    ['example.org', 'example.org.md'],
    ['[mx.example.org]:587', 'mx.example.org-587.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['bücher.example', 'bücher.example.md'],
    ['', 'next-hop.md'],
    ['a'.repeat(500), `${'a'.repeat(100)}.md`],
  ])('names the report of %j', (nextHop, name) => {
    expect(reportFileName(nextHop)).toBe(name);
  });
});
