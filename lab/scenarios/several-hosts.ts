import type { DecisiveTopic, Scenario, Truth, Zone } from '../scenario';
import { both, found, goodHost, mailZone, none, selfSignedHost, zone } from './build';

const provider = 'mixed-provider.example';
const daneProvider = 'mixed-dane-provider.example';

/** All orders of three letters. */
const orders = (letters: string): readonly string[] => {
  if (letters.length < 2) return [letters];
  return Array.from(letters).flatMap((first) => orders(letters.replace(first, '')).map((rest) => first + rest));
};

const kinds: Readonly<Record<string, string>> = {
  g: `good.${provider}`,
  s: `self-signed.${provider}`,
  p: `plain.${provider}`,
  m: `matching.${daneProvider}`,
  x: `mismatching.${daneProvider}`,
  b: `busy.${daneProvider}`,
  n: `no-tlsa.${daneProvider}`,
};

/** A domain whose MX records name hosts of a kind each, in the order of the letters. */
function ordered(letters: string, security: Zone['security'], truth: (domain: string) => Scenario['truth']): Scenario {
  const id = `order-${letters}`;
  const domain = `${id}.example`;
  const exchanges = Array.from(letters, (letter) => kinds[letter] ?? '');
  return {
    id,
    title: `MX hosts in the order ${exchanges.map((name) => name.split('.')[0]).join(', ')}`,
    domain,
    zones: [mailZone(domain, security, exchanges)],
    hosts: [],
    truth: truth(domain),
  };
}

/** The first so many of five bad hosts and then the good one. */
function lastOf(count: number, of: 'dane' | 'secure', truth: (domain: string) => Scenario['truth']): Scenario {
  const at = of === 'dane' ? daneProvider : provider;
  const bad = Array.from({ length: count - 1 }, (_, index) => `bad${index + 1}.${at}`);
  const last = of === 'dane' ? kinds['m'] : kinds['g'];
  const id = `${of}-last-of-${count}`;
  const domain = `${id}.example`;
  return {
    id,
    title: `Of ${count} hosts only the last ${of === 'dane' ? 'matches its TLSA records' : 'has a trusted certificate'}`,
    domain,
    zones: [mailZone(domain, of === 'dane' ? 'signed' : 'unsigned', [...bad, last ?? ''])],
    hosts: [],
    truth: truth(domain),
  };
}

const someMatch = (domain: string): Scenario['truth'] => ({
  dnssec: found(
    `${domain} dane`,
    'some MX host matches, the others fail closed',
    'Row 2: one host matches, and the usable TLSA records of the others make them fail closed; smtp(8) goes on to the next host when one fails (RFC 7672 section 2.1).',
  ),
  any: found(
    `${domain} dane`,
    'protects only consumers with DNSSEC',
    'A host that fails its own TLSA, or is self-signed, is not verified, so secure does not hold; dane protects those who have DNSSEC.',
  ),
});

const noneBecause = (decisive: DecisiveTopic, why: string) => (): Scenario['truth'] => both(none(decisive, why));

const equal = (name: string, security: Zone['security'], exchanges: readonly string[]): Zone =>
  zone(name, security, {
    records: exchanges.map((exchange) => ({ owner: name, type: 'MX', preference: 10, exchange })),
  });

const nextHopVerifies: Truth = found(
  'equal-preference.example secure',
  'certificates verify for the next-hop',
  'Both hosts verify for dot-nexthop, whichever of the equal ones is tried first (RFC 5321 section 5.1). Row 3.',
);

