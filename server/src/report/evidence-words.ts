import type { Cause } from '../probe/cause';
import type { DnsAnswer, DnssecStatus, TlsaRecord } from '../probe/dns/answer';
import type {
  AddressEvidence,
  Evidence,
  HostEvidence,
  JudgedTlsaRecord,
  NamedSession,
  PkixEvidence,
  TlsEvidence,
} from '../probe/evidence';
import { counted, t } from '../text/translate';
import type { Advice } from '../verdict/advice';
import { describeChainError } from '../verdict/chain-errors';
import type { Fact } from './fact';

/**
 * Facts of the evidence in words, the same for every format. What comes from the network is put in as it is: whoever
 * shows a sentence escapes it as a whole.
 */

/** The verdict in a few words, before all else. */
export function headline({ status, confirm }: Advice): Fact {
  if (status === 'none') return { tone: 'bad', text: t('nothing can be guaranteed') };
  if (status === 'untested') return { tone: 'untested', text: t('could not be tested') };
  return confirm.length === 0
    ? { tone: 'good', text: t('use this entry') }
    : {
        tone: 'good',
        text:
          confirm.length === 1
            ? t('use this entry, once its name is confirmed')
            : t('use this entry, once its names are confirmed'),
      };
}

export function describeConfirmation(confirm: readonly string[]): string {
  return confirm.length === 1
    ? t(
        'The name {0} came from plain DNS, which anybody on the way can forge: compare with what the domain or its mail provider publishes, then use the entry.',
        confirm.join(''),
      )
    : t(
        'The names {0} came from plain DNS, which anybody on the way can forge: compare with what the domain or its mail provider publishes, then use the entry.',
        confirm.join(', '),
      );
}

const statusWords: Readonly<Record<DnssecStatus, string>> = {
  secure: 'DNSSEC-secure',
  insecure: 'insecure (unsigned)',
  bogus: 'DNSSEC bogus',
  indeterminate: 'not validated',
};

export function describeStatus(status: DnssecStatus): string {
  return t(statusWords[status]);
}

/** An answer without its records: `DNSSEC-secure`, `none, DNSSEC-secure`, `lookup failed: no reply within 5 s`. */
export function describeAnswer({ outcome, status, cause, resolverView }: DnsAnswer): Fact {
  const why = cause ? `: ${cause.text}` : '';
  if (status === 'bogus') {
    const view = resolverView === undefined ? '' : t('; asked for its own opinion, {0}', resolverView.text);
    return { tone: 'bad', text: `${describeStatus(status)}${why}${view}` };
  }
  if (outcome === 'failed') return { tone: 'untested', text: t('lookup failed') + why };
  const tone = status === 'indeterminate' ? 'untested' : 'plain';
  const absence = { records: '', 'no-data': `${t('none')}, `, 'no-such-name': `${t('no such name')}, ` }[outcome];
  return { tone, text: `${absence}${describeStatus(status)}${why}` };
}

/** `a.example → b.example (insecure)`; null without aliases. */
export function describeAliases({ aliases }: DnsAnswer): string | null {
  if (aliases.length === 0) return null;
  return aliases.map(({ from, to, status }) => `${from} → ${to} (${describeStatus(status)})`).join(', ');
}

const routingWords: Readonly<Record<Evidence['routing'], string>> = {
  mx: 'by MX records',
  implicit: 'no MX record: the domain itself acts as mail host (RFC 5321 section 5.1)',
  bracketed: 'by the host in brackets, without an MX lookup',
  'null-mx': 'the domain takes no mail: null MX (RFC 7505)',
  'no-such-domain': 'the domain does not exist',
  unknown: 'unknown, since the lookup failed',
};

export function describeRouting({ routing }: Evidence): string {
  return t(routingWords[routing]);
}

/** What happened at one address: how far the dialogue came. */
export function describeOutcome(address: AddressEvidence): Fact {
  const why = address.cause ? `: ${address.cause.text}` : '';
  switch (address.outcome) {
    case 'tls':
      return { tone: 'plain', text: address.tls ? describeSession(address.tls) : 'STARTTLS' };
    case 'no-starttls':
      return {
        tone: 'bad',
        text: address.helo ? t('STARTTLS is not offered: the server knows HELO alone') : t('STARTTLS is not offered'),
      };
    case 'starttls-refused':
      return { tone: 'bad', text: t('STARTTLS is offered, then refused') + why };
    case 'tls-failed':
      return { tone: 'bad', text: t('the TLS handshake failed') + why };
    case 'untested':
      return { tone: 'untested', text: t('could not be tested') + why };
  }
}

