import { describe, expect, it } from 'vitest';
import { formatPolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import { advise } from './advise';
import { hasNames, planRenaming, type Renaming, renamingOf } from './rename-names';
import { dnssecSender } from './sender';
import { buildEvidence, type EvidenceSpec } from './testing/build-evidence';
import { valueOf } from './testing/values';

const moved: EvidenceSpec = { hosts: [{ name: 'mx1.provider.example' }, { name: 'mx2.provider.example' }] };
const old = 'secure match=a.provider.example:b.provider.example';

function renaming(value: string, seen: Evidence = buildEvidence(moved)): Renaming | null {
  return renamingOf(valueOf(value), advise(seen, dnssecSender), seen, dnssecSender);
}

describe('renamed hosts', () => {
  it('are told by names that no host shows any more', () => {
    expect(renaming(old)).toEqual({
      from: ['a.provider.example', 'b.provider.example'],
      to: ['mx1.provider.example', 'mx2.provider.example'],
      more: [],
    });
  });

  it('may need the server name besides', () => {
    const seen = buildEvidence({
      hosts: [
        {
          name: 'mx1.provider.example',
          addresses: [{ names: ['x.example'], byName: { names: ['mx1.provider.example'] } }],
        },
      ],
    });
    expect(renaming(old, seen)).toMatchObject({ more: [{ name: 'servername', value: 'hostname' }] });
  });

  it.each<[string, string, EvidenceSpec]>([
    ['where the entry holds', 'secure match=.provider.example', moved],
    ['where it names no provider', 'secure match=mail.a.example', moved],
    ['where it has no names', 'secure', moved],
    ['at another level', 'dane', moved],
    [
      'where the new hosts are not trusted',
      old,
      { hosts: [{ name: 'mx1.provider.example', addresses: [{ chain: 'CERT_HAS_EXPIRED' }] }] },
    ],
    [
      'where no host was reached',
      old,
      { hosts: [{ name: 'mx1.provider.example', addresses: [{ outcome: 'untested' }] }] },
    ],
  ])('are not %s', (_what, value, seen) => {
    expect(renaming(value, buildEvidence(seen))).toBeNull();
  });

  it.each([
    ['secure match=b.provider.example:A.provider.example', true],
    ['secure match=a.provider.example', false],
    ['secure match=a.provider.example:b.provider.example:c.provider.example', false],
    ['verify match=a.provider.example:b.provider.example', false],
  ])('are in %j: %s', (value, expected) => {
    expect(hasNames(valueOf(value), renaming(old)!)).toBe(expected);
  });
});

describe('the new names', () => {
  const found = renaming(old)!;
  it('come into an entry where they hold, and its other attributes stay', () => {
    const plan = planRenaming(valueOf(`${old} ciphers=high`)!, found, buildEvidence(moved), dnssecSender, {});
    if (plan.kind !== 'write') throw new Error(plan.reason.text);
    expect(formatPolicyValue(plan.value)).toBe('secure match=mx1.provider.example:mx2.provider.example ciphers=high');
    expect(plan.confirm).toEqual(['mx1.provider.example', 'mx2.provider.example']);
    expect(plan.comment).toContain('names from plain DNS');
  });

  it.each<[string, EvidenceSpec]>([
    ['another provider', { hosts: [{ name: 'mx.other.example' }] }],
    ['a host more', { hosts: [{ name: 'mx1.provider.example' }, { name: 'mx.other.example' }] }],
    ['an untested policy', { ...moved, mtaSts: 'unfetchable' }],
    ['nobody reached', { hosts: [{ name: 'mx1.provider.example', addresses: [{ outcome: 'untested' }] }] }],
    [
      'a mismatch with its own TLSA records',
      {
        mx: 'secure',
        hosts: [
          { name: 'mx1.provider.example', dns: 'secure', tlsa: ['3 1 1'], addresses: [{ match: 'not-matched' }] },
        ],
      },
    ],
  ])('do not come where they are not proven: %s', (_what, seen) => {
    const plan = planRenaming(valueOf(old)!, found, buildEvidence(seen), dnssecSender, {});
    expect(plan).toMatchObject({ kind: 'keep', reason: { id: 'names-not-proven' } });
  });
});
