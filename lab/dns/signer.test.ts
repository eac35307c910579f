import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Answer, type DnskeyData, type DsData, encode, type NsecData, type RrsigData } from 'dns-packet';
import { beforeAll, describe, expect, it } from 'vitest';
import { testTree } from '../testing/tree';
import { compareNames, labelsOf } from './names';
import { nsecNoData } from './nsec';
import { base32hex, nsec3Hash } from './nsec3';
import { type RecordSet, recordsOf, type SignedSet } from './record-set';
import { lookUp } from './resolve';
import type { DnsTree, TreeZone } from './tree';

let tree: DnsTree;
beforeAll(async () => {
  tree = await testTree();
});

/** An own reading of RFC 4034 section 3.1.8.1, so that the signer does not vouch for itself. */
function signedData(set: RecordSet, rrsig: RrsigData): Buffer {
  const fields = Buffer.alloc(18);
  fields.writeUInt16BE(typeNumbers[rrsig.typeCovered]!, 0);
  fields.writeUInt8(rrsig.algorithm, 2);
  fields.writeUInt8(rrsig.labels, 3);
  fields.writeUInt32BE(rrsig.originalTTL, 4);
  fields.writeUInt32BE(rrsig.expiration, 8);
  fields.writeUInt32BE(rrsig.inception, 12);
  fields.writeUInt16BE(rrsig.keyTag, 16);
  const records = recordsOf(set).map((record) => encode({ type: 'response', answers: [record] }).subarray(12));
  const nameLength = labelsOf(set.owner).reduce((sum, label) => sum + label.length + 1, 1);
  records.sort((a, b) => Buffer.compare(a.subarray(nameLength + 10), b.subarray(nameLength + 10)));
  return Buffer.concat([fields, wire(rrsig.signersName), ...records]);
}

const typeNumbers: Record<string, number> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  DS: 43,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
};

function wire(name: string): Buffer {
  return Buffer.concat([
    ...labelsOf(name).map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}

function publicKey({ algorithm, key }: DnskeyData): KeyObject {
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  switch (algorithm) {
    case 8:
      return createPublicKey({
        key: { kty: 'RSA', e: text(key.subarray(1, 1 + key[0]!)), n: text(key.subarray(1 + key[0]!)) },
        format: 'jwk',
      });
    case 13:
      return createPublicKey({
        key: { kty: 'EC', crv: 'P-256', x: text(key.subarray(0, 32)), y: text(key.subarray(32)) },
        format: 'jwk',
      });
    default:
      return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text(key) }, format: 'jwk' });
  }
}

function verifies({ set, signatures }: SignedSet, dnskey: DnskeyData): boolean {
  const data = (signatures[0] as Answer & { data: RrsigData }).data;
  const key = publicKey(dnskey);
  const hash = dnskey.algorithm === 15 ? null : 'sha256';
  return verify(hash, signedData(set, data), { key, dsaEncoding: 'ieee-p1363' }, data.signature);
}

function signedZones(): readonly TreeZone[] {
  return tree.zones.filter(({ zone }) => zone.key !== null);
}

function dnskeyOf({ zone }: TreeZone): DnskeyData {
  return zone.find(zone.name, 'DNSKEY')!.set.data[0] as DnskeyData;
}

describe('the signed zones', () => {
  it('are there in all the kinds that the scenarios need', () => {
    const algorithms = new Set(signedZones().map((each) => dnskeyOf(each).algorithm));
    expect([...algorithms].sort()).toEqual([13, 15, 8]);
    expect(new Set(signedZones().map(({ zone }) => zone.denial))).toEqual(new Set(['nsec', 'nsec3', 'nsec3-opt-out']));
  });

  it('have a good signature over each set, but for the altered ones and the NS sets of other zones', () => {
    const wrong: string[] = [];
    const unsigned: string[] = [];
    for (const each of signedZones()) {
      for (const { owner, type } of each.zone.sets) {
        const signed = each.zone.find(owner, type)!;
        if (signed.signatures.length === 0) unsigned.push(`${owner} ${type}`);
        else if (!verifies(signed, dnskeyOf(each))) wrong.push(`${owner} ${type}`);
      }
    }
    expect(wrong.sort()).toEqual(
      [
        '_25._tcp.mx.dane-tlsa-bogus.example TLSA',
        'bogus-mx.example MX',
        'mx.bogus-address.example A',
        'mx1.dane-address-bogus-first.example A',
      ].sort(),
    );
    const cuts = signedZones().flatMap(({ zone }) => [...zone.cuts].map((cut) => `${cut} NS`));
    expect(unsigned.sort()).toEqual(cuts.sort());
  });

  it('are valid now, but for the expired one', () => {
    const now = Date.now() / 1000;
    const expired = signedZones().filter(({ zone }) => zone.validity.inception > now || zone.validity.expiration < now);
    expect(expired.map(({ zone }) => zone.name)).toEqual(['bogus-expired.example']);
  });

  it('have a DS record in the parent that fits the key, but for the one that must not', () => {
    const misfits = signedZones()
      .filter(({ zone }) => zone.name !== '')
      .filter((each) => {
        const { name } = each.zone;
        const ds = lookUp(tree, [], { name, type: 'DS' }).answers[0]!.set.data[0] as DsData;
        const rdata = encode({
          type: 'response',
          answers: [{ name: '', type: 'DNSKEY', data: dnskeyOf(each) }],
        }).subarray(23);
        return !createHash('sha256').update(wire(name)).update(rdata).digest().equals(ds.digest);
      });
    expect(misfits.map(({ zone }) => zone.name)).toEqual(['bogus-zone.example']);
  });
});

