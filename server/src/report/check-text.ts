import { createLineIndex } from '../text/line-index';
import type { CheckedFile } from './check-result';
import { visible, wholeText } from './escape';

/** A message quotes what stands in the file, and that may be a line of megabytes. */
const messageLimit = 2_000;

/**
 * One line for each finding, `path:line:col severity rule message`, which the problem matcher of the extension reads.
 * Line and column count from 1, columns in UTF-16 code units as editors do. Control characters are made visible, so that
 * neither a file's name nor its content can break a line or steer the terminal.
 */
export function checkText({ path, text, findings }: CheckedFile): string {
  if (findings.length === 0) return '';
  const index = createLineIndex(text);
  const name = visible(path, wholeText);
  return findings
    .map(({ rule, severity, message, span }) => {
      const { line, character } = index.positionAt(span.start);
      return `${name}:${line + 1}:${character + 1} ${severity} ${rule} ${visible(message, messageLimit)}\n`;
    })
    .join('');
}
