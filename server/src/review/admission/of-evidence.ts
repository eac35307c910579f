import { commentsAbove } from '../../language/comment-blocks';
import { provenanceMarker } from '../../policy/provenance';
import type { Evidence } from '../../probe/evidence';
import { t } from '../../text/translate';
import type { FoundChange } from '../change';
import type { AdmissionChecks } from './context';
import { endingWithin } from './of-dates';
import { contradictionOf } from './of-policy';
import { hostInside } from './of-vantage';

/** Levels that claim no more than that mail goes out. */
const exceptions: ReadonlySet<string> = new Set(['none', 'may', 'encrypt']);
const unchanged: ReadonlySet<string> = new Set(['equivalent', 'order', 'removed']);

/** The rules that only somebody who looked can answer. */
export const evidenceChecks = {
  holds: ({ kind, entry }, { live }) => {
    const value = entry?.after?.value.value ?? null;
    if (value === null || unchanged.has(kind)) return null;
    if (live === null) return exceptions.has(value.level) ? null : { verdict: 'untested', message: whyUntested(entry) };
    const { outcome, reasons } = live.verification;
    if (outcome === 'holds') return null;
    const message = reasons[0]?.text ?? outcome;
    return outcome === 'untested' ? { verdict: 'untested', message } : { message };
  },
  twice: ({ kind }, { live }) => {
    if (unchanged.has(kind) || live === null) return null;
    const { earlier, verification, evidence, needsTwo } = live;
    if (earlier === null) {
      return needsTwo && verification.outcome === 'holds'
        ? { verdict: 'untested', message: t('Somebody looked once, and two looks have to agree.') }
        : null;
    }
    if (earlier.outcome === verification.outcome) return null;
    return {
      verdict: 'untested',
      message: t(
        'The look of {0} says "{1}", and that of {2} "{3}".',
        earlier.look.finishedAt,
        earlier.outcome,
        evidence[0].finishedAt,
        verification.outcome,
      ),
    };
  },
  'narrow-match': ({ kind, entry }, { live }) => {
    const value = entry?.after?.value.value ?? null;
    if (unchanged.has(kind) || value?.level !== 'secure' || live === null) return null;
    const { better, outcome } = live.verification;
    const narrower = better?.kind === 'stronger' && better.replacement.value.level === 'secure';
    return outcome === 'holds' && narrower && value.attributes.some(({ name }) => name === 'match')
      ? { message: t('It accepts certificates for more names than the hosts show.') }
      : null;
  },
  'mta-sts': ({ kind, entry }, { live }) => {
    const value = entry?.after?.value.value ?? null;
    const message =
      unchanged.has(kind) || value === null || live === null
        ? null
        : firstOf(live.evidence, (each) => contradictionOf(value, each));
    return message === null ? null : { message };
  },
  outside: ({ kind, entry }, { live, after }) => {
    const now = entry?.after ?? null;
    if (unchanged.has(kind) || now === null || live === null || after === null) return null;
    const host = firstOf(live.evidence, hostInside);
    const comments = commentsAbove(after.document, now.line.span.start);
    if (host === null || comments.some(({ text }) => /\bvantage:\s*inside\b/i.test(text))) return null;
    return {
      message: t(
        'The probe saw {0}, an address that only the network inside knows: probe from outside, or write a comment above it, vantage: inside',
        host,
      ),
      accepts: () => false,
    };
  },
  advised: ({ kind, entry }, { live, sender }) => {
    if (unchanged.has(kind) || sender.profile !== 'dnssec' || live === null) return null;
    const isStatic = entry?.after?.value.value?.level === 'secure' && live.advice.value?.level === 'dane';
    return isStatic
      ? {
          message: t(
            'DANE is complete at every host, and follows the domain when it changes; a static entry does not.',
          ),
        }
      : null;
  },
  'certificate-days': ({ kind, entry }, { live }) => {
    if (unchanged.has(kind)) return null;
    const level = entry?.after?.value.value?.level;
    if (live !== null && live.certificateDays !== null && level === 'secure') {
      const { certificateDays } = live;
      return firstOf(live.evidence, (each) => endingWithin(certificateDays, each));
    }
    const reason = live?.advice.reasons.find(({ id }) => id === 'certificate-expires');
    return reason === undefined ? null : { message: reason.text };
  },
  'plain-dns-names': ({ entry, kind }, { live, after }) => {
    const now = entry?.after ?? null;
    if (now === null || live === null || after === null || unchanged.has(kind)) return null;
    const known = new Set([live.advice, ...live.advice.runnersUp].flatMap(({ confirm }) => confirm));
    const match = now.value.value?.attributes.filter(({ name }) => name === 'match') ?? [];
    const names = match.flatMap(({ value }) => value.split(':')).filter((name) => known.has(name));
    const comments = commentsAbove(after.document, now.line.span.start);
    if (names.length === 0 || comments.some(({ text }) => text.startsWith(provenanceMarker))) return null;
    return {
      message: t(
        "Only plain DNS tells {0}: write a comment above with the source, such as the operator's documentation.",
        names.join(', '),
      ),
    };
  },
} satisfies Partial<AdmissionChecks>;

/** The first that is found at one of the next-hops that an entry stands for. */
function firstOf<T>(evidence: readonly Evidence[], find: (each: Evidence) => T | null): T | null {
  for (const each of evidence) {
    const found = find(each);
    if (found !== null) return found;
  }
  return null;
}

/** Nobody has looked, or nobody can, since it is not known whom to ask. */
function whyUntested(entry: FoundChange['entry']): string {
  const key = entry?.after?.key;
  if (key === undefined || entry?.nextHops.length !== 0) return t('Nobody has looked whether it holds.');
  if (key.kind === 'parent') {
    return t(
      '{0} stands for the domains below it and is probed by samples of them. Name some in a comment right above it: # tls-policy-test: a{0}, b{0}',
      key.folded,
    );
  }
  return key.kind === 'pattern'
    ? t('A pattern is probed by samples. Name some in a comment right above it: # tls-policy-test: a.example.org')
    : t('{0} is no name that could be asked.', key.text);
}
