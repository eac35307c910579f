import { beforeAll, describe, expect, it } from 'vitest';
import type { DnsFault } from '../../../../lab/scenario';
import { type DnssecLab, startDnssecLab } from '../../../../lab/testing/dnssec-lab';
import { dnssecZones } from '../../../../lab/testing/dnssec-zones';
import type { CauseId } from '../cause';
import type { DnsAnswer, RecordType, Resolver } from '../dns/answer';
import type { Question, ResourceRecord } from '../dns/record';
import { typeName } from '../dns/types';
import { parseTrustAnchors } from './anchors';
import { comparable, inOurForm } from './testing/record-form';
import { wireExchange } from './testing/wire-exchange';
import { createValidatingResolver } from './validator';

const never = new AbortController().signal;
const types: readonly RecordType[] = ['A', 'AAAA', 'MX', 'TXT', 'TLSA'];
const mailTypes: readonly RecordType[] = ['A', 'MX', 'TLSA'];

let lab: DnssecLab;
beforeAll(async () => {
  lab = await startDnssecLab();
});

interface Options {
  readonly faults?: readonly DnsFault[];
  readonly onQuestion?: (question: Question) => void;
}

function createResolver({ faults = [], onQuestion }: Options = {}): Resolver {
  const exchange = wireExchange((query) => lab.respond(query, faults));
  return createValidatingResolver({
    exchange: (question, signal) => {
      onQuestion?.(question);
      return exchange(question, signal);
    },
    trustAnchors: parseTrustAnchors(lab.trustAnchor),
    now: () => new Date(),
  });
}

/** What was found, in a form that can be compared with the truth. */
function found({ status, outcome, type, records, aliases, cause }: DnsAnswer): object {
  if (outcome === 'failed') return { status, cause: cause?.id };
  expect(cause).toBeUndefined();
  return { status, outcome, records: comparable(records), aliases: aliases.map(({ to }) => to), type };
}

const failures = {
  bogus: { status: 'bogus', cause: 'dnssec-bogus' },
  refused: { status: 'indeterminate', cause: 'dns-refused' },
} as const;

function expected(name: string, type: RecordType): object {
  const { status, outcome, data, aliases } = lab.truth(name, type);
  if (status === 'bogus' || status === 'refused') return failures[status];
  return { status, outcome, records: inOurForm(type, data), aliases, type };
}

/** Names that exist nowhere, or only by a wildcard: beside, below and deep below what exists. */
const missing = ['no', 'zz', 'a.b.no', '_25._tcp.no', 'any.mail', 'x.any.mail', 'any.alias', 'any.host', 'a.b', 'a.c'];

/** The names of a zone and those in between; more that are missing where the zone is made to have all kinds of them. */
function namesOf({ name, sets }: DnssecLab['zones'][number]): readonly string[] {
  const below = (label: string): string => (name === '' ? label : `${label}.${name}`);
  const owners = sets.map(({ owner }) => owner).filter((owner) => !owner.startsWith('*'));
  const parents = owners.map((owner) => owner.slice(owner.indexOf('.') + 1)).filter((parent) => parent.endsWith(name));
  const others = missing.slice(0, isVaried(name) ? missing.length : 1);
  return [...new Set([name, ...owners, ...parents, ...others.map(below)])];
}

function isVaried(zone: string): boolean {
  return dnssecZones.zones.some(({ name }) => name === zone) || !zone.includes('.') || zone === 'optout.example';
}

