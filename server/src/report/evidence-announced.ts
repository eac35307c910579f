import type { Evidence, MtaStsEvidence, TlsRptEvidence } from '../probe/evidence';
import { describeMtaSts, describeTlsRpt } from './announcement-words';
import { codeSpan } from './escape';
import { describeAnswer } from './evidence-words';
import { told } from './fact';
import { blocks, bullets } from './markdown';

const shownPatterns = 20;
const shownTexts = 4;

/** What the domain announces: its MTA-STS policy (RFC 8461), and where it wants to be told of failed TLS (RFC 8460). */
export function announcementSections({ mtaSts, tlsRpt }: Pick<Evidence, 'mtaSts' | 'tlsRpt'>): string {
  return blocks(mtaStsSection(mtaSts), tlsRpt === undefined ? '' : tlsRptSection(tlsRpt));
}

function mtaStsSection(mtaSts: MtaStsEvidence): string {
  const { state, record, policy } = mtaSts;
  const isKnown = state === 'policy' && policy !== null;
  return blocks(
    '### MTA-STS',
    bullets([...(isKnown ? policyLines(policy) : [sentence(told(describeMtaSts(mtaSts)))]), ...recordLines(record)]),
  );
}

function policyLines({ mode, maxAge, mx }: NonNullable<MtaStsEvidence['policy']>): readonly string[] {
  const patterns = mx
    .slice(0, shownPatterns)
    .map((pattern) => codeSpan(pattern))
    .join(', ');
  const more = mx.length - shownPatterns;
  return [
    `Mode: **${mode}**, to be kept for ${days(maxAge)}`,
    `MX hosts allowed: ${patterns || 'none'}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

function tlsRptSection(tlsRpt: TlsRptEvidence): string {
  const { state, rua, record } = tlsRpt;
  const what =
    state === 'record'
      ? `Reports on failed TLS go to ${rua.map((uri) => codeSpan(uri)).join(', ')}`
      : sentence(told(describeTlsRpt(tlsRpt)));
  return blocks('### TLSRPT', bullets([what, ...recordLines(record)]));
}

/** The look-up, and the texts that it found. */
function recordLines(record: MtaStsEvidence['record']): readonly string[] {
  if (record === null) return [];
  const texts = record.records.slice(0, shownTexts).map((strings) => codeSpan(strings.join('')));
  return [
    `Record at ${codeSpan(record.name)}: ${told(describeAnswer(record))}`,
    ...(texts.length > 0 ? [`Text: ${texts.join(', ')}`] : []),
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function days(seconds: number): string {
  return seconds >= 172_800 ? `${Math.round(seconds / 86_400)} days` : `${Math.round(seconds / 3_600)} hours`;
}
