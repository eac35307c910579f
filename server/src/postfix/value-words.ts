import type { ValueGrammar } from './attributes';

/** What the words of an attribute's value mean, one sentence each; by the attribute's name. */
const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  match: {
    nexthop: 'The next-hop, without brackets and port.',
    'dot-nexthop': 'Any name below the next-hop, at any depth.',
    hostname: 'The name of the MX host. Plain DNS chose it, so a forged MX record passes.',
  },
  servername: {
    hostname: 'The name of the MX host.',
    nexthop: 'The next-hop, without brackets and port.',
  },
  ciphers: {
    high: 'Strong ciphers only.',
    medium: 'What Postfix uses by default.',
    low: 'Outdated: recent releases take it as medium.',
    export: 'Outdated: recent releases take it as medium.',
    null: 'Authentication without encryption.',
  },
  connection_reuse: {
    yes: 'Several messages may go over one TLS connection, by way of tlsproxy(8).',
    no: 'Each connection carries what one delivery takes.',
  },
  enable_rpk: {
    yes: 'Asks for a raw public key: write digests of public keys, for there may be no certificate.',
    no: 'Asks for a certificate.',
  },
  policy_type: {
    sts: 'The policy came from MTA-STS.',
    'no-policy-found': 'The plugin found no policy.',
  },
  policy_ttl: {
    '86400': 'One day in seconds.',
    '604800': 'One week in seconds.',
    '2419200': 'Four weeks in seconds.',
  },
  policy_failure: {
    'sts-policy-fetch-error': 'The MTA-STS policy could not be fetched.',
    'sts-policy-invalid': 'The MTA-STS policy could not be read.',
    'sts-webpki-invalid': 'The certificate of the MTA-STS host could not be verified.',
    'validation-failure': 'Another failure.',
  },
};

const protocolRows = [
  {
    word: '>=TLSv1.2',
    summary: 'TLS 1.2 and newer. Postfix 3.6 and newer; before that, write !SSLv2:!SSLv3:!TLSv1:!TLSv1.1.',
  },
  { word: '>=TLSv1.3', summary: 'TLS 1.3 only, as long as nothing newer exists. Postfix 3.6 and newer.' },
  { word: '>=TLSv1', summary: 'What Postfix 3.6 and newer allow by default.' },
  { word: '!SSLv2', summary: 'Without SSL 2.' },
  { word: '!SSLv3', summary: 'Without SSL 3.' },
  { word: '!TLSv1', summary: 'Without TLS 1.0.' },
  { word: '!TLSv1.1', summary: 'Without TLS 1.1.' },
] as const;

/** A word that may stand in an attribute's value, and one sentence about it. */
export interface ValueWord {
  readonly word: string;
  readonly summary: string;
}

/** The words that the value of an attribute may be made of, in the order in which they are offered; none for most. */
export function valueWords(attribute: string, kind: ValueGrammar['kind']): readonly ValueWord[] {
  if (kind === 'protocols') return protocolRows;
  if (!Object.hasOwn(meanings, attribute)) return [];
  return Object.entries(meanings[attribute] ?? {}).map(([word, summary]) => ({ word, summary }));
}

/** What the value of an attribute of this kind holds, to go on a sentence. */
export const grammarTexts: Readonly<Record<ValueGrammar['kind'], string>> = {
  words: 'one of the words below',
  protocols: 'a bound such as `>=TLSv1.2` (Postfix 3.6 and newer), or names and `!names` with colons between them',
  'cipher-names': 'names of OpenSSL ciphers with colons between them, without `!`, `+`, `-` or `@` in front',
  match:
    'names and the words below with colons between them, at level `fingerprint` digests in hexadecimal with `|` between them',
  path: 'the path of a file with certificates or public keys in PEM format',
  'server-name': 'a host name in ASCII, or one of the words below, in lower case',
  digits: 'digits',
  'host-name': 'a host name',
  text: 'text; with blanks or commas the attribute stands in braces, `{ name = value }`',
};
