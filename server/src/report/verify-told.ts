import { formatPolicyValue } from '../policy/entry';
import { levelFacts } from '../postfix/levels';
import { t } from '../text/translate';
import { judgedAs } from '../verify/judged-as';
import type { VerifyResult } from '../verify/result';
import type { ToldEntry } from '../verify/told-entry';
import { visible } from './escape';
import { seenLines } from './probe-text';
import { betterOf } from './verify-result';
import { outcomeWords, verifyDetails } from './verify-words';

/** Characters of one line; what the network sent may be longer. */
const lineLimit = 1_000;

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
    expected: lines([entry.line, ...(entry.value === null ? [] : [t(levelFacts[entry.value.level].summary)])]),
    actual: lines([outcomeWords(result), ...result.reasons.map(({ text }) => text)]),
    better: better && `${entry.key} ${formatPolicyValue(better.replacement.value)}`,
    nextHops: entry.nextHops,
    seenAt,
    verifiedAt,
  };
}

/** What was seen when the entry was verified, for the output of a run: the words, the reasons, then host by host. */
export function tellOutput({ words, details }: ToldEntry, { entry, evidence }: VerifyResult): string {
  const seen = evidence === null ? [] : seenLines(evidence);
  return [
    `${words}: ${visible(entry.line, lineLimit)}`,
    ...details.map((detail) => `  ${detail}`),
    ...seen.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function lines(texts: readonly string[]): string {
  return shown(texts).join('\n');
}

function shown(texts: readonly string[]): readonly string[] {
  return texts.map((text) => visible(text, lineLimit));
}
