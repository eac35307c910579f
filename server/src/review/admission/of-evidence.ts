import { commentsAbove } from '../../language/comment-blocks';
import { provenanceMarker } from '../../policy/provenance';
import type { AdmissionChecks } from './context';

/** Levels that claim no more than that mail goes out. */
const exceptions: ReadonlySet<string> = new Set(['none', 'may', 'encrypt']);
const unchanged: ReadonlySet<string> = new Set(['equivalent', 'order', 'removed']);

/** The rules that only somebody who looked can answer. */
export const evidenceChecks = {
  holds: ({ kind, entry }, { live }) => {
    const value = entry?.after?.value.value ?? null;
    if (value === null || unchanged.has(kind)) return null;
    if (live === null) {
      return exceptions.has(value.level)
        ? null
        : { verdict: 'untested', message: 'Nobody has looked whether it holds.' };
    }
    const { outcome, reasons } = live.verification;
    if (outcome === 'holds') return null;
    const message = reasons[0]?.text ?? outcome;
    return outcome === 'untested' ? { verdict: 'untested', message } : { message };
  },
  advised: ({ kind, entry }, { live, sender }) => {
    if (unchanged.has(kind) || sender.profile !== 'dnssec' || live === null) return null;
    const isStatic = entry?.after?.value.value?.level === 'secure' && live.advice.value?.level === 'dane';
    return isStatic
      ? { message: 'DANE is complete at every host, and follows the domain when it changes; a static entry does not.' }
      : null;
  },
  'certificate-days': ({ kind }, { live }) => {
    if (unchanged.has(kind)) return null;
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
      message: `Only plain DNS tells ${names.join(', ')}: write a comment above with the source, such as the operator's documentation.`,
    };
  },
} satisfies Partial<AdmissionChecks>;
