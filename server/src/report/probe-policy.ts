import { t } from '../text/translate';
import type { AdviseReasonId } from '../verdict/advise-reasons';
import { visible, wholeText } from './escape';
import { headline } from './evidence-words';
import type { ProbedNextHop } from './probe-result';

export interface ProbePolicyOptions {
  /** Entries whose names only plain DNS told are lines in force, not comments. */
  readonly acceptPlainDns: boolean;
}

/** Of an entry that silently does nothing for some consumers. */
const limited: AdviseReasonId = 'dane-needs-dnssec';

/**
 * Policy lines, ready for a table, each with its provenance comment, and what it does not protect. Where names wait to be confirmed the line is
 * commented out, and where there is no entry a comment says why; so whatever happens, the text is a valid table.
 */
export function probePolicy(results: readonly ProbedNextHop[], { acceptPlainDns }: ProbePolicyOptions): string {
  return results
    .flatMap((result) => policyLines(result, acceptPlainDns))
    .map((line) => `${line}\n`)
    .join('');
}

function policyLines({ evidence, advice }: ProbedNextHop, acceptPlainDns: boolean): readonly string[] {
  const { entry, comment, confirm, reasons } = advice;
  if (entry === null) {
    const why = reasons.slice(0, 1).map(({ text }) => `: ${text}`);
    return [commentLine(`${evidence.nextHop}: ${headline(advice).text}${why.join('')}`)];
  }
  // Whoever reads the list later does not see the profile by which it was advised.
  const limits = reasons
    .filter(({ id }) => id === limited)
    .map(({ text }) => commentLine(`${evidence.nextHop}: ${text}`));
  const provenance = [...limits, ...(comment === null ? [] : [commentLine(comment.replace(/^#\s*/, ''))])];
  const line = visible(entry, wholeText);
  if (confirm.length === 0 || acceptPlainDns) return [...provenance, line];
  const names = confirm.join(', ');
  return [...provenance, commentLine(t('To confirm, since plain DNS can be forged: {0}', names)), `#${line}`];
}

function commentLine(text: string): string {
  return `# ${visible(text, 2_000)}`;
}