/** Good and bad hosts in every order of preference. */
export const severalHostsScenarios: readonly Scenario[] = [
  ...orders('gsp').map((letters) =>
    ordered(
      letters,
      'unsigned',
      noneBecause(
        'no STARTTLS',
        'Rows 3 and 5 need every reached host; of the two that fail, the one without STARTTLS weighs more, since no certificate could heal it.',
      ),
    ),
  ),
  ...orders('mxb').map((letters) => ordered(letters, 'signed', someMatch)),
  ...orders('mxn').map((letters) =>
    ordered(
      letters,
      'signed',
      noneBecause(
        'TLSA records do not match',
        'dane is never advised with a host without usable TLSA, to which mail would go unauthenticated (row 2); a host that fails its own TLSA is not verified, so secure does not hold either (DESIGN section 5).',
      ),
    ),
  ),
  ...[3, 4, 5, 6].map((count) =>
    lastOf(
      count,
      'secure',
      noneBecause('certificate not trusted', 'Rows 3 and 5 need every reached host, and all but one are self-signed.'),
    ),
  ),
  ...[3, 5].map((count) => lastOf(count, 'dane', someMatch)),
  lastOf(
    6,
    'dane',
    noneBecause(
      'TLSA records do not match',
      'One delivery tries five addresses (postconf(5), smtp_mx_address_limit), so that the sixth, which matches, is never asked: dane would defer all mail.',
    ),
  ),
  {
    id: 'busy-two-of-three',
    title: 'The first two of three hosts greet with 421, the third verifies',
    domain: 'busy-two-of-three.example',
    zones: [
      mailZone(
        'busy-two-of-three.example',
        'unsigned',
        [1, 2, 3].map((number) => `mx${number}.busy-two-of-three.example`),
      ),
    ],
    hosts: [
      goodHost('mx1.busy-two-of-three.example', { behaviour: { greeting: 'temporary' } }),
      goodHost('mx2.busy-two-of-three.example', { behaviour: { greeting: 'temporary' } }),
      goodHost('mx3.busy-two-of-three.example'),
    ],
    truth: both(
      found(
        'busy-two-of-three.example secure',
        'certificates verify for the next-hop',
        'Unreached is not bad: the third host is proven, and secure makes the others fail closed (DESIGN section 5). Row 3.',
      ),
    ),
  },
  {
    id: 'equal-preference',
    title: 'Two hosts of equal preference, both verify',
    domain: 'equal-preference.example',
    zones: [
      equal('equal-preference.example', 'unsigned', ['mx1.equal-preference.example', 'mx2.equal-preference.example']),
    ],
    hosts: [goodHost('mx1.equal-preference.example'), goodHost('mx2.equal-preference.example')],
    truth: both(nextHopVerifies),
  },
  {
    id: 'equal-preference-bad',
    title: 'Two hosts of equal preference, one is self-signed',
    domain: 'equal-preference-bad.example',
    zones: [
      equal('equal-preference-bad.example', 'unsigned', [
        'mx1.equal-preference-bad.example',
        'mx2.equal-preference-bad.example',
      ]),
    ],
    hosts: [goodHost('mx1.equal-preference-bad.example'), selfSignedHost('mx2.equal-preference-bad.example')],
    truth: both(none('certificate not trusted', 'Row 3 needs every reached host, and one does not verify.')),
  },
  {
    id: 'equal-preference-dane',
    title: 'Two hosts of equal preference, one of them without TLSA records',
    domain: 'equal-preference-dane.example',
    zones: [equal('equal-preference-dane.example', 'signed', [kinds['m'] ?? '', kinds['n'] ?? ''])],
    hosts: [],
    truth: both(
      found(
        `equal-preference-dane.example secure match=${kinds['m']}:${kinds['n']}`,
        'certificates verify for the MX host names',
        'dane leaves the host without TLSA unauthenticated (row 2). Row 5: both certificates verify for their host names, which a DNSSEC-secure MX set told.',
      ),
    ),
  },
  {
    id: 'one-of-two-454',
    title: 'The first of two hosts refuses STARTTLS with 454',
    domain: 'one-of-two-454.example',
    zones: [
      mailZone('one-of-two-454.example', 'unsigned', ['mx1.one-of-two-454.example', 'mx2.one-of-two-454.example']),
    ],
    hosts: [
      goodHost('mx1.one-of-two-454.example', { behaviour: { startTls: 'temporary' } }),
      goodHost('mx2.one-of-two-454.example'),
    ],
    truth: both(none('STARTTLS refused', 'Row 3 needs every reached host; mx1 was reached and refused TLS.')),
  },
  {
    id: 'one-of-two-502',
    title: 'The first of two hosts refuses STARTTLS with 502',
    domain: 'one-of-two-502.example',
    zones: [
      mailZone('one-of-two-502.example', 'unsigned', ['mx1.one-of-two-502.example', 'mx2.one-of-two-502.example']),
    ],
    hosts: [
      goodHost('mx1.one-of-two-502.example', { behaviour: { startTls: 'permanent' } }),
      goodHost('mx2.one-of-two-502.example'),
    ],
    truth: both(
      none('STARTTLS refused', 'Row 3 needs every reached host; mx1 refuses, and Postfix bounces the mail at once.'),
    ),
  },
  {
    id: 'dual-stack-last-of-3',
    title: 'Of three hosts with an IPv4 and an IPv6 address each only the last has a trusted certificate',
    domain: 'dual-stack-last-of-3.example',
    zones: [
      mailZone(
        'dual-stack-last-of-3.example',
        'unsigned',
        [1, 2, 3].map((number) => `mx${number}.dual-stack-last-of-3.example`),
      ),
    ],
    hosts: [
      selfSignedHost('mx1.dual-stack-last-of-3.example', { families: [4, 6] }),
      selfSignedHost('mx2.dual-stack-last-of-3.example', { families: [4, 6] }),
      goodHost('mx3.dual-stack-last-of-3.example', { families: [4, 6] }),
    ],
    truth: both(none('certificate not trusted', 'Row 3 needs every reached host, and two are self-signed.')),
  },
];
