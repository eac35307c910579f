import type { MachineFinding, MachineView } from '../probe/machine/look-at-machine';
import { t } from '../text/translate';
import { prose, visible, wholeText } from './escape';
import { marks, type Tone } from './fact';

const tones: Readonly<Record<MachineFinding['state'], Tone>> = {
  good: 'good',
  limited: 'untested',
  bad: 'bad',
  untested: 'untested',
};

/** What was tried in this process and what not, for whoever relies on it. */
const covered =
  'TLS is tried against servers of this program’s own, on this machine, with certificates made for it; client and server have the same library.';

/** What helps where port 25 can't be reached. */
const wayOut =
  'Where port 25 is blocked, look from a place that may connect, best the mail server itself: by ssh, or a SOCKS5 proxy there.';

export function machineText({ route, resolver, findings }: MachineView): string {
  const lines = findings.map(({ what, state, text }) => `${marks[tones[state]]} ${what}: ${visible(text, wholeText)}`);
  return [t('Route: {0}; resolver: {1}', route, resolver), ...lines, ...notes(findings), ''].join('\n');
}

export function machineMarkdown({ route, resolver, findings, tls }: MachineView): string {
  const rows = findings.map(({ what, state, text }) => `- ${marks[tones[state]]} **${what}**: ${prose(text)}`);
  const tried = tls.map(({ title, state, text }) => {
    const mark = marks[state === 'works' ? 'good' : state === 'wrong' ? 'bad' : 'untested'];
    return `- ${mark} ${prose(title)}${text === '' ? '' : `: ${prose(text)}`}`;
  });
  return [
    t('# This machine’s view'),
    '',
    t('Route: {0}; resolver: {1}', prose(route), prose(resolver)),
    '',
    ...rows,
    '',
    ...notes(findings),
    '',
    t('## Servers that were tried'),
    '',
    ...tried,
    '',
  ].join('\n');
}

function notes(findings: readonly MachineFinding[]): readonly string[] {
  const isBlocked = findings.some(({ what, state }) => what === 'Port 25' && state === 'bad');
  return [t(covered), ...(isBlocked ? [t(wayOut)] : [])];
}