describe('the validating resolver', () => {
  it('finds the truth about every name and type of every zone', async () => {
    const resolver = createResolver();
    const seen = new Set<string>();
    for (const zone of lab.zones) {
      for (const name of namesOf(zone)) {
        for (const type of isVaried(zone.name) ? types : mailTypes) {
          const answer = await resolver.resolve(name, type, never);
          expect(found(answer), `${name} ${type}: ${answer.cause?.text ?? ''}`).toEqual(expected(name, type));
          seen.add(`${answer.status} ${answer.outcome} ${answer.aliases.length > 0 ? 'by alias' : ''}`.trim());
        }
      }
    }
    // The zones are worth nothing as a test unless all of this occurs in them.
    expect([...seen].sort()).toEqual([
      'bogus failed',
      'bogus failed by alias',
      'indeterminate failed',
      'insecure no-data',
      'insecure no-data by alias',
      'insecure no-such-name',
      'insecure no-such-name by alias',
      'insecure records',
      'insecure records by alias',
      'secure no-data',
      'secure no-data by alias',
      'secure no-such-name',
      'secure no-such-name by alias',
      'secure records',
      'secure records by alias',
    ]);
  });

  it.each([
    ['links.example', 'one'],
    ['dane-cname-original.example', 'mx'],
  ])('tells the status of each alias: %s', async (zone, label) => {
    const { aliases, status } = await createResolver().resolve(`${label}.${zone}`, 'A', never);
    expect(aliases[0]?.status).toBe('secure');
    expect(status).toBe(zone === 'links.example' ? 'secure' : 'insecure');
  });

  it('follows a wildcard only where no closer name exists', async () => {
    // Another name's wildcard answer, with its signature and without the proof for this name.
    const faults: readonly DnsFault[] = [
      { name: 'second.wild-nsec.example', type: 'TXT', kind: 'swap', with: 'any.wild-nsec.example' },
    ];
    const answer = await createResolver({ faults }).resolve('second.wild-nsec.example', 'TXT', never);
    expect(found(answer)).toEqual(failures.bogus);
  });

  it('asks for no more than the chain of trust needs, and nothing twice', async () => {
    const asked: string[] = [];
    const resolver = createResolver({ onQuestion: ({ name, type }) => asked.push(`${name} ${typeName(type)}`) });
    await resolver.resolve('_25._tcp.mx.dane-ee.example', 'TLSA', never);
    expect(asked.sort()).toEqual([
      ' DNSKEY',
      '_25._tcp.mx.dane-ee.example TLSA',
      'dane-ee.example DNSKEY',
      'dane-ee.example DS',
      'example DNSKEY',
      'example DS',
    ]);
    await resolver.resolve('mx.dane-ee.example', 'A', never);
    expect(asked.slice(6)).toEqual(['mx.dane-ee.example A']);
  });
});

describe('one reply out of order', () => {
  const subjects = [
    ['_25._tcp.mx.dane-ee.example', 'TLSA'],
    ['dane-ee.example', 'MX'],
    ['_25._tcp.mx.secure-signed.example', 'TLSA'],
    ['_25._tcp.mx.secure-nsec3.example', 'TLSA'],
    ['no.wild-nsec.example', 'MX'],
    ['any.wild-nsec.example', 'A'],
    ['any.wild-nsec3.example', 'A'],
    ['a.b.no.deep.between.wild-nsec3.example', 'A'],
    ['to-nsec3.links.example', 'A'],
    ['mx.secure-mx-name.example', 'A'],
    ['host.open.wild-opt-out.example', 'A'],
  ] as const;
  const kinds: Readonly<Record<Exclude<DnsFault['kind'], 'swap'>, readonly CauseId[]>> = {
    servfail: ['dns-servfail'],
    refused: ['dns-refused'],
    drop: ['dns-timeout'],
    'strip-rrsig': ['dnssec-bogus', 'dnssec-stripped'],
    'forge-empty': ['dnssec-bogus', 'dnssec-stripped'],
    'forge-no-name': ['dnssec-bogus', 'dnssec-stripped'],
  };

  /** The questions that lead to an answer, as the faults name them. */
  async function questionsOf(name: string, type: RecordType): Promise<readonly { name: string; type: string }[]> {
    const asked: { name: string; type: string }[] = [];
    const onQuestion = (question: Question): void => {
      asked.push({ name: question.name, type: typeName(question.type) });
    };
    await createResolver({ onQuestion }).resolve(name, type, never);
    return asked;
  }

  it.each(subjects)('of those that %s %s takes is never taken for an answer', async (name, type) => {
    const truth = expected(name, type);
    const questions = await questionsOf(name, type);
    expect(questions.length).toBeGreaterThan(2);
    for (const question of questions) {
      for (const [kind, causes] of Object.entries(kinds)) {
        const fault = { ...question, kind } as DnsFault;
        const answer = await createResolver({ faults: [fault] }).resolve(name, type, never);
        const label = `${kind} of ${question.name} ${question.type}: ${answer.cause?.text ?? answer.status}`;
        // What no secure zone answers for can be forged, and stays what it is: insecure.
        const isForgeable = lab.truth(question.name, question.type).status === 'insecure' && question.type !== 'DS';
        if (isForgeable && answer.outcome !== 'failed') expect(answer.status, label).toBe('insecure');
        else {
          expect(answer, label).toMatchObject({ outcome: 'failed', records: [] });
          expect(causes, label).toContain(answer.cause?.id);
        }
      }
    }
    expect(found(await createResolver().resolve(name, type, never))).toEqual(truth);
  });

  it.each([
    ['_25._tcp.mx.dane-ee.example', 'TLSA', '_25._tcp.mx.dane-nsec3.example'],
    ['dane-ee.example', 'MX', 'dane-nsec3.example'],
    ['host.wild-nsec.example', 'A', 'second.wild-nsec.example'],
    ['host.wild-nsec.example', 'A', 'host.wild-unsigned.example'],
  ] as const)('with %s %s from %s is bogus', async (name, type, other) => {
    const answer = await createResolver({ faults: [{ name, type, kind: 'swap', with: other }] }).resolve(
      name,
      type,
      never,
    );
    expect(found(answer)).toEqual(failures.bogus);
  });

  it('without any signature tells that the path to the resolver removes them', async () => {
    const faults = lab.zones.map(({ name }): DnsFault => ({ name, kind: 'strip-rrsig' }));
    const answer = await createResolver({ faults }).resolve('dane-ee.example', 'MX', never);
    expect(found(answer)).toEqual({ status: 'indeterminate', cause: 'dnssec-stripped' });
    expect(answer.cause?.text).toContain('removes DNSSEC records');
  });
});

