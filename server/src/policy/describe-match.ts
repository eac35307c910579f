import { codeSpan } from '../text/escape';
import { t } from '../text/translate';
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
      return t('{0}: a certificate with this very name, or with a wildcard in the place of its first label.', shown);
    case 'suffix':
      return t(
        '{0}: every name below at any depth, and a certificate for {1}, but not {2} itself.',
        shown,
        codeSpan(`*${element.text}`),
        codeSpan(element.text.slice(1)),
      );
    case 'wildcard':
      return t(
        '{0}: only a certificate that carries this very wildcard. {1} takes every name below.',
        shown,
        codeSpan(element.text.slice(1)),
      );
    case 'never':
      return `${t(whyNever[element.because], shown)} ${t('Without another name that matches, mail is deferred.')}`;
  }
}

type Word = (MatchElement & { readonly kind: 'word' })['word'];

const words: Readonly<Record<Word, (host: string | null, kind: PolicyEntry['key']['kind']) => string>> = {
  nexthop: (host) =>
    host === null
      ? t('`nexthop`: the next-hop, without brackets and port.')
      : t('`nexthop`: here {0}, the next-hop without brackets and port.', codeSpan(host)),
  'dot-nexthop': (host) =>
    host === null
      ? t('`dot-nexthop`: every name below the next-hop, at any depth.')
      : t(
          '`dot-nexthop`: here {0}, every name below at any depth, and a certificate for {1}.',
          codeSpan(`.${host}`),
          codeSpan(`*.${host}`),
        ),
  hostname: (host, kind) =>
    host !== null && (kind === 'host' || kind === 'host-port')
      ? t('`hostname`: here {0}, the host that the next-hop names.', codeSpan(host))
      : t('`hostname`: the name of the MX host. DNS chose it, so whoever forges the MX record chooses it, too.'),
};

const whyNever: Readonly<Record<WhyNever, string>> = {
  separator: '{0}: no certificate carries such a name (elements are separated by colons).',
  misspelt: '{0}: no certificate carries such a name (a misspelt word).',
  wildcard: '{0}: no certificate carries such a name (a star stands for the first label only).',
  dot: '{0}: no certificate carries such a name.',
  address: '{0}: no certificate carries such a name (only DNS names are compared).',
  'trailing-dot': '{0}: no certificate carries such a name (it ends in a dot).',
  'no-name': '{0}: no certificate carries such a name.',
};

/** The next-hop without brackets and port; null where the entry serves many. */
function hostOf(text: string, kind: PolicyEntry['key']['kind']): string | null {
  if (kind === 'domain') return text;
  if (kind === 'domain-port') return text.slice(0, text.indexOf(':'));
  return kind === 'host' || kind === 'host-port' ? text.slice(1, text.indexOf(']')) : null;
}
