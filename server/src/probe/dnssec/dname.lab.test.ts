import { beforeAll, describe, expect, it } from 'vitest';
import type { LabType, RecordSet, SignedSet } from '../../../../lab/dns/record-set';
import { type Lookup, lookUp } from '../../../../lab/dns/resolve';
import { respond } from '../../../../lab/dns/server';
import { buildTree, type DnsTree, type ZoneSource } from '../../../../lab/dns/tree';
import type { DnsAnswer } from '../dns/answer';
import { parseTrustAnchors } from './anchors';
import { wireExchange } from './testing/wire-exchange';
import { createValidatingResolver } from './validator';

/** Everything below `old` is to be found below `new` (RFC 6672). The lab itself has no DNAME records. */
const zone = 'tree.example';
const old = `old.${zone}`;
const never = new AbortController().signal;
const longLabel = 'x'.repeat(63);

function source(name: string, sets: readonly RecordSet[] = []): ZoneSource {
  return { name, security: 'signed', algorithm: 13, denial: 'nsec', closed: false, sets, tampered: new Set() };
}

function set(owner: string, type: string, data: string): RecordSet {
  return { owner, type: type as LabType, ttl: 60, data: [data] };
}

let tree: DnsTree;
beforeAll(async () => {
  const sets = [
    set(old, 'DNAME', `new.${zone}`),
    set(`www.new.${zone}`, 'A', '192.0.2.1'),
    set(`long.${zone}`, 'DNAME', [longLabel, longLabel, longLabel, zone].join('.')),
    set(`ring.${zone}`, 'DNAME', `deeper.ring.${zone}`),
  ];
  tree = await buildTree([source(''), source('example'), source(zone, sets)], new Date());
});

const nothing: Lookup = { rcode: 'NOERROR', answers: [], authorities: [], bogus: false, drop: false };
const unsigned = (each: RecordSet): SignedSet => ({ set: each, signatures: [] });
const signed = (owner: string, type: string): SignedSet => tree.zoneFor(zone, 'A').zone.find(owner, type as LabType)!;

/** As a resolver answers: the DNAME with its signature, and the CNAME that follows from it, which nobody signed. */
function redirected(name: string, owner: string, target: string): Lookup {
  return { ...nothing, answers: [signed(owner, 'DNAME'), unsigned(set(name, 'CNAME', target))] };
}

async function resolve(name: string, answers: Readonly<Record<string, () => Lookup>>): Promise<DnsAnswer<'A'>> {
  const exchange = wireExchange((query) =>
    respond(
      Buffer.from(query),
      (question) => (question.type === 'A' && answers[question.name]?.()) || lookUp(tree, [], question),
      'tcp',
    ),
  );
  const resolver = createValidatingResolver({
    exchange,
    trustAnchors: parseTrustAnchors(tree.trustAnchor),
    now: () => new Date(),
  });
  return resolver.resolve(name, 'A', never);
}

const www = `www.${old}`;
const moved = `www.new.${zone}`;

describe('a name below a DNAME', () => {
  it.each<[string, () => Lookup]>([
    ['with its CNAME', () => redirected(www, old, moved)],
    ['without', () => ({ ...nothing, answers: [signed(old, 'DNAME')] })],
    ['with a CNAME that leads elsewhere, which is made anew', () => redirected(www, old, 'attacker.example')],
  ])('is found where it leads: %s', async (_how, answer) => {
    expect(await resolve(www, { [www]: answer })).toMatchObject({
      status: 'secure',
      outcome: 'records',
      records: ['192.0.2.1'],
      aliases: [{ from: www, to: moved, status: 'secure' }],
    });
  });

  it.each<[string, string, () => Lookup, string]>([
    ['that is not signed', www, () => ({ ...nothing, answers: [unsigned(signed(old, 'DNAME').set)] }), 'dnssec-bogus'],
    [
      'that was altered',
      www,
      () => ({ ...nothing, answers: [{ ...signed(old, 'DNAME'), set: set(old, 'DNAME', 'attacker.example') }] }),
      'dnssec-bogus',
    ],
    [
      'of which only the CNAME came',
      www,
      () => ({ ...nothing, answers: [unsigned(set(www, 'CNAME', moved))] }),
      'dnssec-bogus',
    ],
    [
      'is not denied by the record that stands at the DNAME',
      www,
      () => ({ ...nothing, rcode: 'NXDOMAIN', authorities: denialAt(old) }),
      'dnssec-bogus',
    ],
    [
      'that makes the name too long',
      `${longLabel}.long.${zone}`,
      () => ({ ...nothing, answers: [signed(`long.${zone}`, 'DNAME')] }),
      'dns-malformed',
    ],
  ])('fails: %s', async (_what, name, answer, cause) => {
    expect(await resolve(name, { [name]: answer })).toMatchObject({
      outcome: 'failed',
      records: [],
      cause: { id: cause },
    });
  });

  it('that leads below itself is followed to no end', async () => {
    const name = `x.ring.${zone}`;
    const names = Array.from({ length: 20 }, (_, depth) => `x.${'deeper.'.repeat(depth)}ring.${zone}`);
    const answers = Object.fromEntries(
      names.map((each) => [each, () => ({ ...nothing, answers: [signed(`ring.${zone}`, 'DNAME')] })]),
    );
    expect(await resolve(name, answers)).toMatchObject({ outcome: 'failed', cause: { id: 'dns-alias-loop' } });
  });
});

/** The NSEC record of the DNAME's owner and that for its wildcard, which would deny what is below any other name. */
function denialAt(owner: string): readonly SignedSet[] {
  return lookUp(tree, [], { name: `no.${owner}`, type: 'A' }).authorities;
}
