import type { Signing } from './signers';

/** A zone as its signer gets it, and how its parent speaks of it. */
export interface SignedZone {
  readonly name: string;
  readonly text: string;
  /** Null for a zone without signatures. */
  readonly signing: Signing | null;
  /** Other than the DS record of its key: none, or that of another zone's key. */
  readonly ds?: 'none' | 'wrong';
  /** Alters the signed zone. */
  readonly spoil?: (signed: string) => string;
}

export const topLevel = 'example';
const nameServer = `ns.${topLevel}`;

const algorithms = ['RSASHA256', 'RSASHA512', 'ECDSAP256SHA256', 'ECDSAP384SHA384', 'ED25519', 'ED448'] as const;
const signers = ['bind', 'knot', 'ldns'] as const;
const denials: readonly Signing['denial'][] = [
  { kind: 'nsec' },
  { kind: 'nsec3', iterations: 0, salt: false, optOut: false },
  { kind: 'nsec3', iterations: 10, salt: true, optOut: false },
  { kind: 'nsec3', iterations: 0, salt: false, optOut: true },
];

/** Every signer with every algorithm, the denials in turn, so that each signer makes each of them too. */
const matrix: readonly SignedZone[] = signers.flatMap((signer, row) =>
  algorithms.map((algorithm, column) => {
    const denial = denials[(row + column) % denials.length] ?? { kind: 'nsec' };
    return zoneOf(`${signer}-${algorithm.toLowerCase()}.${topLevel}`, { signer, algorithm, denial });
  }),
);

const plain: Signing = { signer: 'bind', algorithm: 'ECDSAP256SHA256', denial: { kind: 'nsec' } };
const hashed = (iterations: number, signer: Signing['signer'] = 'ldns'): Signing => ({
  ...plain,
  signer,
  denial: { kind: 'nsec3', iterations, salt: true, optOut: false },
});

/** RFC 9276 section 3.2, and all ways in which a zone can be wrong. */
const special: readonly SignedZone[] = [
  zoneOf(`iterations-150.${topLevel}`, hashed(150)),
  zoneOf(`iterations-151.${topLevel}`, hashed(151)),
  zoneOf(`iterations-500.${topLevel}`, hashed(500)),
  { ...zoneOf(`unsigned.${topLevel}`, plain), signing: null, ds: 'none' },
  { ...zoneOf(`island.${topLevel}`, plain), ds: 'none' },
  { ...zoneOf(`wrong-ds.${topLevel}`, plain), ds: 'wrong' },
  zoneOf(`expired.${topLevel}`, { ...plain, signer: 'ldns', validity: 'expired' }),
  zoneOf(`future.${topLevel}`, { ...plain, signer: 'ldns', validity: 'future' }),
  { ...zoneOf(`touched.${topLevel}`, plain), spoil: (signed) => signed.replaceAll('192.0.2.1\n', '192.0.2.99\n') },
  {
    ...zoneOf(`stripped.${topLevel}`, { ...plain, signer: 'ldns' }),
    spoil: (signed) => signed.replace(/^(mx\.stripped\.example\.\s.*\sRRSIG\s+A\s)/gm, ';$1'),
  },
];

/** The zones below each zone: without and with DS, two labels deeper under an empty non-terminal. */
function childrenOf({ name, signing }: SignedZone): readonly SignedZone[] {
  const child = (label: string, own: Signing | null): SignedZone => ({
    name: `${label}.${name}`,
    text: `${head(`${label}.${name}`)}www A 192.0.2.3\n`,
    signing: own,
    ...(own === null ? { ds: 'none' as const } : {}),
  });
  return [child('open', null), ...(signing === null ? [] : [child('signed.between', plain)])];
}

function head(name: string): string {
  return `$ORIGIN ${name}.\n$TTL 300\n@ SOA ${nameServer}. hostmaster.${nameServer}. 1 3600 600 86400 60\n@ NS ${nameServer}.\n`;
}

/** Names of every kind; `cross` and `tree` lead into a zone of another signer. */
function zoneOf(name: string, signing: Signing): SignedZone {
  const other = `bind-ecdsap256sha256.${topLevel}`;
  return {
    name,
    signing,
    text: `${head(name)}@ MX 10 mx
@ TXT "v=spf1 -all"
mx A 192.0.2.1
mx AAAA 2001:db8::1
_25._tcp.mx TLSA 3 1 1 ${'ab'.repeat(32)}
*.wild MX 5 mx
*.wild-alias CNAME mx
alias CNAME mx
cross CNAME mx.${other}.
tree DNAME ${other}.
leaf.a.b A 192.0.2.2
`,
  };
}

export const leafZones: readonly SignedZone[] = [...matrix, ...special];

/** All but the root and the top-level zone, children first. */
export const zones: readonly SignedZone[] = [...leafZones.flatMap(childrenOf), ...leafZones];

/** The NS records of a delegation. */
export function delegation(name: string): string {
  return `${name}. NS ${nameServer}.\n`;
}

export function topLevelText(delegations: string): string {
  return `${head(topLevel)}ns A 127.0.0.1\n${delegations}`;
}

export function rootText(delegations: string): string {
  return `$ORIGIN .\n$TTL 300\n@ SOA ${nameServer}. hostmaster.${nameServer}. 1 3600 600 86400 60\n@ NS ${nameServer}.\n${nameServer}. A 127.0.0.1\n${delegations}`;
}

/** What is asked of each zone, as owner and type. */
export function questionsOf({
  name,
  signing,
}: SignedZone): readonly (readonly [string, 'A' | 'AAAA' | 'MX' | 'TLSA' | 'TXT'])[] {
  const below = [
    ['mx', 'A'],
    ['mx', 'AAAA'],
    ['_25._tcp.mx', 'TLSA'],
    ['_tcp.mx', 'TLSA'],
    ['_26._tcp.mx', 'TLSA'],
    ['mx', 'TXT'],
    ['no', 'A'],
    ['a.b.no', 'TLSA'],
    ['b', 'A'],
    ['any.wild', 'MX'],
    ['any.wild', 'A'],
    ['x.any.wild', 'MX'],
    ['any.wild-alias', 'A'],
    ['wild', 'MX'],
    ['alias', 'A'],
    ['alias', 'MX'],
    ['cross', 'A'],
    ['mx.tree', 'AAAA'],
    ['no.tree', 'A'],
    ['tree', 'A'],
    ['www.open', 'A'],
    ['no.open', 'A'],
    ['open', 'A'],
    ['no-such-zone', 'MX'],
    ...(signing === null
      ? []
      : ([
          ['www.signed.between', 'A'],
          ['no.signed.between', 'A'],
          ['between', 'A'],
        ] as const)),
  ] as const;
  return [
    [name, 'MX'],
    [name, 'TXT'],
    [name, 'A'],
    ...below.map(([label, type]) => [`${label}.${name}`, type] as const),
  ];
}
