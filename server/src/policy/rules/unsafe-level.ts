import type { SecurityLevel } from '../../postfix/levels';
import { t } from '../../text/translate';
import { isInForce, type PolicyEntryRule } from './rule';

type UnsafeLevel = Extract<SecurityLevel, 'none' | 'may' | 'encrypt' | 'verify'>;

interface Words {
  readonly title: string;
  readonly message: string;
  readonly docs: string;
  readonly bad: string;
}

const whatInstead =
  "Better, in this order: `dane` where the domain's MX hosts have DNSSEC-secure TLSA records that match; `secure`, with\n`match=` where the certificates carry the name of a mail provider. A probe of the domain tells which of them holds today.";

const words: Readonly<Record<UnsafeLevel, Words>> = {
  none: {
    title: 'Level none sends mail in the clear',
    message:
      'Level none: Postfix never sends STARTTLS, and everybody on the way can read and change the mail. Write dane or secure, or delete the entry for the level of main.cf.',
    docs: `At level \`none\` Postfix does not use TLS even where the server offers it. Everybody on the way can read and change the mail.
It is meant for a server whose TLS is broken, as an exception for as long as that lasts; \`may\` is enough for most of these.`,
    bad: 'example.org none\n',
  },
  may: {
    title: 'Level may falls back to clear text',
    message:
      'Level may: Postfix checks no certificate, and without STARTTLS, or after failed handshakes, it sends the mail in the clear; whoever sits on the way can bring that about. Write dane or secure.',
    docs: `At level \`may\` Postfix uses TLS if the server offers it. Whoever sits on the way can remove the offer, and the mail goes out in
the clear at once; after a failed handshake it does so when the message has waited for \`minimal_backoff_time\` (300 s). No certificate is
checked. As an entry it often makes a destination weaker than \`smtp_tls_security_level\` would.`,
    bad: 'example.org may\n',
  },
  encrypt: {
    title: 'Level encrypt takes any certificate',
    message:
      'Level encrypt: TLS is required but any certificate will do, so a server that poses as the right one gets the mail (forged MX record, redirected route); it also switches DANE off for this destination. Write dane or secure.',
    docs: `At level \`encrypt\` Postfix insists on TLS and takes every certificate. That helps against those who only listen. Whoever forges the
MX record or redirects the route shows a certificate of his own and gets the mail. Under \`smtp_tls_security_level = dane\` the entry
even makes a destination weaker: DANE is switched off for it.`,
    bad: 'example.org encrypt\n',
  },
  verify: {
    title: 'Level verify trusts a name from DNS',
    message:
      'Level verify: the certificate must carry the name of the MX host, and that name comes from DNS; a forged MX record brings its own name with a valid certificate. Write secure (with match= where the certificate names a provider), or dane.',
    docs: `At level \`verify\` the certificate must be trusted and carry the name of the MX host (\`smtp_tls_verify_cert_match = hostname\`).
The name of the MX host comes from DNS: who forges the MX record writes the name of a host of his own, with a valid certificate for
it, and gets the mail. \`secure\` checks names that come from the next-hop or from the entry itself. The finding is silent where
\`match=\` is given without the word \`hostname\`: then \`verify\` checks the same names as \`secure\`.`,
    bad: 'example.org verify\n',
  },
};

function unsafeLevel(level: UnsafeLevel): PolicyEntryRule {
  const { title, docs, bad } = words[level];
  return {
    id: `unsafe-level-${level}`,
    scope: 'node',
    title,
    severity: 'warning',
    since: '0.1.0',
    fix: 'none',
    docs: `${docs}\n\n${whatInstead}`,
    bad: [{ text: bad }],
    good: [{ text: 'example.org dane\n' }, { text: 'example.org secure match=.mx.example.net\n' }],
    check(entry, _document, report) {
      const { value } = entry.value;
      if (value?.level !== level || !isInForce(entry) || entry.value.level === null) return;
      if (level === 'verify' && namesAreChosen(value.attributes)) return;
      report({ span: entry.value.level.span, message: t(words[level].message) });
    },
  };
}

/** Whether match= replaces the default and keeps the name of the MX host out. */
function namesAreChosen(attributes: readonly { readonly name: string; readonly value: string }[]): boolean {
  const elements = attributes
    .filter(({ name }) => name === 'match')
    .flatMap(({ value }) => value.toLowerCase().split(':'));
  return elements.length > 0 && !elements.includes('hostname');
}

export const unsafeLevels: readonly PolicyEntryRule[] = (['none', 'may', 'encrypt', 'verify'] as const).map(
  unsafeLevel,
);
