import { beforeAll, describe, expect, it } from 'vitest';
import { type DnssecLab, startDnssecLab } from '../../../../lab/testing/dnssec-lab';
import { dnssecZones } from '../../../../lab/testing/dnssec-zones';
import type { DnsTruth } from '../../../../lab/testing/truth';
import type { DnsAnswer, RecordType } from '../dns/answer';
import { encodeQuery, parseReply } from '../dns/message';
import { labelsOf } from '../dns/name';
import type { DnsMessage, Exchange, Question } from '../dns/record';
import { rrType } from '../dns/types';
import { Fault } from '../fault';
import { parseTrustAnchors } from './anchors';
import { type Chance, createChance } from './testing/chance';
import { gatherLoot, type Loot } from './testing/loot';
import { comparable, inOurForm } from './testing/record-form';
import { flipWireBits, tamper } from './testing/tamper';
import { createValidatingResolver } from './validator';

/**
 * A man in the middle changes the replies of the resolver, knowing all the others. Whatever he does, what is called secure
 * must be the truth, and nothing that is secure or bogus may be called insecure. A failure names the seed that repeats it.
 */
const usual = process.env['REQUIRE_ALL'] === '1' ? 50_000 : 3_000;
const dialogues = Number(process.env['DNSSEC_DIALOGUES'] ?? usual);
const firstSeed = Number(process.env['DNSSEC_SEED'] ?? 1);

const never = new AbortController().signal;
const types: readonly RecordType[] = ['A', 'AAAA', 'MX', 'TXT', 'TLSA'];
const subjects = [
  ['dane-ee.example', 'MX'],
  ['mx.dane-ee.example', 'A'],
  ['_25._tcp.mx.dane-ee.example', 'TLSA'],
  ['_25._tcp.mx.dane-nsec3.example', 'TLSA'],
  ['_25._tcp.mx.secure-signed.example', 'TLSA'],
  ['_25._tcp.mx.secure-nsec3.example', 'TLSA'],
  ['_25._tcp.mx.dane-tlsa-cname.example', 'TLSA'],
  ['_25._tcp.mx.dane-tlsa-bogus.example', 'TLSA'],
  ['mx.dane-cname-original.example', 'A'],
  ['dane-rollover.example', 'MX'],
  ['dane-full-key.example', 'MX'],
  ['bogus-zone.example', 'MX'],
  ['bogus-expired.example', 'MX'],
  ['secure-mx-name.example', 'MX'],
  ['secure-unknown-algorithm.example', 'MX'],
  ['shop.optout.example', 'MX'],
  ['a.optout.example', 'MX'],
  ['no-such-domain.example', 'MX'],
  ['mpg.de', 'MX'],
] as const;

let lab: DnssecLab;
let loot: Loot;
let questions: readonly Question[];
let asked: readonly (readonly [string, RecordType])[];

beforeAll(async () => {
  lab = await startDnssecLab();
  asked = [...subjects, ...variedSubjects()];
  const known = new Map<string, DnsMessage>();
  const remember: Exchange = (question) => {
    const { message } = honestReply(question);
    known.set(`${question.type} ${question.name}`, message);
    return Promise.resolve(message);
  };
  const resolver = createValidatingResolver({ exchange: remember, trustAnchors: anchors(), now: () => new Date() });
  for (const [name, type] of asked) await resolver.resolve(name, type, never);
  questions = [...known.values()].map(({ question }) => question);
  const denials = questionsForDenials().map((question) => honestReply(question).message);
  loot = gatherLoot([...known.values(), ...denials]);
});

/** Everything in the zones that have all kinds of names. */
function variedSubjects(): readonly (readonly [string, RecordType])[] {
  const names = lab.zones
    .filter(({ name }) => isVaried(name))
    .flatMap(({ name, sets }) => [
      name,
      `no.${name}`,
      `x.host.${name}`,
      `b.c.${name}`,
      ...sets.map(({ owner }) => owner),
    ]);
  const concrete = names.map((name) => name.replace(/^\*/, 'any'));
  return [...new Set(concrete)].flatMap((name) => types.map((type) => [name, type] as const));
}

/**
 * Every NSEC and NSEC3 record of the zones that matter comes as an answer to one of these: the name right behind each owner
 * is missing, in canonical order and by chance in the order of hashes.
 */
function questionsForDenials(): readonly Question[] {
  const zones = lab.zones.filter(({ name }) => isVaried(name) || !name.includes('.') || name === 'optout.example');
  const cuts = lab.zones.map(({ name }) => name);
  return zones.flatMap(({ name: zone, sets }) => {
    const below = (label: string): string => (zone === '' ? label : `${label}.${zone}`);
    const owners = [...sets.map(({ owner }) => owner), ...cuts].filter((owner) => owner.endsWith(`.${zone}`));
    const behind = owners.map((owner) => owner.replace(/^([^.]+)/, '$1-'));
    const random = Array.from({ length: 40 }, (_, index) => below(`random${index}`));
    const names = [...new Set([zone, ...behind, ...random])].map((name) => name.replace(/^\*/, '\\042'));
    return names.map((name) => ({ name, type: rrType.A }));
  });
}

