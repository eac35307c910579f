import type { Evidence, HostEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import type { Advice } from '../verdict/advice';
import { codeBlock, codeSpan, prose, wholeText } from './escape';
import { announcementSections } from './evidence-announced';
import { hostSection, transcripts } from './evidence-host';
import { listUntested } from './evidence-untested';
import {
  describeAliases,
  describeAnswer,
  describeAuthentication,
  describeConfirmation,
  describeExpiry,
  describeOutcome,
  describeRouting,
  describeTlsa,
  headline,
} from './evidence-words';
import { type Fact, marks, told } from './fact';
import { blocks, bullets, numbered, table } from './markdown';
import { type OwnVerdict, ownVerdictSection } from './own-verdict';
import { letterLanguages, receiverLetters } from './receiver-letter';

/**
 * The readable report of one probe, as Markdown: what Postfix does with the entry that stands there, where there is one; the verdict and the line to use, why, what else would hold and at which
 * cost; then all that was seen: hosts and addresses, certificates and TLSA records, MTA-STS, what the servers said; last what could
 * not be tested. Nothing from the network reaches it unescaped.
 */
export function evidenceMarkdown(evidence: Evidence, advice: Advice, own: OwnVerdict | null = null): string {
  return `${blocks(
    `# ${codeSpan(evidence.nextHop)}`,
    own === null ? '' : ownVerdictSection(own),
    adviceSection(advice),
    routingSection(evidence),
    ...evidence.hosts.map((host) => hostSection(host, evidence.finishedAt)),
    announcementSections(evidence),
    transcriptSection(evidence),
    letterSection(evidence, advice),
    vantageSection(evidence),
    untestedSection(evidence),
  )}\n`;
}

/** What the servers said, as it came. */
function transcriptSection({ hosts }: Evidence): string {
  const said = blocks(...hosts.map(transcripts));
  return said === '' ? '' : blocks(t('## Transcript'), said);
}

/** What stayed open; `level` is that of its heading. */
export function untestedSection(evidence: Evidence, level: 2 | 3 = 2): string {
  const untested = listUntested(evidence);
  return untested.length === 0
    ? ''
    : blocks(`${'#'.repeat(level)} ${t('What could not be tested')}`, bullets(untested.map((each) => prose(each))));
}

/** The verdict, the line, the reasons and the runners-up; `level` is that of its headings. */
export function adviceSection(advice: Advice, level: 2 | 3 = 2): string {
  const heading = (text: string) => `${'#'.repeat(level)} ${text}`;
  const { tone, text } = headline(advice);
  const { entry, comment, confirm, reasons, runnersUp } = advice;
  return blocks(
    `**${marks[tone]} ${text.charAt(0).toUpperCase()}${text.slice(1)}**`,
    entry === null
      ? ''
      : codeBlock([...(comment === null ? [] : [comment]), entry], { info: 'postfix-tls-policy', limit: wholeText }),
    confirm.length === 0 ? '' : prose(describeConfirmation(confirm)),
    reasons.length === 0 ? '' : blocks(heading(t('Why')), numbered(reasons.map((reason) => prose(reason.text)))),
    runnersUp.length === 0 ? '' : blocks(heading(t('Other entries, and what they cost')), runnersUpTable(runnersUp)),
  );
}

function runnersUpTable(runnersUp: Advice['runnersUp']): string {
  const rows = runnersUp.map(({ entry, reasons }) => [
    codeSpan(entry, { inTable: true, limit: wholeText }),
    reasons.map((reason) => prose(reason.text, { inTable: true })).join('<br>'),
  ]);
  return table([t('Entry'), t('Cost')], rows);
}

function routingSection(evidence: Evidence): string {
  const { mx, hosts } = evidence;
  const aliases = mx && describeAliases(mx);
  return blocks(
    t('## What was seen'),
    bullets([
      t('Mail hosts: {0}', prose(describeRouting(evidence))),
      ...(mx ? [t('MX lookup of {0}: {1}', codeSpan(mx.name), told(describeAnswer(mx)))] : []),
      ...(aliases === null ? [] : [t('Alias: {0}', prose(aliases))]),
    ]),
    hosts.length === 0
      ? ''
      : table(
          [t('MX host'), t('Addresses'), 'TLSA', t('Certificate')],
          hosts.map((host) => hostRow(host, evidence.finishedAt)),
        ),
  );
}

function hostRow(host: HostEvidence, at: string): readonly string[] {
  return [
    codeSpan(host.name, { inTable: true }),
    cell(host.addresses.map((address) => ({ tone: describeOutcome(address).tone, text: address.address }))),
    told(describeTlsa(host), true),
    cell(certificateFacts(host, at)),
  ];
}

/** Each different fact once: the addresses of a host mostly agree. */
function cell(facts: readonly Fact[]): string {
  return [...new Set(facts.map((fact) => told(fact, true)))].join('<br>') || '—';
}

function certificateFacts({ addresses }: HostEvidence, at: string): readonly Fact[] {
  return addresses.flatMap((address) => {
    const session = address.daneTls ?? address.tls;
    if (!session) return [describeOutcome(address)];
    const [own] = session.chain;
    const expiry = own ? [describeExpiry(own.notAfter, own.notBefore, at)] : [];
    return [...describeAuthentication(session), ...expiry];
  });
}

/** What to send to whom, where others have to do something first. */
export function letterSection(evidence: Evidence, { requests = [] }: Advice, level: 2 | 3 = 2): string {
  if (requests.length === 0) return '';
  const letters = letterLanguages.flatMap((language) => receiverLetters(evidence, requests, language));
  return blocks(
    `${'#'.repeat(level)} ${t('A text to send')}`,
    ...letters.flatMap(({ to, subject, lines }) => [
      t('To {0}:', codeSpan(to)),
      codeBlock([subject, '', ...lines], { limit: 2_000 }),
    ]),
  );
}

function dnssecLine({ dnssecProblem }: Evidence['vantage']): string {
  if (dnssecProblem === undefined) return t('DNSSEC was validated here, not by the resolver');
  return `${marks.untested} ${t('DNSSEC can’t be proven over it: {0}', prose(dnssecProblem.text))}`;
}

function vantageSection({ startedAt, finishedAt, vantage }: Evidence): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const took = Number.isFinite(seconds) ? `, ${t('took {0} s', seconds.toFixed(1))}` : '';
  return blocks(
    t('## How it was measured'),
    bullets([
      t('When: {0}', prose(`${startedAt.slice(0, 19).replace('T', ' ')} UTC`)) + took,
      ...(vantage.label === undefined ? [] : [t('From: {0}', prose(vantage.label))]),
      t('Resolver: {0}; {1}', codeSpan(vantage.resolver), dnssecLine(vantage)),
      t('Route: {0}', prose(vantage.route)),
      t('Trust store: {0}', prose(vantage.trustStore)),
      t('TLS library: {0}', prose(vantage.tlsLibrary)),
    ]),
  );
}
