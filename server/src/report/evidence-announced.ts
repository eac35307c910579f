import type { Evidence, MtaStsEvidence, TlsRptEvidence } from '../probe/evidence';
import { t } from '../text/translate';
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
    t('Mode: **{0}**, to be kept for {1}', mode, days(maxAge)),
    t('MX hosts allowed: {0}', patterns || t('none')) + (more > 0 ? ` ${t('and {0} more', more)}` : ''),
  ];
}

function tlsRptSection(tlsRpt: TlsRptEvidence): string {
  const { state, rua, record } = tlsRpt;
  const what =
    state === 'record'
      ? t('Reports on failed TLS go to {0}', rua.map((uri) => codeSpan(uri)).join(', '))
      : sentence(told(describeTlsRpt(tlsRpt)));
  return blocks('### TLSRPT', bullets([what, ...recordLines(record)]));
}

/** The look-up, and the texts that it found. */
function recordLines(record: MtaStsEvidence['record']): readonly string[] {
  if (record === null) return [];
  const texts = record.records.slice(0, shownTexts).map((strings) => codeSpan(strings.join('')));
  return [
    t('Record at {0}: {1}', codeSpan(record.name), told(describeAnswer(record))),
    ...(texts.length > 0 ? [t('Text: {0}', texts.join(', '))] : []),
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function days(seconds: number): string {
  return seconds >= 172_800 ? t('{0} days', Math.round(seconds / 86_400)) : t('{0} hours', Math.round(seconds / 3_600));
}
