import { describe, expect, it } from 'vitest';
import { Fault } from '../fault';
import { createBudget, limits } from './limits';
import { base32hex, type Nsec3, nsec3Hash, nsec3Spans, parseNsec3 } from './nsec3';

const salt = Buffer.from('aabbccdd', 'hex');

describe('the hash of a name', () => {
  it.each([
    ['example', '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom'],
    ['a.example', '35mthgpgcu1qg68fab165klnsnk3dpvl'],
    ['ai.example', 'gjeqe526plbf1g8mklp59enfd789njgi'],
    ['ns1.example', '2t7b4g4vsa5smi47k61mv5bv1a22bojr'],
    ['ns2.example', 'q04jkcevqvmu85r014c7dkba38o0ji5r'],
    ['w.example', 'k8udemvp1j2f7eg6jebps17vp3n8i58h'],
    ['\\042.w.example', 'r53bq7cc2uvmubfu5ocmm6pers9tk9en'],
    ['x.w.example', 'b4um86eghhds6nea196smvmlo4ors995'],
    ['y.w.example', 'ji6neoaepv8b5o6k4ev33abha8ht9fgc'],
    ['x.y.w.example', '2vptu5timamqttgl4luu9kg21e0aor3s'],
    ['xx.example', 't644ebqk9bibcna874givr6joj62mlhv'],
    ['2t7b4g4vsa5smi47k61mv5bv1a22bojr.example', 'kohar7mbb8dc2ce8a9qvl8hon4k53uhi'],
  ])('%s is that of RFC 5155 appendix A', (name, hash) => {
    expect(nsec3Hash(name, salt, 12)).toBe(hash);
  });

  it('is written as RFC 4648 section 10 has it', () => {
    const texts = ['f', 'fo', 'foo', 'foob', 'fooba'];
    expect(texts.map((text) => base32hex(Buffer.from(text.padEnd(5, '\0'))))).toEqual([
      'co000000',
      'cpng0000',
      'cpnmu000',
      'cpnmuog0',
      'cpnmuoj1',
    ]);
  });
});

/** Record data with a given next hash (RFC 5155 section 3.2). */
function rdata({ algorithm = 1, flags = 0, iterations = 12, hash = Buffer.alloc(20, 0xff) } = {}): Buffer {
  return Buffer.concat([
    Buffer.of(algorithm, flags, iterations >> 8, iterations & 0xff, salt.length),
    salt,
    Buffer.of(hash.length),
    hash,
    Buffer.of(0, 1, 0x40),
  ]);
}

const owner = '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example';

describe('an NSEC3 record', () => {
  it('is read', () => {
    expect(parseNsec3('example', owner, rdata({ flags: 1 }))).toMatchObject({
      hash: '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom',
      next: 'v'.repeat(32),
      optOut: true,
      iterations: 12,
      types: new Set([1]),
    });
  });

  it.each<[string, string, Buffer]>([
    ['of another hash algorithm', owner, rdata({ algorithm: 2 })],
    ['with flags that nobody knows', owner, rdata({ flags: 3 })],
    ['with a hash of another length', owner, rdata({ hash: Buffer.alloc(19) })],
    ['of another zone', owner.replace('.example', '.other'), rdata()],
    ['below the zone', owner.replace('.', '.x.'), rdata()],
    ['with an owner that is no hash', 'zzz.example', rdata()],
    ['that is cut off', owner, rdata().subarray(0, 20)],
    ['that is empty', owner, Buffer.alloc(0)],
    ['with a broken bitmap', owner, Buffer.concat([rdata(), Buffer.of(0, 1, 0x40)])],
  ])('%s is none', (_what, name, data) => expect(parseNsec3('example', name, data)).toBeNull());
});

describe('the spans of a zone', () => {
  const record = (hash: string, next: string, more: Partial<Nsec3> = {}): Nsec3 => ({
    hash,
    next,
    optOut: false,
    iterations: 0,
    salt: new Uint8Array(),
    types: new Set(),
    ...more,
  });
  const hash = (name: string): string => nsec3Hash(name, new Uint8Array(), 0);
  const [low, high] = ['0'.repeat(32), 'v'.repeat(32)];

  it('hold what lies between, and at the end of the chain what lies outside', () => {
    const own = hash('name.example');
    const spans = (records: readonly Nsec3[]) => nsec3Spans('example', records, createBudget());
    expect(spans([record(low, high)]).missing('name.example')).toBe('missing');
    expect(spans([record(low, high, { optOut: true })]).missing('name.example')).toBe('opt-out');
    expect(spans([record(high, low)]).missing('name.example')).toBeNull();
    expect(spans([record(own, high)]).missing('name.example')).toBeNull();
    expect(spans([record(low, own)]).missing('name.example')).toBeNull();
    expect(spans([record(own, own)]).missing('name.example')).toBeNull();
    expect(spans([record(low, low)]).missing('name.example')).toBe('missing');
    expect(spans([]).missing('name.example')).toBeNull();
  });

  it('are those of one chain (RFC 5155 section 8.2)', () => {
    const spans = nsec3Spans('example', [record(high, low), record(low, high, { iterations: 1 })], createBudget());
    expect(spans.missing('name.example')).toBeNull();
  });

  it('cost no more than the budget (CVE-2023-50868)', () => {
    const spans = nsec3Spans('example', [record(high, low, { iterations: 150 })], createBudget());
    const deep = Array.from(
      { length: 100 },
      (_, index) => `${Array.from({ length: 50 }, () => 'x').join('.')}.${index}.example`,
    );
    const ask = (): void => {
      for (const name of deep) spans.closestEncloser(name);
    };
    const started = performance.now();
    expect(ask).toThrow(Fault);
    expect(ask).toThrow(`more than ${limits.hashRounds} NSEC3 hash rounds`);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
