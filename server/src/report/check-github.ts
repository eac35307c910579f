import type { Finding, Severity } from '../language/finding';
import { createLineIndex } from '../text/line-index';
import { counted, t } from '../text/translate';
import { type Region, regionOf } from './check-region';
import type { CheckRun } from './check-result';
import { visible, wholeText } from './escape';

const commands = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
} as const satisfies Record<Severity, string>;
const messageLimit = 2_000;

/** Far more than the runner makes annotations of, and than anybody reads in a log. */
const most = 1_000;
const worstFirst: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * Workflow commands of GitHub Actions, one line each, of which the runner makes annotations. Control characters are made
 * visible before the escaping that the runner undoes, so that nothing from a file begins a command of its own. Of very many the
 * worst are told, and how many more there are.
 */
export function checkGithub({ files, unchecked }: CheckRun): string {
  const failures = unchecked.map(({ path, reason }) =>
    command('error', { file: visible(path, wholeText), title: t('could not be checked') }, reason),
  );
  const all = files.flatMap(({ findings }) => findings);
  const shown = worstOf(all);
  const annotations = files.flatMap(({ path, text, findings }) => {
    const index = createLineIndex(text);
    const file = visible(path, wholeText);
    return findings
      .filter((finding) => shown.has(finding))
      .map(({ rule, severity, message, span }) =>
        command(commands[severity], { file, ...places(regionOf(index, span)), title: rule }, message),
      );
  });
  const left = all.length - shown.size;
  const more = counted(
    left,
    '1 more is not shown here; --format json has all',
    '{0} more are not shown here; --format json has all',
  );
  return [...failures, ...annotations, ...(left > 0 ? [command('notice', { title: t('more') }, more)] : [])].join('');
}

function worstOf(findings: readonly Finding[]): ReadonlySet<Finding> {
  if (findings.length <= most) return new Set(findings);
  const ranked = worstFirst.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return new Set(ranked.slice(0, most));
}

/** Columns are told within one line only, as the runner demands; the last one is inclusive there. */
function places({ startLine, startColumn, endLine, endColumn }: Region): Readonly<Record<string, string>> {
  return {
    line: String(startLine),
    endLine: String(endLine),
    ...(startLine === endLine
      ? { col: String(startColumn), endColumn: String(Math.max(startColumn, endColumn - 1)) }
      : {}),
  };
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${told.join(',')}::${escapeData(visible(message, messageLimit))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
