import { domainToASCII } from 'node:url';
import { foldCase } from '../text/fold-case';
import type { Span } from '../text/span';

/**
 * What a key can be asked for. Postfix looks up the next-hop's text and, for a plain domain, its parents with a dot in
 * front (postconf(5) smtp_tls_policy_maps); other kinds are either asked for verbatim or never.
 */
export type KeyKind =
  /** `example.org`: the next-hop itself. */
  | 'domain'
  /** `.example.org`: every next-hop below it without a closer entry. */
  | 'parent'
  /** `[mail.example.org]`, `[mail.example.org]:587`, `example.org:25`: exactly that next-hop text. */
  | 'host'
  | 'host-port'
  | 'domain-port'
  /**
   * `192.0.2.1`, `[192.0.2.1]:25`, `[ipv6:2001:db8::1]`: exactly that next-hop text. An IPv6 address needs brackets: without,
   * its last group is taken for the port, and `2001:db8::1:25` is port 25 of `2001:db8::1`.
   */
  | 'address'
  /** Has a `*`, which no next-hop has. */
  | 'wildcard'
  /** `example.org.`: Postfix takes the dot off recipient domains, and ends with an error at such a next-hop. */
  | 'trailing-dot'
  /** A pattern of a regexp: or pcre: table. */
  | 'pattern'
  /** Anything else: quoted, a mail address, a URL, an invalid host name. */
  | 'other';

export interface PolicyKey {
  /** As written, quotes included, because Postfix stores them too. */
  readonly text: string;
  /** As stored and asked for, in one case. Patterns stay as written. */
  readonly folded: string;
  readonly span: Span;
  readonly kind: KeyKind;
  /** The next-hop that a probe of this key would look at; null where the key has none of its own. */
  readonly nextHop: string | null;
}

/** @param folded the text as `foldCase` gives it. */
export function makeKey(text: string, span: Span, folded = foldCase(text)): PolicyKey {
  const kind = keyKind(folded);
  return { text, folded, span, kind, nextHop: probeable.has(kind) ? text : null };
}

export function makePattern(text: string, span: Span): PolicyKey {
  return { text, folded: text, span, kind: 'pattern', nextHop: null };
}

const probeable: ReadonlySet<KeyKind> = new Set(['domain', 'host', 'host-port', 'domain-port']);

/** Classifies a key of an indexed or text table, given in lower case. */
export function keyKind(key: string): KeyKind {
  if (key.length <= 63 && plainDomain.test(key)) return 'domain';
  if (isHostName(key)) return isNumericDotted(key) ? numericKind(key) : 'domain';
  if (key.includes('*')) return 'wildcard';
  if (key.startsWith('[')) return bracketedKind(key);
  if (key.startsWith('.')) return isHostName(key.slice(1)) ? 'parent' : 'other';
  if (key.endsWith('.') && isHostName(key.slice(0, -1))) return 'trailing-dot';
  const colon = key.lastIndexOf(':');
  if (colon < 0) return 'other';
  const [host, service] = [key.slice(0, colon), key.slice(colon + 1)];
  if (!isService(service)) return 'other';
  if (isIpv6(host)) return hexadecimal.test(service) ? 'other' : 'address';
  if (!isHostName(host)) return 'other';
  return isNumericDotted(host) ? numericKind(host) : 'domain-port';
}

/** What nearly all keys are, told at a glance: words between single dots and hyphens, the last one of letters alone. */
const plainDomain = /^(?:[a-z\d_]+[.-])+[a-z]+$/;

/** Digits and dots are an IPv4 address or nothing. */
function numericKind(host: string): KeyKind {
  const octets = host.split('.');
  return octets.length === 4 && octets.every((octet) => octet.length <= 3 && Number(octet) <= 255)
    ? 'address'
    : 'other';
}

/** A key under which no next-hop finds the entry; LMTP sockets have a path for a next-hop (postconf(5) lmtp_tls_policy_maps). */
export function isDeadKey(key: PolicyKey): boolean {
  const { kind } = key;
  return kind === 'wildcard' || kind === 'trailing-dot' || (kind === 'other' && !key.text.startsWith('/'));
}

function bracketedKind(key: string): KeyKind {
  const end = key.indexOf(']');
  if (end < 0) return 'other';
  const host = key.slice(1, end);
  const rest = key.slice(end + 1);
  if (rest !== '' && !(rest.startsWith(':') && isService(rest.slice(1)))) return 'other';
  if (isIpv6(host.replace(/^ipv6:/, ''))) return 'address';
  if (isNumericDotted(host)) return numericKind(host);
  if (!isHostName(host)) return 'other';
  return rest === '' ? 'host' : 'host-port';
}

