import type { Evidence, HostEvidence, TlsEvidence, WeaknessEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { describeMtaSts, describeTlsRpt } from './announcement-words';
import { visible, wholeText } from './escape';
import { describeDeep } from './evidence-deep';
import { listUntested } from './evidence-untested';
import {
  describeAuthentication,
  describeChosenName,
  describeConfirmation,
  describeExpiry,
  describeNamedSession,
  describeOutcome,
  describeTlsa,
  headline,
} from './evidence-words';
import { type Fact, marks, type Tone } from './fact';
import type { ProbedNextHop } from './probe-result';

export interface ProbeTextOptions {
  /** ANSI colours, for a terminal. */
  readonly color: boolean;
}

/** Reads like a lab report: first the verdict and the line to use, then the reasons, then what was seen in short. */
export function probeText(results: readonly ProbedNextHop[], { color }: ProbeTextOptions): string {
  const paint = color ? paintAnsi : plain;
  return results.map((result) => `${reportLines(result, paint).join('\n')}\n`).join('\n');
}

type Style = Tone | 'bold' | 'dim';
type Paint = (style: Style, text: string) => string;

const ansi: Readonly<Record<Style, string>> = {
  good: '32',
  bad: '31',
  untested: '33',
  plain: '0',
  bold: '1',
  dim: '2',
};

function paintAnsi(style: Style, text: string): string {
  return style === 'plain' ? text : `\u001b[${ansi[style]}m${text}\u001b[0m`;
}

function plain(_style: Style, text: string): string {
  return text;
}

function reportLines({ evidence, advice }: ProbedNextHop, paint: Paint): readonly string[] {
  const { tone, text } = headline(advice);
  const { entry, comment, confirm, reasons, runnersUp } = advice;
  const item = (line: string, indent = '  ') => wrap(visible(line, 2_000), `${indent}- `, `${indent}  `);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint('bold', title), ...lines];
  return [
    `${paint('bold', visible(evidence.nextHop))}: ${paint(tone, `${marks[tone]} ${text}`)}`,
    ...(entry === null
      ? []
      : [
          '',
          ...(comment === null ? [] : [`    ${paint('dim', visible(comment, wholeText))}`]),
          `    ${paint('bold', visible(entry, wholeText))}`,
        ]),
    ...(confirm.length === 0 ? [] : ['', ...wrap(visible(describeConfirmation(confirm), 2_000), '  ', '  ')]),
    ...section(
      t('Why'),
      reasons.flatMap((reason) => item(reason.text)),
    ),
    ...section(
      t('Other entries, and what they cost'),
      runnersUp.flatMap((runnerUp) => [
        `  ${visible(runnerUp.entry, wholeText)}`,
        ...runnerUp.reasons.flatMap((reason) => item(reason.text, '    ')),
      ]),
    ),
    ...section(
      t('Could not be tested'),
      listUntested(evidence).flatMap((line) => item(line)),
    ),
    ...section(t('Seen'), seenLines(evidence, paint)),
    ...section(
      t('Old protocols and weak ciphers'),
      evidence.hosts.flatMap(({ name, addresses }) =>
        addresses.flatMap(({ address, deep = [] }) => deepLines(`${name}, ${address}`, deep)),
      ),
    ),
    '',
    paint('dim', `  ${visible(vantageLine(evidence))}`),
  ];
}

/** What was seen of each host, and what the domain announces, in short. */
export function seenLines(evidence: Evidence, paint: Paint = plain): readonly string[] {
  return [
    ...evidence.hosts.flatMap((host) => hostLines(host, evidence.finishedAt, paint)),
    ...announcementLines(evidence, paint),
  ];
}

function hostLines(host: HostEvidence, at: string, paint: Paint): readonly string[] {
  const preference = host.preference === null ? '' : ` (${t('preference {0}', host.preference)})`;
  const line = ({ tone, text }: Fact, indent: string, label = '') =>
    `${indent}${paint(tone, marks[tone])} ${label}${visible(text)}`;
  return [
    `  ${visible(host.name)}${preference}`,
    line(describeTlsa(host), '    ', 'TLSA: '),
    ...host.addresses.flatMap((address) => [
      line(describeOutcome(address), '    ', `${t('{0} port {1}', visible(address.address), address.port)}: `),
      ...sessionFacts(address.daneTls ?? address.tls, at).map((fact) => line(fact, '      ')),
      ...describeNamedSession(address).map((fact) => line(fact, '      ')),
      ...sessionFacts(address.hostTls, at).map((fact) => line(fact, '        ')),
      ...(address.named ?? []).flatMap((named) => [
        line(describeChosenName(named, address), '      '),
        ...sessionFacts(named.tls, at).map((fact) => line(fact, '        ')),
      ]),
    ]),
  ];
}

/** What the domain announces; nothing where it announces nothing, or where that could not be tested, which is told above. */
function announcementLines({ mtaSts, tlsRpt }: Evidence, paint: Paint): readonly string[] {
  const line = (name: string, { tone, text }: Fact) => `  ${paint(tone, marks[tone])} ${name}: ${visible(text)}`;
  const isSilent = ({ state, cause }: { readonly state: string; readonly cause?: unknown }) =>
    state === 'untested' || (state === 'absent' && cause === undefined);
  return [
    ...(isSilent(mtaSts) ? [] : [line('MTA-STS', describeMtaSts(mtaSts))]),
    ...(tlsRpt === undefined || isSilent(tlsRpt) ? [] : [line('TLSRPT', describeTlsRpt(tlsRpt))]),
  ];
}

function vantageLine({ finishedAt, vantage }: Evidence): string {
  const { label, resolver, route, trustStore } = vantage;
  const place = label === undefined ? [] : [t('from {0}', label)];
  return [`${finishedAt.slice(0, 19)}Z`, ...place, t('resolver {0}', resolver), t('route {0}', route), trustStore].join(
    ', ',
  );
}

function sessionFacts(session: TlsEvidence | undefined, at: string): readonly Fact[] {
  if (!session) return [];
  const [own] = session.chain;
  const names = own ? own.dnsNames.slice(0, 8).join(', ') || (own.commonName ?? '') : '';
  return [
    ...describeAuthentication(session),
    ...(names === '' ? [] : [{ tone: 'plain', text: t('certificate for {0}', names) } as const]),
    ...(own ? [describeExpiry(own.notAfter, own.notBefore, at)] : []),
  ];
}

/** What a deep probe found at one address. */
function deepLines(place: string, deep: readonly WeaknessEvidence[]): readonly string[] {
  if (deep.length === 0) return [];
  const facts = describeDeep(deep).map(({ tone, text }) => visible(`${marks[tone]} ${text}`, 2_000));
  return [`  ${visible(place)}`, ...facts.flatMap((fact) => wrap(fact, '    ', '      '))];
}

/** Columns of the reasons; entries are never broken. */
const width = 100;

function wrap(text: string, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
