import { codeSpan } from '../text/escape';
import { numbered, paragraphs } from '../text/markdown';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor } from './find';
import type { KeyKind, PolicyKey } from './key';
import { lookupKeys } from './lookup';

/** Which next-hops an entry serves, which keys Postfix tries for them, and which other entries of the file matter. */
export function describeKey(document: PolicyDocument, entry: PolicyEntry): string {
  const { key, dropped } = entry;
  return paragraphs([
    serves[key.kind](codeSpan(key.text), key),
    dropped === null || dropped === 'missing-value' ? '' : 'Postfix drops this line.',
    tries(document, key),
    sameKey(document, entry),
    parent(document, key),
  ]);
}

const exactly = (shown: string): string =>
  `Serves the next-hop ${shown}, written exactly so, and no other. Postfix asks for no parent of it.`;

const serves: Readonly<Record<KeyKind, (shown: string, key: PolicyKey) => string>> = {
  domain: (shown, { text }) =>
    `Serves the next-hop ${shown}: mail to that domain, unless a relayhost or a transport names another next-hop. It serves neither the names below it (${codeSpan(`.${text}`)} does) nor ${codeSpan(`[${text}]`)} or ${codeSpan(`${text}:25`)}.`,
  parent: (shown, { text }) =>
    `Serves every next-hop below ${codeSpan(text.slice(1))}, at any depth, that has no closer entry; not ${codeSpan(text.slice(1))} itself.`,
  host: (shown) => `${exactly(shown)} The brackets say: no MX lookup.`,
  'host-port': exactly,
  'domain-port': exactly,
  address: exactly,
  wildcard: (shown) => `Serves nothing: no next-hop has a \`*\`, and so nobody asks for ${shown}.`,
  'trailing-dot': (shown) =>
    `Serves no ordinary mail: Postfix takes the dot off recipient domains, and never asks for ${shown}.`,
  pattern: () =>
    'A pattern. Postfix tries the patterns in their order with the next-hop, then with `.parent` for each of its parents; the first that matches wins.',
  other: (shown, { text }) =>
    text.startsWith('/')
      ? `Serves the next-hop ${shown}: an LMTP socket has its path for a next-hop.`
      : `Serves nothing: ${shown} is neither a domain, nor a host in brackets, nor an address, and so no next-hop.`,
};

/** The keys in the order in which Postfix asks for them, each with what this file has for it. */
function tries(document: PolicyDocument, { kind, folded }: PolicyKey): string {
  if (kind !== 'domain' && kind !== 'parent') return '';
  const nextHop = kind === 'parent' ? `host${folded}` : folded;
  const keys = lookupKeys(nextHop).map(
    (key) => `${codeSpan(key)}${key === folded ? ' (this entry)' : found(document, key)}`,
  );
  return `For the next-hop ${codeSpan(nextHop)} Postfix asks for these keys, and the first that it finds wins:\n\n${numbered(keys)}`;
}

function found(document: PolicyDocument, key: string): string {
  const entry = stored(document, key);
  return entry === null ? '' : `: ${codeSpan(entry.value.level?.text ?? '')}`;
}

function stored(document: PolicyDocument, key: string): PolicyEntry | null {
  return entriesFor(document, key).find(({ dropped }) => dropped === null) ?? null;
}

function sameKey(document: PolicyDocument, entry: PolicyEntry): string {
  if (entry.key.kind === 'pattern') return '';
  const same = entriesFor(document, entry.key.folded).filter(({ dropped }) => dropped === null);
  const index = same.findIndex(({ line }) => line.span.start === entry.line.span.start);
  if (same.length < 2 || index < 0) return '';
  const wins = index === 0 ? 'this one wins' : 'the first one wins, not this one';
  return `Entry ${index + 1} of ${same.length} with this key: in an indexed table ${wins}; as \`texthash:\` the whole table is unusable.`;
}

/** What would hold without the entry. */
function parent(document: PolicyDocument, { kind, folded }: PolicyKey): string {
  if (kind !== 'domain' && kind !== 'parent') return '';
  const nextHop = kind === 'parent' ? `host${folded}` : folded;
  const farther = lookupKeys(nextHop).slice(lookupKeys(nextHop).indexOf(folded) + 1);
  for (const key of farther) {
    const entry = stored(document, key);
    if (entry !== null) return `Without it ${codeSpan(key)} would apply: ${codeSpan(entry.value.level?.text ?? '')}.`;
  }
  return 'Without it `smtp_tls_security_level` would apply, as far as this file goes.';
}
