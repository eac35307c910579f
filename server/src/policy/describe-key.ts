import { codeSpan } from '../text/escape';
import { numbered, paragraphs } from '../text/markdown';
import { t } from '../text/translate';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor } from './find';
import type { KeyKind, PolicyKey } from './key';
import { lookupKeys } from './lookup';

/** Which next-hops an entry serves, which keys Postfix tries for them, and which other entries of the file matter. */
export function describeKey(document: PolicyDocument, entry: PolicyEntry): string {
  const { key, dropped } = entry;
  return paragraphs([
    serves[key.kind](codeSpan(key.text), key),
    dropped === null || dropped === 'missing-value' ? '' : t('Postfix drops this line.'),
    tries(document, key),
    sameKey(document, entry),
    parent(document, key),
  ]);
}

function exactly(shown: string): string {
  return t('Serves the next-hop {0}, written exactly so, and no other. Postfix asks for no parent of it.', shown);
}

const serves: Readonly<Record<KeyKind, (shown: string, key: PolicyKey) => string>> = {
  domain: (shown, { text }) =>
    t(
      'Serves the next-hop {0}: mail to that domain, unless a relayhost or a transport names another next-hop. It serves neither the names below it ({1} does) nor {2} or {3}.',
      shown,
      codeSpan(`.${text}`),
      codeSpan(`[${text}]`),
      codeSpan(`${text}:25`),
    ),
  parent: (shown, { text }) =>
    t(
      'Serves every next-hop below {0}, at any depth, that has no closer entry; not {0} itself.',
      codeSpan(text.slice(1)),
    ),
  host: (shown) => `${exactly(shown)} ${t('The brackets say: no MX lookup.')}`,
  'host-port': exactly,
  'domain-port': exactly,
  address: exactly,
  wildcard: (shown) => t('Serves nothing: no next-hop has a `*`, and so nobody asks for {0}.', shown),
  'trailing-dot': (shown) =>
    t('Serves no ordinary mail: Postfix takes the dot off recipient domains, and never asks for {0}.', shown),
  pattern: () =>
    t(
      'A pattern. Postfix tries the patterns in their order with the next-hop, then with `.parent` for each of its parents; the first that matches wins.',
    ),
  other: (shown, { text }) =>
    text.startsWith('/')
      ? t('Serves the next-hop {0}: an LMTP socket has its path for a next-hop.', shown)
      : t(
          'Serves nothing: {0} is neither a domain, nor a host in brackets, nor an address, and so no next-hop.',
          shown,
        ),
};

/** The keys in the order in which Postfix asks for them, each with what this file has for it. */
function tries(document: PolicyDocument, { kind, folded }: PolicyKey): string {
  if (kind !== 'domain' && kind !== 'parent') return '';
  const nextHop = kind === 'parent' ? `host${folded}` : folded;
  const keys = lookupKeys(nextHop).map(
    (key) => codeSpan(key) + (key === folded ? ` ${t('(this entry)')}` : found(document, key)),
  );
  return `${t('For the next-hop {0} Postfix asks for these keys, and the first that it finds wins:', codeSpan(nextHop))}\n\n${numbered(keys)}`;
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
  return index === 0
    ? t(
        'Entry {0} of {1} with this key: in an indexed table this one wins; as `texthash:` the whole table is unusable.',
        index + 1,
        same.length,
      )
    : t(
        'Entry {0} of {1} with this key: in an indexed table the first one wins, not this one; as `texthash:` the whole table is unusable.',
        index + 1,
        same.length,
      );
}

/** What would hold without the entry. */
function parent(document: PolicyDocument, { kind, folded }: PolicyKey): string {
  if (kind !== 'domain' && kind !== 'parent') return '';
  const nextHop = kind === 'parent' ? `host${folded}` : folded;
  const farther = lookupKeys(nextHop).slice(lookupKeys(nextHop).indexOf(folded) + 1);
  for (const key of farther) {
    const entry = stored(document, key);
    if (entry !== null)
      return t('Without it {0} would apply: {1}.', codeSpan(key), codeSpan(entry.value.level?.text ?? ''));
  }
  return t('Without it `smtp_tls_security_level` would apply, as far as this file goes.');
}
