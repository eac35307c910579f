import type { MtaStsEvidence } from '../probe/evidence';
import { codeSpan, prose } from './escape';
import { describeAnswer } from './evidence-words';
import { marks, told } from './fact';
import { blocks, bullets } from './markdown';

const shownPatterns = 20;

/** The domain's MTA-STS policy (RFC 8461), as a Markdown section. */
export function mtaStsSection({ state, cause, record, policy }: MtaStsEvidence): string {
  const lookup = record ? [`Record at ${codeSpan(record.name)}: ${told(describeAnswer(record))}`] : [];
  const texts = record?.records.slice(0, 4).map((strings) => codeSpan(strings.join(''))) ?? [];
  const found = texts.length > 0 ? [`Text: ${texts.join(', ')}`] : [];
  if (state === 'absent') return blocks('### MTA-STS', bullets(['No policy is announced.', ...lookup]));
  if (state === 'untested' || policy === null) {
    const why = cause ? `: ${cause.text}` : '';
    return blocks(
      '### MTA-STS',
      bullets([`${marks.untested} ${prose(`could not be tested${why}`)}`, ...lookup, ...found]),
    );
  }
  const patterns = policy.mx
    .slice(0, shownPatterns)
    .map((pattern) => codeSpan(pattern))
    .join(', ');
  const more = policy.mx.length - shownPatterns;
  return blocks(
    '### MTA-STS',
    bullets([
      `Mode: **${policy.mode}**, to be kept for ${days(policy.maxAge)}`,
      `MX hosts allowed: ${patterns || 'none'}${more > 0 ? ` and ${more} more` : ''}`,
      ...lookup,
      ...found,
    ]),
  );
}

function days(seconds: number): string {
  return seconds >= 172_800 ? `${Math.round(seconds / 86_400)} days` : `${Math.round(seconds / 3_600)} hours`;
}
