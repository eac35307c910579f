import type { Severity } from '../language/finding';
import { createLineIndex } from '../text/line-index';
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

/**
 * Workflow commands of GitHub Actions, one line each, of which the runner makes annotations. Control characters are made
 * visible before the escaping that the runner undoes, so that nothing from a file begins a command of its own.
 */
export function checkGithub({ files, unchecked }: CheckRun): string {
  const failures = unchecked.map(({ path, reason }) =>
    command('error', { file: visible(path, wholeText), title: 'could not be checked' }, reason),
  );
  const annotations = files.flatMap(({ path, text, findings }) => {
    const index = createLineIndex(text);
    const file = visible(path, wholeText);
    return findings.map(({ rule, severity, message, span }) =>
      command(commands[severity], { file, ...places(regionOf(index, span)), title: rule }, message),
    );
  });
  return [...failures, ...annotations].join('');
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
