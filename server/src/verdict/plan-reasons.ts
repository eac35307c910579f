import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { t } from '../text/translate';
import type { Reason } from './verdict';

/** Why an existing entry stays: id and text in one place. The ids are permanent, the texts are for people. */
const texts = {
  'entry-equal': () => t('It is the advised entry already.'),
  'entry-stronger': (existing: PolicyValue, advised: PolicyValue) =>
    t('{0} demands more than the advised {1}, and it holds.', quote(existing), quote(advised)),
  'entry-stronger-unproven': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    t(
      '{0} demands more than the advised {1}, which would weaken it; but it is not proven to deliver: {2}',
      quote(existing),
      quote(advised),
      detail,
    ),
  'entry-different': (existing: PolicyValue, advised: PolicyValue) =>
    t(
      '{0} holds; {1} would hold too, but it is another protection, not a stronger one.',
      quote(existing),
      quote(advised),
    ),
  'entry-different-unproven': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    t(
      '{0} is not proven to deliver: {1} {2} would hold, but it is another protection or accepts other names, so it replaces the entry only by your own hand.',
      quote(existing),
      detail,
      quote(advised),
    ),
  'entry-partly-stronger': (existing: PolicyValue, advised: PolicyValue) =>
    t(
      '{0} protects only senders with DNSSEC lookups; for the others it acts as "may", which is less than {1}.',
      quote(advised),
      quote(existing),
    ),
  'entry-partly-held': (existing: PolicyValue, advised: PolicyValue) =>
    t(
      '{0} holds for senders with DNSSEC lookups and acts as "may" for the others; {1} would hold for all, but it is another protection, so it replaces the entry only by your own hand.',
      quote(existing),
      quote(advised),
    ),
  'entry-attribute-lost': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    t(
      '{0} has {1}, which cannot stand beside the advised {2}; an attribute is not dropped unasked.',
      quote(existing),
      detail,
      quote(advised),
    ),
  'entry-attribute-unproven': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    t(
      'The advised {0} is not proven together with the attributes of {1}: {2}',
      quote(advised),
      quote(existing),
      detail,
    ),
} as const satisfies Record<string, (existing: PolicyValue, advised: PolicyValue, detail: string) => string>;

/** For an advice without an entry and without a reason of its own. */
export function noAdvice(): Reason {
  return { id: 'entry-no-advice', text: t('There is no advised entry.') };
}

export type PlanReasonId = keyof typeof texts;

export const planReasonIds = Object.keys(texts) as readonly PlanReasonId[];

export function planReason(
  id: PlanReasonId,
  existing: PolicyValue,
  advised: PolicyValue,
  detail = t('the probe did not see enough.'),
): Reason {
  return { id, text: texts[id](existing, advised, detail) };
}

function quote(value: PolicyValue): string {
  return `"${formatPolicyValue(value)}"`;
}
