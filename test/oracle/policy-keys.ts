/** A key, and next-hops that its writer may have had in mind. */
export interface KeyCase {
  readonly key: string;
  readonly nextHops: readonly string[];
  /** Whether smtp(8) finds the entry for each of them, or for none. */
  readonly found: boolean;
  /** Whether no next-hop of ordinary mail finds it. */
  readonly dead: boolean;
}

const finds = (key: string, ...nextHops: readonly string[]): KeyCase => ({ key, nextHops, found: true, dead: false });
/** The entry serves other next-hops than these. */
const misses = (key: string, ...nextHops: readonly string[]): KeyCase => ({ key, nextHops, found: false, dead: false });
const dead = (key: string, ...nextHops: readonly string[]): KeyCase => ({ key, nextHops, found: false, dead: true });

/** A U-label whose A-label has so many octets, eight more than its letters. */
function uLabel(octets: number): string {
  return `ü${'a'.repeat(octets - 8)}`;
}

/** A name of U-labels that has so many octets as A-labels. */
function longUName(octets: number): string {
  return [...Array<string>(3).fill(uLabel(63)), uLabel(octets - 3 * 64)].join('.');
}

/**
 * Keys of indexed and text tables, from tls_policy_lookup() of smtp_tls_policy.c. Each key lies in a domain of its own, so
 * that all of them stand in one table.
 */
export const keyCases: readonly KeyCase[] = [
  finds('k1.example', 'k1.example', 'K1.Example'),
  finds('K2.Example', 'k2.example'),
  misses('k3.example', 'sub.k3.example', '[k3.example]', 'k3.example:25', '[k3.example]:25'),
  finds('.k4.example', 'sub.k4.example', 'a.b.k4.example'),
  misses('.k5.example', 'k5.example', '[sub.k5.example]', 'sub.k5.example:25'),
  finds('[mx.k6.example]', '[mx.k6.example]'),
  misses('[mx.k7.example]', 'mx.k7.example', '[mx.k7.example]:25', '[mx.k7.example]:587'),
  finds('[mx.k8.example]:587', '[mx.k8.example]:587'),
  misses('[mx.k9.example]:587', '[mx.k9.example]:submission', '[mx.k9.example]'),
  finds('k10.example:25', 'k10.example:25'),
  dead('*.k11.example', 'k11.example', 'sub.k11.example', 'a.b.k11.example'),
  dead('*k12.example', 'k12.example', 'sub.k12.example'),
  dead('k13.*', 'k13.example'),
  dead('*', 'k14.example'),
  dead('.*.k15.example', 'a.k15.example', 'a.b.k15.example'),
  dead('"k16.example"', 'k16.example'),
  dead('k17.example:', 'k17.example'),
  dead('user@k18.example', 'k18.example'),
  dead('@k19.example', 'k19.example'),
  dead('smtp:k20.example', 'k20.example', '[k20.example]'),
  dead('<k21.example>', 'k21.example'),
  dead('.', 'k22.example'),
  dead('k23.example.', 'k23.example'),
  finds('[192.0.2.10]', '[192.0.2.10]'),
  finds('192.0.2.10', '192.0.2.10'),
  finds('[2001:db8::25]', '[2001:db8::25]'),
  misses('[ipv6:2001:db8::26]', '[2001:db8::26]'),
  // As a next-hop it ends smtp(8): see `fatalNextHops`.
  dead('2001:db8::27', '[2001:db8::27]', '[ipv6:2001:db8::27]'),
  // Found at the port 25 of 2001:db8::41.
  finds('2001:db8::41:25', '2001:db8::41:25'),
  misses('2001:db8::42:587', '[2001:db8::42]:587', '[2001:db8::42]', '[2001:db8::42:587]'),
  dead('2001:db8::43:a', '[2001:db8::43]', '[2001:db8::43:a]'),
  dead('[2001:db8:::44]', '[2001:db8::44]'),
  dead('192.0.2.256', 'k28.example'),
  dead('192.0.2', '192.0.2.77'),
  dead('-k29.example', 'k29.example'),
  dead('k30..example', 'k30.example'),
  dead('[k31.example', 'k31.example', '[k31.example]'),
  dead('https://k32.example', 'k32.example', '[k32.example]'),
  dead('inet:k33.example:25', 'k33.example:25', 'k33.example'),
  dead('relay:[k34.example]:587', '[k34.example]:587'),
  finds('k_35.example', 'k_35.example'),
  finds('bücher36.example', 'bücher36.example', 'BÜCHER36.example'),
  misses('bücher37.example', 'xn--bcher37-n2a.example'),
  misses('xn--bcher38-n2a.example', 'bücher38.example'),
  finds('[mx.k39.example]:submission', '[mx.k39.example]:submission'),
  misses('[mx.k40.example]:submission', '[mx.k40.example]:587'),
  misses('mx.lab.example', 'k24.example'),
  // The longest label and the longest name that can be converted; of longer ones see `fatalNextHops`.
  finds(`${uLabel(63)}.k43.example`, `${uLabel(63)}.k43.example`),
  finds(`.${uLabel(63)}.k44.example`, `sub.${uLabel(63)}.k44.example`),
  finds(longUName(253), longUName(253)),
  // Joiners, and digits before letters of the other direction, are no concern of Postfix.
  finds('k48\u200d.example', 'k48\u200d.example'),
  finds('1אk49.example', '1אk49.example'),
  finds('≠k50.example', '≠k50.example'),
  finds('[mx.k51.example]:65535', '[mx.k51.example]:65535'),
  finds('mx\u3002k54.example', 'mx\u3002k54.example'),
];

/** Next-hops at which smtp(8) ends, so that no key with this text is ever found. */
export const fatalNextHops: readonly string[] = [
  '2001:db8::27',
  '::1',
  '2001:db8::43:a',
  'ipv6:2001:db8::27',
  '[2001:db8:::44]',
  `${uLabel(64)}.k45.example`,
  `[${uLabel(64)}.k46.example]`,
  `sub.${uLabel(64)}.k47.example`,
  longUName(254),
  // ICU converts none of them.
  'ab--ük48.example',
  'xn--ük49.example',
  '\u0300k50.example',
  'ü.xn--zzk51',
  'k55.example\u3002',
  'mx\uff61.k56.example',
  'mx-\u3002k57.example',
  '[mx.k52.example]:0',
  'k53.example:65536',
];

/** Values at which smtp(8) ends. */
export const deadlyValues: readonly string[] = ['fingerprint match=0', 'fingerprint match=@SPKI@|:'];
