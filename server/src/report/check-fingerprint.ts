import { createHash } from 'node:crypto';
import type { LineIndex } from '../text/line-index';
import type { Region } from './check-region';

/** Enough to tell lines apart; one line may be megabytes long and carry thousands of findings. */
const lineLimit = 1_000;

/** Names the same finding in the reports of two revisions of a file. */
export type Fingerprint = (found: {
  readonly path: string;
  readonly rule: string;
  readonly text: string;
  readonly index: LineIndex;
  readonly region: Region;
}) => string;

/**
 * The fingerprints of one report, 64 hexadecimal digits each, no two the same. They rest on the file's path, the rule and
 * the content of the line, blanks aside, and so survive that lines above come, go or change; of equal lines they count which
 * of them it is.
 */
export function createFingerprints(): Fingerprint {
  const seen = new Map<string, number>();
  return ({ path, rule, text, index, region }) => {
    const start = index.offsetAt({ line: region.startLine - 1, character: 0 });
    const end = index.offsetAt({ line: region.endLine - 1, character: Number.POSITIVE_INFINITY });
    const line = text
      .slice(start, Math.min(end, start + lineLimit))
      .trim()
      .replace(/\s+/g, ' ');
    const what = JSON.stringify([path, rule, line]);
    const before = seen.get(what) ?? 0;
    seen.set(what, before + 1);
    return sha256(before === 0 ? what : `${what} ${before + 1}`);
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
