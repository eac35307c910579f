import { describe, expect, it } from 'vitest';
import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { advise } from './advise';
import type { JudgeReasonId } from './reasons';
import { anySender, dnssecSender, type Sender } from './sender';
import { buildEvidence, type EvidenceSpec, type HostSpec } from './testing/build-evidence';
import { one, secure, selfSigned } from './testing/judge-table';
import { valueOf } from './testing/values';
import { type Verification, verifyEntry } from './verify-entry';

interface Row {
  readonly value: string;
  readonly seen: EvidenceSpec;
  readonly because: string;
  readonly profile?: 'any';
  readonly outcome: Verification['outcome'];
  readonly delivery?: Verification['delivery'];
  readonly first?: JudgeReasonId;
  /** Whether no host is authenticated that takes the mail. */
  readonly unprotected?: true;
  /** The hosts that take no mail. */
  readonly waiting?: readonly string[];
  /** Kind and value of what could stand in its place; absent: nothing. */
  readonly better?: string;
}

function written(text: string): PolicyValue {
  const value = valueOf(text);
  if (value === null) throw new Error('there is no entry to verify');
  return value;
}

function verify({ value, seen, profile }: Row): Verification {
  const sender: Sender = profile === 'any' ? anySender : dnssecSender;
  const evidence = buildEvidence(seen);
  return verifyEntry(written(value), evidence, advise(evidence, sender), sender);
}

function check(row: Row): void {
  const { outcome, delivery, reasons, isUnprotected, waiting, better } = verify(row);
  expect(outcome).toBe(row.outcome);
  expect(isUnprotected).toBe(row.unprotected ?? false);
  if (row.delivery !== undefined) expect(delivery).toBe(row.delivery);
  if (row.first !== undefined) expect(reasons[0]?.id).toBe(row.first);
  expect(reasons.length).toBeGreaterThan(0);
  expect(waiting.map(({ host }) => host)).toEqual(row.waiting ?? []);
  expect(better && `${better.kind}: ${formatPolicyValue(better.replacement.value)}`).toBe(row.better ?? null);
}

const matching: HostSpec = { dns: 'secure', tlsa: ['3 1 1'] };
const mismatching: HostSpec = { ...matching, addresses: [{ match: 'not-matched' }] };
const unreached: HostSpec = { addresses: [{ outcome: 'untested' }] };
const plain: HostSpec = { addresses: [{ outcome: 'no-starttls' }] };

const rows: readonly Row[] = [
  { because: 'the best there is', value: 'dane', seen: secure({}), outcome: 'holds', delivery: 'authenticated' },
  { because: 'more than the advised', value: 'dane-only', seen: secure({}), outcome: 'holds' },
  { because: 'another protection', value: 'secure', seen: secure({}), outcome: 'holds' },
  {
    because: 'it says nothing of who receives, and more is to be had',
    value: 'may',
    seen: secure({}),
    outcome: 'holds',
    delivery: 'encrypted',
    better: 'stronger: dane',
  },
  {
    because: 'its attributes stay',
    value: 'encrypt protocols=>=TLSv1.2',
    seen: one({}),
    outcome: 'holds',
    better: 'stronger: secure protocols=>=TLSv1.2',
  },
  { because: 'in the clear, as it says', value: 'may', seen: one(plain), outcome: 'holds', delivery: 'clear' },
  { because: 'in the clear, as it says', value: 'none', seen: one(plain), outcome: 'holds', delivery: 'clear' },
  {
    because: 'the first host takes no mail, the second does',
    value: 'secure match=b.example',
    seen: { hosts: [{ name: 'b1.example', addresses: [selfSigned] }, { name: 'b.example' }] },
    outcome: 'holds',
    waiting: ['b1.example'],
  },
  {
    because: 'dane without DNSSEC acts as may',
    value: 'dane',
    seen: one({ addresses: [selfSigned] }),
    outcome: 'weaker',
    delivery: 'encrypted',
    unprotected: true,
    first: 'dane-insecure-mx',
  },
  {
    because: 'one of its hosts has no TLSA records, so that mail there is not authenticated',
    value: 'dane',
    seen: {
      mx: 'secure',
      hosts: [
        { name: 'b1.example', ...matching },
        { name: 'b.example', dns: 'secure', tlsa: 'denied' },
      ],
    },
    outcome: 'weaker',
    delivery: 'encrypted',
    first: 'dane-no-tlsa',
    better: 'advised: secure match=b1.example:b.example',
  },
  {
    because: 'dane without DNSSEC acts as may, and secure would hold',
    value: 'dane',
    seen: one({}),
    outcome: 'weaker',
    unprotected: true,
    better: 'advised: secure',
  },
  {
    because: 'consumers without DNSSEC lookups',
    value: 'dane',
    seen: secure({}),
    profile: 'any',
    outcome: 'weaker',
    unprotected: true,
    first: 'dane-acts-as-may',
    better: 'advised: secure',
  },
  {
    because: 'consumers without DNSSEC lookups deliver nothing',
    value: 'dane-only',
    seen: secure({ addresses: [selfSigned] }),
    profile: 'any',
    outcome: 'deferred',
    first: 'dane-disabled',
  },
  {
    because: 'the certificate is for another name, and DANE would hold',
    value: 'secure match=elsewhere.example',
    seen: secure({}),
    outcome: 'deferred',
    first: 'certificate-name',
    better: 'advised: dane',
  },
  {
    because: 'nothing is recommended that overrides the DANE of the domain',
    value: 'dane',
    seen: secure(mismatching),
    outcome: 'deferred',
    first: 'certificate-tlsa',
  },
  { because: 'no STARTTLS', value: 'encrypt', seen: one(plain), outcome: 'deferred', first: 'tls-not-offered' },
  {
    because: 'it takes no mail',
    value: 'secure',
    seen: { routing: 'null-mx', hosts: [] },
    outcome: 'bounced',
    first: 'null-mx',
  },
  { because: 'nobody answers', value: 'secure', seen: one(unreached), outcome: 'untested', first: 'not-reached' },
  { because: 'nobody answers', value: 'may', seen: one(unreached), outcome: 'untested', first: 'not-reached' },
  {
    because: 'a host was left out that could take the mail in the clear',
    value: 'may',
    seen: { unseen: ['other.example'] },
    outcome: 'untested',
    delivery: 'unknown',
    better: 'stronger: secure',
  },
];

describe('verifyEntry', () => {
  it.each(rows.map((row) => [`${row.value}, ${row.outcome}: ${row.because}`, row] as const))('%s', (_, row) => {
    check(row);
  });
});
