import { codeSpan } from '../text/escape';
import type { PolicyEntry } from './document';
import type { MatchElement, WhyNever } from './rules/match-element';

/** What Postfix makes of an element of `match=` for the next-hops of this entry (add_namechecks() of tls_client.c). */
export function describeMatchElement({ key }: PolicyEntry, element: MatchElement): string {
  const shown = codeSpan(element.text);
  switch (element.kind) {
    case 'word':
      return words[element.word](hostOf(key.text, key.kind), key.kind);
    case 'name':
    case 'label':
      return `${shown}: a certificate with this very name, or with a wildcard in the place of its first label.`;
    case 'suffix':
      return `${shown}: ${below(element.text)}, but not ${codeSpan(element.text.slice(1))} itself.`;
    case 'wildcard':
      return `${shown}: only a certificate that carries this very wildcard. ${codeSpan(element.text.slice(1))} takes every name below.`;
    case 'never':
      return `${shown}: no certificate carries such a name${whyNever[element.because]}. Without another name that matches, mail is deferred.`;
  }
}

type Word = (MatchElement & { readonly kind: 'word' })['word'];

const words: Readonly<Record<Word, (host: string | null, kind: PolicyEntry['key']['kind']) => string>> = {
  nexthop: (host) =>
    host === null
      ? '`nexthop`: the next-hop, without brackets and port.'
      : `\`nexthop\`: here ${codeSpan(host)}, the next-hop without brackets and port.`,
  'dot-nexthop': (host) =>
    host === null
      ? '`dot-nexthop`: every name below the next-hop, at any depth.'
      : `\`dot-nexthop\`: here ${codeSpan(`.${host}`)}, ${below(`.${host}`)}.`,
  hostname: (host, kind) =>
    host !== null && (kind === 'host' || kind === 'host-port')
      ? `\`hostname\`: here ${codeSpan(host)}, the host that the next-hop names.`
      : '`hostname`: the name of the MX host. DNS chose it, so whoever forges the MX record chooses it, too.',
};

const whyNever: Readonly<Record<WhyNever, string>> = {
  separator: ' (elements are separated by colons)',
  misspelt: ' (a misspelt word)',
  wildcard: ' (a star stands for the first label only)',
  dot: '',
  address: ' (only DNS names are compared)',
  'trailing-dot': ' (it ends in a dot)',
  'no-name': '',
};

function below(suffix: string): string {
  return `every name below at any depth, and a certificate for ${codeSpan(`*${suffix}`)}`;
}

/** The next-hop without brackets and port; null where the entry serves many. */
function hostOf(text: string, kind: PolicyEntry['key']['kind']): string | null {
  if (kind === 'domain') return text;
  if (kind === 'domain-port') return text.slice(0, text.indexOf(':'));
  return kind === 'host' || kind === 'host-port' ? text.slice(1, text.indexOf(']')) : null;
}
