import { createLineIndex } from '../text/line-index';
import type { VerifyResult } from '../verify/result';
import { visible, wholeText } from './escape';
import { isWorthTelling, type VerifyRun } from './verify-result';
import { describeVerify, driftWords, outcomeWords, verifyDetails } from './verify-words';

const messageLimit = 1_000;

/** For a terminal: one entry as soon as it is known; empty for one that holds as before. */
export function verifyTextOf({ path, text }: { readonly path: string; readonly text: string }) {
  const index = createLineIndex(text);
  return (result: VerifyResult): string => {
    if (!isWorthTelling(result)) return '';
    const { entry } = result;
    const line = index.positionAt(entry.span.start).line + 1;
    const drift = driftWords(result);
    const head = [
      `${visible(path, wholeText)}:${line}`,
      `${outcomeWords(result)}${drift === null ? '' : ` (${drift})`}:`,
      visible(entry.line, messageLimit),
    ];
    const details = verifyDetails(result).map((detail) => `    ${visible(detail, messageLimit)}`);
    return `${[head.join(' '), ...details].join('\n')}\n`;
  };
}

/** What follows the entries, which were told one by one. */
export function verifyTextEnd({ files, notes }: Pick<VerifyRun, 'files' | 'notes'>): string {
  return [...notes.map((note) => `${visible(note, messageLimit)}\n`), `${describeVerify(files)}\n`].join('');
}
