import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordType, Resolver } from '../../../server/src/probe/dns/answer';
import { createExchange } from '../../../server/src/probe/dns/exchange';
import { parseTrustAnchors } from '../../../server/src/probe/dnssec/anchors';
import { createValidatingResolver } from '../../../server/src/probe/dnssec/validator';
import { mapParallel } from '../../../server/src/probe/map-parallel';
import type { Endpoint } from '../../../server/src/probe/options';
import { isInstalled, skip } from '../machine';
import { type Daemon, startNsd, startUnbound } from './programs';
import { dsOf, readSigned, type Signing, sign, signerPrograms } from './signers';
import { askDelv, askUnbound, forDelv } from './validators';
import { delegation, leafZones, questionsOf, rootText, type SignedZone, topLevel, topLevelText, zones } from './zones';

/**
 * Our validator beside Unbound and delv, over zones of three foreign signers, every algorithm and every kind of denial, served
 * by NSD. Where Unbound says secure, insecure or bogus, so do we, and of the same thing.
 */
const missing = [...signerPrograms, 'nsd', 'unbound', 'delv'].filter((program) => !isInstalled(program));
const skipped = skip('the validator against other ones', missing.length > 0 ? `needs ${missing.join(', ')}` : null);

const never = new AbortController().signal;
const plain: Signing = { signer: 'bind', algorithm: 'ECDSAP256SHA256', denial: { kind: 'nsec' } };

describe.skipIf(skipped)('zones of BIND, Knot DNS and ldns', () => {
  let folder: string;
  let server: Daemon | undefined;
  let unbound: Daemon | undefined;
  let resolverAt: Endpoint;
  let resolver: Resolver;
  let delvAnchors: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'dnssec-signers-'));
    const anchor = await signAll(folder);
    const names = ['', topLevel, ...zones.map(({ name }) => name)];
    server = await startNsd(folder, names);
    unbound = await startUnbound(folder, names, server.endpoint, anchor);
    resolverAt = unbound.endpoint;
    const [, , , tag = '', algorithm = '', digestType = '', digest = ''] = anchor.trim().split(/\s+/);
    delvAnchors = path.join(folder, 'delv.conf');
    writeFileSync(delvAnchors, `trust-anchors { "." static-ds ${tag} ${algorithm} ${digestType} "${digest}"; };\n`);
    resolver = createValidatingResolver({
      exchange: createExchange({ resolvers: [resolverAt], deadline: 20_000 }),
      trustAnchors: parseTrustAnchors(anchor),
      now: () => new Date(),
    });
    await untilAnswering(resolver);
  });
  afterAll(async () => {
    await unbound?.stop();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  async function findingOf(name: string, type: RecordType): Promise<string> {
    const { status, outcome, cause } = await resolver.resolve(name, type, never);
    if (status === 'bogus') return 'bogus';
    return outcome === 'failed' ? `${status}: ${cause?.text ?? ''}` : `${status} ${outcome}`;
  }

  it.each(leafZones.map((zone) => [zone.name, zone] as const))('%s: as Unbound finds it', async (_, zone) => {
    const questions = questionsOf(zone);
    const ours = await mapParallel(questions, 4, async ([name, type]) => [name, type, await findingOf(name, type)]);
    const theirs = await mapParallel(questions, 4, async ([name, type]) => [
      name,
      type,
      await askUnbound(resolverAt, name, type),
    ]);
    expect(ours).toEqual(theirs);
  });

  it('holds every kind of finding', async () => {
    const all = await mapParallel(leafZones.flatMap(questionsOf), 8, ([name, type]) => findingOf(name, type));
    expect([...new Set(all)].sort()).toEqual([
      'bogus',
      'insecure no-data',
      'insecure no-such-name',
      'insecure records',
      'secure no-data',
      'secure no-such-name',
      'secure records',
    ]);
  });

  it('is as delv finds it too, but for opt-out, which delv takes for a proof', async () => {
    const questions = leafZones.filter(isJudgedAlike).flatMap((zone) => questionsOf(zone).filter(isUnaliased));
    const compared = await mapParallel(questions, 2, async ([name, type]) => {
      const ours = forDelv(await findingOf(name, type));
      return { what: `${name} ${type}`, ours, theirs: await askDelv(resolverAt, delvAnchors, name, type) };
    });
    const different = compared.filter(({ ours, theirs }) => ours !== theirs);
    // RFC 5155 section 9.2: an unsigned delegation may hide there, so that no AD bit may be set.
    const zonesWithOptOut = leafZones.filter(
      ({ signing }) => signing?.denial.kind === 'nsec3' && signing.denial.optOut,
    );
    for (const { what, ours, theirs } of different) {
      expect([ours, theirs], what).toEqual(['insecure absent', 'secure absent']);
      expect(
        zonesWithOptOut.some(({ name }) => what.includes(`.${name} `)),
        what,
      ).toBe(true);
    }
    expect(different.length).toBeGreaterThanOrEqual(zonesWithOptOut.length);
    expect(compared.length).toBeGreaterThan(200);
  }, 300_000);
});