describe('NSEC', () => {
  it('leads through all names of a zone in canonical order and back to the apex', () => {
    for (const each of signedZones().filter(({ zone }) => zone.denial === 'nsec')) {
      const { zone } = each;
      const visited: string[] = [];
      let at = zone.name;
      do {
        visited.push(at);
        const [proof] = nsecNoData(zone, at);
        expect(proof?.set.owner).toBe(at);
        expect(verifies(proof!, dnskeyOf(each))).toBe(true);
        at = (proof!.set.data[0] as NsecData).nextDomain;
      } while (at !== zone.name && visited.length <= zone.owners.length);
      expect(visited).toEqual([...zone.owners].sort(compareNames));
    }
  });

  it('proves with signatures that verify', () => {
    const lookup = lookUp(tree, [], { name: 'nope.dane-ee.example', type: 'A' });
    const dnskey = dnskeyOf(tree.zoneFor('dane-ee.example', 'A'));
    expect(lookup.rcode).toBe('NXDOMAIN');
    expect(lookup.authorities.map(({ set }) => set.type)).toEqual(expect.arrayContaining(['SOA', 'NSEC']));
    for (const signed of lookup.authorities) expect(verifies(signed, dnskey)).toBe(true);
  });
});

describe('NSEC3', () => {
  it('hashes as RFC 5155 appendix A does', () => {
    // The appendix uses other parameters than the lab, so the algorithm is restated with those.
    let digest = wire('a.example');
    const salt = Buffer.from('aabbccdd', 'hex');
    for (let round = 0; round <= 12; round++) digest = createHash('sha1').update(digest).update(salt).digest();
    expect(base32hex(digest)).toBe('35mthgpgcu1qg68fab165klnsnk3dpvl');
    let own = wire('a.example');
    for (let round = 0; round <= 1; round++)
      own = createHash('sha1').update(own).update(Buffer.from('5a17', 'hex')).digest();
    expect(nsec3Hash('a.example').equals(own)).toBe(true);
  });

  it('proves a missing name with three signed spans', () => {
    const lookup = lookUp(tree, [], { name: 'a.b.secure-nsec3.example', type: 'A' });
    const dnskey = dnskeyOf(tree.zoneFor('secure-nsec3.example', 'A'));
    const proofs = lookup.authorities.filter(({ set }) => set.type === 'NSEC3');
    expect(proofs.length).toBeGreaterThanOrEqual(1);
    for (const signed of proofs) expect(verifies(signed, dnskey)).toBe(true);
    expect(proofs.some(({ set }) => set.owner.startsWith(base32hex(nsec3Hash('secure-nsec3.example'))))).toBe(true);
  });

  it('covers an unsigned delegation below opt-out without naming it', () => {
    const { authorities, answers } = lookUp(tree, [], { name: 'shop.optout.example', type: 'DS' });
    expect(answers).toEqual([]);
    const owners = authorities.filter(({ set }) => set.type === 'NSEC3').map(({ set }) => set.owner.split('.')[0]!);
    expect(owners).toContain(base32hex(nsec3Hash('optout.example')));
    expect(owners).not.toContain(base32hex(nsec3Hash('shop.optout.example')));
    const flags = authorities
      .filter(({ set }) => set.type === 'NSEC3')
      .map(({ set }) => (set.data[0] as { flags: number }).flags);
    expect(new Set(flags)).toEqual(new Set([1]));
  });
});