export function describeSession({ protocol, cipher, serverName }: TlsEvidence): string {
  return `${protocol}, ${cipher}, ${serverName === null ? t('no SNI') : t('SNI {0}', serverName)}`;
}

/** Why there is no session as Postfix has it at the DANE levels. */
export function describeMissingSession({ text }: Cause): Fact {
  return { tone: 'untested', text: t('with the TLSA base domain as server name: could not be tested: {0}', text) };
}

/** What the server shows to clients that send the host's name, which an entry does by `servername=hostname`. */
export function describeNamedSession({ tls, hostTls, hostCause }: AddressEvidence): readonly Fact[] {
  if (hostTls) return [describeChainByName(hostTls, tls)];
  if (!hostCause) return [];
  return hostCause.id === 'handshake-failed'
    ? [{ tone: 'plain', text: t('with the host’s name as SNI the TLS handshake failed: {0}', hostCause.text) }]
    : [{ tone: 'untested', text: t('with the host’s name as SNI: could not be tested: {0}', hostCause.text) }];
}

/** What it shows to clients that send a name which an entry asks for by `servername=`. */
export function describeChosenName({ serverName, tls: own, cause }: NamedSession, { tls }: AddressEvidence): Fact {
  if (own) return describeChainByName(own, tls);
  const why = cause?.text ?? '';
  return cause?.id === 'handshake-failed'
    ? { tone: 'plain', text: t('with SNI {0} the TLS handshake failed: {1}', serverName, why) }
    : { tone: 'untested', text: t('with SNI {0}: could not be tested: {1}', serverName, why) };
}

function describeChainByName(own: TlsEvidence, without: TlsEvidence | undefined): Fact {
  const name = own.serverName ?? '';
  const isSame = without !== undefined && isSameChain(without, own);
  const text = isSame
    ? t('with SNI {0} the same certificate is shown', name)
    : t('with SNI {0} another certificate is shown', name);
  return { tone: 'plain', text };
}

export function isSameChain(first: TlsEvidence, second: TlsEvidence): boolean {
  const digests = ({ chain }: TlsEvidence) => chain.map(({ sha256 }) => sha256).join();
  return digests(first) === digests(second);
}

/** Whether the chain reaches the trust store; no fault where a TLSA record matches, since DANE doesn't ask for it. */
export function describePkix({ pkix, dane }: TlsEvidence): Fact {
  if (pkix.verdict === 'trusted') return { tone: 'good', text: describeTrusted(pkix) };
  const why = pkix.error === null ? '' : `: ${describeChainError(pkix.error)}`;
  return pkix.verdict === 'untrusted'
    ? { tone: dane?.verdict === 'matched' ? 'plain' : 'bad', text: t('chain is not trusted') + why }
    : { tone: 'untested', text: t('trust of the chain could not be tested') + why };
}

function describeTrusted({ root, store }: PkixEvidence): string {
  if (root === undefined) return t('chain is trusted');
  return store === undefined
    ? t('chain is trusted, by {0}', shortName(root))
    : t('chain is trusted, by {0} ({1})', shortName(root), store);
}

/** The common name of a subject, by which people know a CA. */
function shortName(subject: string): string {
  return /(?:^|, )CN=((?:\\,|[^,])+)/.exec(subject)?.[1] ?? subject;
}

/** Null unless Postfix would fail the handshake at every level that authenticates. */
export function describeSecurityLevel({ securityLevelOk }: TlsEvidence): Fact | null {
  if (securityLevelOk !== false) return null;
  return { tone: 'bad', text: t('too weak for the levels that authenticate: Postfix fails the handshake there') };
}

/** Whether the session authenticates, all in all: by DANE if TLSA records are in use, by the chain. */
export function describeAuthentication(tls: TlsEvidence): readonly Fact[] {
  return [describeSecurityLevel(tls), describeDane(tls), describePkix(tls)].filter((fact) => fact !== null);
}

