import { formatPolicyValue } from '../policy/entry';
import { levelFacts } from '../postfix/levels';
import { t } from '../text/translate';
import { judgedAs } from '../verify/judged-as';
import type { VerifyResult } from '../verify/result';
import { causeOf, type ToldEntry } from '../verify/told-entry';
import { visible } from './escape';
import { seenLines } from './probe-text';
import { betterOf } from './verify-result';
import { outcomeWords, verifyDetails } from './verify-words';
import { wrapWords } from './wrap';

/** Characters of one line; what the network sent may be longer. */
const lineLimit = 1_000;
/** Columns of what an editor shows side by side, what is demanded and what was seen, and cuts off where it is longer. */
const sideWidth = 48;

/** An entry and what became of it, in texts without control characters. */
export function tellEntry(result: VerifyResult, occurrence: number, verifiedAt: string): ToldEntry {
  const { entry, outcome, seenAt } = result;
  const better = betterOf(result);
  return {
    key: entry.folded,
    occurrence,
    judged: judgedAs(entry, entry.sender),
    outcome,
    words: outcomeWords(result),
    details: shown(verifyDetails(result)),
    expected: side(entry.line, entry.value === null ? [] : [t(levelFacts[entry.value.level].summary)]),
    actual: side(
      outcomeWords(result),
      result.reasons.map(({ text }) => text),
    ),
    better: better && `${entry.key} ${formatPolicyValue(better.replacement.value)}`,
    nextHops: entry.nextHops,
    seenAt,
    verifiedAt,
  };
}

/**
 * What was seen when the entry was verified, for the output of a run: the words, the reasons, then host by host. Where it could not be
 * tested, the first line tells why, and stands alone.
 */
export function tellOutput(told: ToldEntry, { entry, evidence }: VerifyResult): string {
  const seen = evidence === null ? [] : seenLines(evidence);
  const { words, details } = told;
  const line = visible(entry.line, lineLimit);
  const cause = causeOf(told);
  return [
    ...(cause === null ? [`${words}: ${line}`] : [`${words}: ${cause}`, `  ${line}`]),
    ...details.slice(cause === null ? 0 : 1).map((detail) => `  ${detail}`),
    ...seen.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The first line stays as it is, since it may be the entry. */
function side(head: string, texts: readonly string[]): string {
  return [...shown([head]), ...shown(texts).flatMap((text) => wrapWords(text, sideWidth))].join('\n');
}

function shown(texts: readonly string[]): readonly string[] {
  return texts.map((text) => visible(text, lineLimit));
}