function isVaried(zone: string): boolean {
  return dnssecZones.zones.some(({ name }) => name === zone);
}

function anchors(): ReturnType<typeof parseTrustAnchors> {
  return parseTrustAnchors(lab.trustAnchor);
}

/** What the lab says to a question, as bytes and as read; always the same, so that it is asked but once. */
interface HonestReply {
  readonly packet: Uint8Array;
  readonly message: DnsMessage;
}

const honestReplies = new Map<string, HonestReply>();

function honestReply(question: Question): HonestReply {
  const key = `${question.type} ${question.name}`;
  const known = honestReplies.get(key);
  if (known !== undefined) return known;
  const packet = lab.respond(encodeQuery(question, 1));
  if (packet === null) throw new Error('the lab stays silent');
  const reply = { packet, message: parseReply(packet, question) };
  honestReplies.set(key, reply);
  return reply;
}

/** Some replies are changed, or lost: few in some dialogues, most of them in others; the one about the name itself often. */
function hostileExchange(subject: string, chance: Chance, onChange: () => void): Exchange {
  const zeal = chance.pick([0.1, 0.25, 0.6]) ?? 1;
  return (question) =>
    Promise.resolve().then(() =>
      hostileReply(question, chance, question.name === subject ? Math.max(zeal, 0.5) : zeal, onChange),
    );
}

function hostileReply(question: Question, chance: Chance, zeal: number, onChange: () => void): DnsMessage {
  const { packet, message } = honestReply(question);
  if (!chance.isHit(zeal)) return message;
  onChange();
  if (chance.isHit(0.02)) throw new Fault('dns-timeout', 'no reply');
  if (chance.isHit(0.15)) {
    const behindQuestion = 12 + labelsOf(question.name).join('.').length + 2 + 4;
    return parseReply(flipWireBits(packet, chance, chance.isHit(0.1) ? 2 : behindQuestion), question);
  }
  return tamper(message, chance, loot);
}

const truths = new Map<string, DnsTruth>();

function truthOf(name: string, type: RecordType): DnsTruth {
  const key = `${type} ${name}`;
  const truth = truths.get(key) ?? lab.truth(name, type);
  truths.set(key, truth);
  return truth;
}

/** Null where the answer claims no more than the truth. */
function falsehood(name: string, type: RecordType, answer: DnsAnswer): string | null {
  const truth = truthOf(name, type);
  if (answer.status === 'insecure') return truth.status === 'insecure' ? null : `insecure, but it is ${truth.status}`;
  if (answer.status !== 'secure') return answer.records.length === 0 ? null : 'records of an answer that is not valid';
  const claimed = JSON.stringify([answer.outcome, comparable(answer.records), answer.aliases.map(({ to }) => to)]);
  const real = JSON.stringify([truth.outcome, inOurForm(type, truth.data), truth.aliases]);
  if (truth.status !== 'secure') return `secure, but it is ${truth.status}`;
  return claimed === real ? null : `${claimed} instead of ${real}`;
}

describe('the validating resolver under attack', () => {
  it('knows every question that the attack uses', () => {
    expect(asked.length).toBeGreaterThan(300);
    expect(questions.length).toBeGreaterThan(300);
    const kinds = new Set(
      asked.map(([name, type]) => `${lab.truth(name, type).status} ${lab.truth(name, type).outcome}`),
    );
    for (const kind of [
      'secure records',
      'secure no-data',
      'secure no-such-name',
      'insecure records',
      'bogus records',
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it(
    `never calls anything secure or insecure that is not, in ${dialogues} dialogues`,
    async () => {
      const outcomes = new Map<string, number>();
      let changes = 0;
      for (let seed = firstSeed; seed < firstSeed + dialogues; seed++) {
        const chance = createChance(seed);
        const [name, type] = chance.pick(asked) ?? ['', 'A'];
        const resolver = createValidatingResolver({
          exchange: hostileExchange(name, chance, () => changes++),
          trustAnchors: anchors(),
          now: () => new Date(),
        });
        const answer = await resolver.resolve(name, type, never);
        const lie = falsehood(name, type, answer);
        expect(lie, `DNSSEC_SEED=${seed}: ${name} ${type} ${answer.cause?.text ?? ''}`).toBeNull();
        const before = truthOf(name, type).status;
        const key = `${before} as ${answer.outcome === 'failed' ? 'failed' : answer.status}`;
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      }
      const tally = [...outcomes].sort().map(([kind, count]) => `${count} ${kind}`);
      console.log(
        `${dialogues} dialogues from seed ${firstSeed}, ${changes} replies changed, no lie: ${tally.join(', ')}`,
      );
      // An attack that changes nothing, or that nothing survives, would show nothing.
      expect(changes).toBeGreaterThan(dialogues);
      const share = (key: string): number => (outcomes.get(key) ?? 0) / dialogues;
      expect(share('secure as failed')).toBeGreaterThan(0.1);
      expect(share('secure as secure')).toBeGreaterThan(0.02);
      expect(share('insecure as insecure')).toBeGreaterThan(0.02);
    },
    Math.max(600_000, dialogues * 20),
  );
});