/** Null where TLSA records are not in use. */
export function describeDane({ dane }: TlsEvidence): Fact | null {
  if (!dane) return null;
  if (dane.verdict === 'matched') {
    const where = dane.depth === null || dane.depth === 0 ? '' : ` ${t('at depth {0}', dane.depth)}`;
    const what = dane.record === null ? t('TLSA record matches') : t('TLSA record {0} matches', dane.record + 1);
    return { tone: 'good', text: what + where };
  }
  if (dane.verdict === 'untested') return { tone: 'untested', text: t('the TLSA match could not be tested') };
  return { tone: 'bad', text: t(daneFailures[dane.failure]) };
}

const daneFailures: Readonly<Record<NonNullable<TlsEvidence['dane']>['failure'], string>> = {
  none: 'no TLSA record matches',
  'no-match': 'no TLSA record matches',
  name: 'a DANE-TA record matches, but the certificate names another host',
  expired: 'a DANE-TA record matches, but a certificate is outside its validity',
  'no-usable-record': 'there is no usable TLSA record',
  'not-decided': 'the TLSA match is not decided',
};

/** `3 1 1 f00d…`, in the notation of RFC 6698 section 2.2; whole keys and certificates are shortened, digests never. */
export function describeTlsaRecord({ usage, selector, matchingType, data }: TlsaRecord): string {
  const shown = data.length > longestDigest ? `${data.slice(0, 64)}…` : data;
  return `${usage} ${selector} ${matchingType} ${shown}`;
}

/** Hexadecimal digits of SHA-512. */
const longestDigest = 128;

const unusableWords: Readonly<Record<NonNullable<JudgedTlsaRecord['unusable']>, string>> = {
  usage: 'unusable: certificate usages 0 and 1 have no meaning in SMTP (RFC 7672 section 3.1.3)',
  selector: 'unusable: unknown selector',
  'matching-type': 'unusable: unknown matching type',
  'digest-length': 'unusable: a digest of this length is impossible',
  data: 'unusable: the data is no certificate or key',
  agility: 'set aside: a stronger digest is published',
};

export function describeUsability({ usable, unusable }: JudgedTlsaRecord): string {
  return usable || unusable === null ? t('usable') : t(unusableWords[unusable]);
}

/** All TLSA facts of a host in one line. */
export function describeTlsa({ ipv4, ipv6, tlsa, tlsaBase, tlsaRecords }: HostEvidence): Fact {
  if (tlsaBase !== null) {
    const usable = tlsaRecords.filter((record) => record.usable).length;
    const all = counted(tlsaRecords.length, '1 record, DNSSEC-secure', '{0} records, DNSSEC-secure');
    return usable === 0
      ? { tone: 'bad', text: t('{0}, none usable', all) }
      : { tone: 'plain', text: t('{0}, {1} usable', all, usable) };
  }
  const worst = tlsa.map(({ answer }) => describeAnswer(answer)).find(({ tone }) => tone !== 'plain');
  if (worst) return worst;
  if (tlsa.length === 0) {
    const isInsecure = [ipv4, ipv6].some(({ outcome, status }) => outcome === 'records' && status !== 'secure');
    return {
      tone: 'plain',
      text: isInsecure ? t('not asked for: the addresses are not DNSSEC-secure') : t('not asked for'),
    };
  }
  const ignored = tlsa.find(({ answer }) => answer.outcome === 'records');
  return ignored
    ? { tone: 'plain', text: t('ignored, since {0}', describeStatus(ignored.answer.status)) }
    : { tone: 'plain', text: t('none') };
}

/** `valid until 2027-02-01 (69 days)`, by the time of the probe. */
export function describeExpiry(notAfter: string, notBefore: string, at: string): Fact {
  const now = Date.parse(at);
  const end = Date.parse(notAfter);
  const day = (date: string) => date.slice(0, 10);
  if (Number.isNaN(end) || Number.isNaN(now)) return { tone: 'untested', text: t('valid until {0}', notAfter) };
  if (now < Date.parse(notBefore)) return { tone: 'bad', text: t('not valid before {0}', day(notBefore)) };
  const days = Math.trunc((end - now) / millisecondsPerDay);
  if (end < now)
    return {
      tone: 'bad',
      text: t('expired on {0}, {1} before the probe', day(notAfter), counted(-days, '1 day', '{0} days')),
    };
  return { tone: 'plain', text: t('valid until {0} ({1})', day(notAfter), counted(days, '1 day', '{0} days')) };
}

const millisecondsPerDay = 86_400_000;
