import { t } from '../text/translate';
import type { Reason } from '../verdict/verdict';
import { plainMessage } from './plain-message';

/** An entry that may take the place of the one in the document. */
export interface Offered {
  /** The line by which the command finds it again. */
  readonly entry: string;
  /** The line as it would stand, with the attributes that stay. */
  readonly line: string;
  /** What it gains and costs. */
  readonly reasons: readonly Reason[];
  /** The domains that were asked for a key which stands for many; empty for a next-hop itself. */
  readonly samples: readonly string[];
}

/** Longer titles make a menu that hides the text. */
const longestReason = 110;

/** What a replacement rests on: told only where there is nothing to weigh. */
const foundations = ['dane-matches-all', 'secure-next-hop', 'secure-hosts', 'secure-mta-sts'];

/** `Replace by "example.org dane-only": Mail waits while …`; at a bare domain there is nothing to replace. */
export function replaceTitle(offered: Offered, bare: boolean): string {
  // The samples are told beside the line.
  const reasons = offered.reasons.filter(({ id }) => id !== 'samples-judged');
  const told = reasons.find(({ id }) => !foundations.includes(id)) ?? reasons[0];
  const why = told === undefined ? '' : `: ${shortened(told.text.replace(/\.$/, ''))}`;
  return plainMessage(what(offered, bare) + why);
}

function what({ line, samples }: Offered, bare: boolean): string {
  if (samples.length === 0) return bare ? t('Insert "{0}"', line) : t('Replace by "{0}"', line);
  const asked = samples.join(', ');
  return bare ? t('Insert "{0}" (judged by {1})', line, asked) : t('Replace by "{0}" (judged by {1})', line, asked);
}

function shortened(text: string): string {
  if (text.length <= longestReason) return text;
  const cut = text.slice(0, longestReason);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestReason / 2))}…`;
}