describe('the clock', () => {
  const day = 86_400_000;
  it.each([
    [-2 * day, 'they become valid only in'],
    [29 * day, 'they expired'],
  ])('wrong by %i ms makes signatures invalid, and is suspected', async (shift, problem) => {
    const resolver = createValidatingResolver({
      exchange: wireExchange((query) => lab.respond(query)),
      trustAnchors: parseTrustAnchors(lab.trustAnchor),
      now: () => new Date(Date.now() + shift),
    });
    const answer = await resolver.resolve('dane-ee.example', 'MX', never);
    expect(found(answer)).toEqual(failures.bogus);
    expect(answer.cause?.text).toContain(problem);
    expect(answer.cause?.text).toContain('this computer’s clock is probably wrong');
  });
});

describe('a reply', () => {
  it.each<[string, (records: readonly ResourceRecord[]) => readonly ResourceRecord[]]>([
    ['in another order', (records) => records.toReversed()],
    ['with everything twice', (records) => [...records, ...records]],
    ['with shorter lives', (records) => records.map((record) => ({ ...record, ttl: 1 }))],
    ['with records of other classes', (records) => [...records.map((record) => ({ ...record, class: 3 })), ...records]],
  ])('%s says the same', async (_how, change) => {
    const exchange = wireExchange((query) => lab.respond(query));
    const resolver = createValidatingResolver({
      exchange: async (question, signal) => {
        const message = await exchange(question, signal);
        return { ...message, answer: change(message.answer), authority: change(message.authority) };
      },
      trustAnchors: parseTrustAnchors(lab.trustAnchor),
      now: () => new Date(),
    });
    for (const [name, type] of [
      ['_25._tcp.mx.dane-ee.example', 'TLSA'],
      ['second.wild-nsec.example', 'A'],
      ['any.wild-nsec3.example', 'A'],
      ['no.such.dane-nsec3.example', 'MX'],
    ] as const) {
      expect(found(await resolver.resolve(name, type, never))).toEqual(expected(name, type));
    }
  });
});

describe('aliases', () => {
  it('in a ring, or too many of them, are followed to no end', async () => {
    const long = (index: number): string => `l${index}.chain.example`;
    const chain = Array.from({ length: 12 }, (_, index) => ({
      owner: long(index),
      type: 'CNAME' as const,
      target: long(index + 1),
    }));
    const other = await startDnssecLab([
      {
        hosts: [],
        zones: [
          {
            name: 'chain.example',
            security: 'signed',
            records: [
              ...chain,
              { owner: long(12), type: 'A', address: '192.0.2.250' },
              { owner: 'ring.chain.example', type: 'CNAME', target: 'ring.chain.example' },
            ],
          },
        ],
      },
    ]);
    const resolver = createValidatingResolver({
      // One step at a time, as from a resolver that chases nothing: the chain is followed here.
      exchange: async (question, signal) => {
        const message = await wireExchange((query) => other.respond(query))(
          { ...question, type: question.type === 1 ? 5 : question.type },
          signal,
        );
        return { ...message, question };
      },
      trustAnchors: parseTrustAnchors(other.trustAnchor),
      now: () => new Date(),
    });
    for (const name of [long(0), 'ring.chain.example']) {
      const answer = await resolver.resolve(name, 'A', never);
      expect(found(answer)).toEqual({ status: 'indeterminate', cause: 'dns-alias-loop' });
    }
    expect((await resolver.resolve(long(3), 'A', never)).aliases.length).toBeGreaterThan(8);
  });
});
