import type { DnsAnswer } from '../probe/dns/answer';
import type { AddressEvidence, HostEvidence, SmtpReply, TlsEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { codeBlock, codeSpan, prose } from './escape';
import { certificateTable } from './evidence-certificate';
import { deepSection } from './evidence-deep';
import {
  describeAliases,
  describeAnswer,
  describeAuthentication,
  describeChosenName,
  describeMissingSession,
  describeNamedSession,
  describeOutcome,
  describeTlsa,
  describeTlsaRecord,
  describeUsability,
  isSameChain,
} from './evidence-words';
import { marks, told } from './fact';
import { blocks, bullets, table } from './markdown';

/** All that was seen of one MX host but its words, as a Markdown section. */
export function hostSection(host: HostEvidence, at: string): string {
  const preference = host.preference === null ? '' : `, ${t('preference {0}', host.preference)}`;
  return blocks(
    `### ${codeSpan(host.name)}${preference}`,
    bullets([
      addressLine('IPv4', host.ipv4),
      addressLine('IPv6', host.ipv6),
      `TLSA: ${told(describeTlsa(host))}${host.tlsaBase === null ? '' : `, ${t('at {0}', codeSpan(host.tlsaBase))}`}`,
    ]),
    tlsaTable(host),
    ...host.addresses.map((address) => addressSection(address, at)),
    deepSection(host),
  );
}

function addressLine(family: string, answer: DnsAnswer<'A' | 'AAAA'>): string {
  const addresses = answer.records.map((address) => codeSpan(address)).join(', ');
  const fact = told(describeAnswer(answer));
  const aliases = describeAliases(answer);
  return `${family}: ${addresses === '' ? fact : `${addresses}, ${fact}`}${aliases === null ? '' : `, ${t('by CNAME {0}', prose(aliases))}`}`;
}

function tlsaTable({ tlsaRecords, addresses }: HostEvidence): string {
  if (tlsaRecords.length === 0) return '';
  const matching = new Set(addresses.flatMap(({ tls, daneTls }) => [matchOf(daneTls), matchOf(tls)]));
  const rows = tlsaRecords.map((record, index) => [
    String(index + 1),
    codeSpan(describeTlsaRecord(record), { inTable: true }),
    matching.has(index) ? `${marks.good} ${t('matches')}` : prose(describeUsability(record), { inTable: true }),
  ]);
  return table(['#', t('TLSA record'), ''], rows);
}

function matchOf(tls: TlsEvidence | undefined): number | null {
  return tls?.dane?.verdict === 'matched' ? tls.dane.record : null;
}

function addressSection(address: AddressEvidence, at: string): string {
  const { seenAt, tls, daneTls, daneCause, hostTls, named = [] } = address;
  const facts = [
    ...(seenAt === undefined
      ? []
      : [t('Seen at {0}, and not asked again', prose(`${seenAt.slice(0, 16).replace('T', ' ')} UTC`))]),
    tls ? sessionLine(tls, t('as at the levels verify and secure')) : told(describeOutcome(address)),
    ...(daneTls ? [sessionLine(daneTls, t('as at the DANE levels'))] : []),
    ...(daneCause ? [told(describeMissingSession(daneCause))] : []),
    ...(hostTls ? [sessionLine(hostTls, t('as with servername=hostname'))] : []),
    ...describeNamedSession(address).map((fact) => told(fact)),
    ...named.flatMap((each) => [
      ...(each.tls ? [sessionLine(each.tls, t('as with servername={0}', codeSpan(each.serverName)))] : []),
      told(describeChosenName(each, address)),
    ]),
  ];
  return blocks(
    `#### ${t('{0}, port {1}', codeSpan(address.address), address.port)}`,
    bullets(facts),
    tls ? certificateTable(tls.chain, at) : '',
    ...[daneTls, hostTls, ...named.map((each) => each.tls)].map((session) => namedChain(session, tls, at)),
  );
}

/** What each of its servers said, in the order in which they were asked; empty where none said anything. */
export function transcripts({ name, addresses }: HostEvidence): string {
  return blocks(
    ...addresses.map((address) => {
      const said = transcript(address);
      return said === ''
        ? ''
        : blocks(t('{0}, port {1}', `${codeSpan(name)} ${codeSpan(address.address)}`, address.port), said);
    }),
  );
}

/** The chain of a session with a server name; empty where it is the same as without. */
function namedChain(named: TlsEvidence | undefined, tls: TlsEvidence | undefined, at: string): string {
  if (!named || (tls && isSameChain(tls, named))) return '';
  return blocks(t('With the server name {0}:', codeSpan(named.serverName ?? '')), certificateTable(named.chain, at));
}

/** Protocol, chain and TLSA match of a session. */
function sessionLine(tls: TlsEvidence, occasion: string): string {
  const sni = tls.serverName === null ? t('without SNI') : t('with SNI {0}', codeSpan(tls.serverName));
  const facts = describeAuthentication(tls).map((fact) => told(fact));
  const { protocol, cipher, keyExchange } = tls;
  const how = [protocol, cipher, ...(keyExchange === undefined ? [] : [keyExchange])].join(', ');
  return `${prose(how)}, ${sni} (${occasion}): ${facts.join('; ')}`;
}

function transcript({ greeting, ehlo, helo, startTls }: AddressEvidence): string {
  const lines = [
    ...replyLines(greeting),
    ...(ehlo ? ['> EHLO …', ...replyLines(ehlo)] : []),
    ...(helo ? ['> HELO …', ...replyLines(helo)] : []),
    ...(startTls ? ['> STARTTLS', ...replyLines(startTls)] : []),
  ];
  return lines.length === 0 ? '' : codeBlock(lines, { info: 'smtp' });
}

/** Lines of a reply that are shown; a report is to be read. */
const shownLines = 40;

function replyLines(reply: SmtpReply | undefined): readonly string[] {
  if (!reply) return [];
  const { code, lines } = reply;
  const shown = lines.slice(0, shownLines);
  const last = lines.length - 1;
  return [
    ...shown.map((line, index) => (/^\d{3}[ -]/.test(line) ? line : `${code}${index < last ? '-' : ' '}${line}`)),
    ...(lines.length > shownLines ? [t('… and {0} more lines', lines.length - shownLines)] : []),
  ];
}