/**
 * valid_utf8_hostname() of Postfix, numeric names left aside: labels of 1 to 63 letters, digits, `-` and `_` that neither
 * begin nor end with `-`, 255 characters at most. Letters outside ASCII are taken too, for U-labels; such a name is measured
 * as the A-labels that it stands for, as midna_domain_to_ascii() does.
 */
export function isHostName(name: string): boolean {
  if (name.length === 0 || name.length > longestText) return false;
  let label = 0;
  let highest = 0;
  let isTooLong = name.length > 255;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code === dot) {
      if (label === 0 || name.charCodeAt(index - 1) === hyphen) return false;
      label = 0;
      continue;
    }
    if (!isHostCode(code) || (code === hyphen && label === 0)) return false;
    if (++label > 63) isTooLong = true;
    if (code > highest) highest = code;
  }
  if (label === 0 || name.charCodeAt(name.length - 1) === hyphen) return false;
  if (highest < 0x80) return !isTooLong;
  return !unseen.test(name) && hasAsciiForm(name);
}

/** A name of decomposed letters may be longer than the A-labels that it comes to, but not by more than this. */
const longestText = 1024;

/**
 * Whether ICU, by which Postfix converts it, makes A-labels of a name within its limits: 63 for a label and 253 in all. As a next-hop
 * any other name ends smtp(8). ICU is not asked to look at joiners, and looks at hyphens as RFC 5891 (section 4.2.3.1) has them.
 */
function hasAsciiForm(name: string): boolean {
  if (/(?:^|\.)(?!xn--)..--/iu.test(name)) return false;
  const plain = name.replace(/[\u200c\u200d]/g, '');
  const ascii = domainToASCII(plain);
  const labels = (ascii === '' ? plain : ascii).split(anyDot);
  if (labels.join('.').length > 253 || labels.some((label) => label.length > 63 || /^(?:-|$)|-$/.test(label)))
    return false;
  return ascii !== '' || labels.every((label) => domainToASCII(label) !== '' || isOfBothDirections(label));
}

/** The full stop, and those of Chinese and Japanese that stand for it (UTS 46). */
const anyDot = /[.\u3002\uff0e\uff61]/;

/** A label whose letters are sound each by itself: ICU is not asked to look at the directions in which they are written, either. */
function isOfBothDirections(label: string): boolean {
  if (/^(?:xn--|\p{M})/iu.test(label)) return false;
  const letters = label.match(/./gsu) ?? [];
  return letters.every((letter) => domainToASCII(/\p{M}/u.test(letter) ? `a${letter}` : letter) !== '');
}

/**
 * What no name has (RFC 5892), though valid_hostname() takes it: spaces and invisible characters, the joiners of some
 * scripts left aside. A byte that is part of no UTF-8 sequence stands as a lone surrogate where none may get lost
 * (text/lossless.ts).
 */
const unseen = /[\p{Cs}\p{Z}]|(?![\u200c\u200d])\p{Cf}/u;

/** valid_hostname() without SMTPUTF8, as the values of attributes are checked: ASCII, and not digits alone. */
export function isAsciiHostName(name: string): boolean {
  return isHostName(name) && /^[\x21-\x7e]+$/.test(name) && !isNumericDotted(name);
}

const dot = 0x2e;
const hyphen = 0x2d;
const nine = 0x39;

function isHostCode(code: number): boolean {
  const isDigit = code >= 0x30 && code <= nine;
  const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return (
    isDigit || isLetter || code === hyphen || code === 0x5f || (code >= 0xa1 && code !== 0xfeff && code !== 0xfffd)
  );
}

function isNumericDotted(name: string): boolean {
  // A digit or dot at the end, without the price of a pattern for each name that ends in a letter.
  return name.charCodeAt(name.length - 1) <= nine && /^[\d.]+$/.test(name);
}

/** valid_ipv6_hostaddr() of Postfix (RFC 4291 section 2.2). */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isMapped = isNumericDotted(last) && last.includes('.') && numericKind(last) === 'address';
  const hexadecimals = isMapped ? groups.slice(0, -1) : groups;
  const count = groups.length + (isMapped ? 1 : 0);
  if (halves.length > 2 || (halves.length === 2 ? count > 7 : count !== 8)) return false;
  return hexadecimals.every((group) => /^[\da-f]{1,4}$/.test(group));
}

/** A group of an address that is no port. */
const hexadecimal = /^[\da-f]*[a-f][\da-f]*$/;

/** A port number, which is never 0, or a service name of services(5). */
function isService(text: string): boolean {
  if (/^\d+$/.test(text)) return Number(text) > 0 && Number(text) <= 65_535;
  return /^[\da-z][\da-z_-]*$/.test(text);
}