/** BIND has a limit of its own for iterations of NSEC3. */
function isJudgedAlike({ signing }: SignedZone): boolean {
  const denial = signing?.denial;
  return denial?.kind !== 'nsec3' || denial.iterations <= 50;
}

/** Of an alias delv tells each link; those are compared with Unbound alone. */
function isUnaliased([name]: readonly [string, string]): boolean {
  return !/^(alias|cross|any\.wild-alias|.*tree)\./.test(name);
}

/** Children first, since their parents sign their DS records. Returns the root's. */
async function signAll(folder: string): Promise<string> {
  const ds = new Map<string, string>();
  await mapParallel(zones, 2, async (zone) => {
    const inside = zones.filter(({ name }) => name.endsWith(`.${zone.name}`));
    // Only what was signed before: the list has children first.
    await Promise.all(inside.map(async ({ name }) => waitFor(() => ds.has(name))));
    const delegations = inside.map(({ name }) => delegation(name) + (ds.get(name) ?? ''));
    ds.set(zone.name, await prepare(folder, zone, zone.text + delegations.join('')));
  });
  const topDelegations = leafZones.map(({ name }) => delegation(name) + (ds.get(name) ?? ''));
  const top: SignedZone = { name: topLevel, text: topLevelText(topDelegations.join('')), signing: plain };
  const topDs = await prepare(folder, top, top.text);
  const root: SignedZone = { name: '', text: rootText(delegation(topLevel) + topDs), signing: plain };
  return prepare(folder, root, root.text);
}

/** Signs a zone, spoils it where it is to be spoilt, and returns the DS records that its parent is to have. */
async function prepare(folder: string, zone: SignedZone, text: string): Promise<string> {
  const file = path.join(folder, `${zone.name || 'root'}.signed`);
  if (zone.signing === null) {
    writeFileSync(file, text);
    return '';
  }
  const own = path.join(folder, `sign-${zone.name || 'root'}`);
  await sign(own, zone.name, text, zone.signing);
  const signed = readSigned(own, zone.name);
  const { spoil } = zone;
  writeFileSync(file, spoil?.(signed) ?? signed);
  if (spoil?.(signed) === signed) throw new Error(`${zone.name} was not spoilt`);
  const ds = await dsOf(path.join(own, `${zone.name}.signed`), zone.name);
  if (zone.ds === 'none') return '';
  return zone.ds === 'wrong' ? ds.replace(/[0-9A-F]{8}$/m, '00000000') : ds;
}

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function untilAnswering(resolver: Resolver): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const { outcome, cause } = await resolver.resolve(`ns.${topLevel}`, 'A', never);
    if (outcome === 'records') return;
    if (Date.now() > end) throw new Error(`the servers do not answer: ${cause?.text ?? outcome}`);
  }
}
