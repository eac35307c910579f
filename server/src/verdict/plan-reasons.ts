import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Reason } from './verdict';

/** Why an existing entry stays: id and text in one place. The ids are permanent, the texts are for people. */
const texts = {
  'entry-equal': () => 'It is the advised entry already.',
  'entry-stronger': (existing: PolicyValue, advised: PolicyValue) =>
    `${quote(existing)} demands more than the advised ${quote(advised)}, and it holds.`,
  'entry-stronger-unproven': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    `${quote(existing)} demands more than the advised ${quote(advised)}, which would weaken it; but it is not proven to deliver: ${detail}`,
  'entry-different': (existing: PolicyValue, advised: PolicyValue) =>
    `${quote(existing)} holds; ${quote(advised)} would hold too, but it is another protection, not a stronger one.`,
  'entry-different-unproven': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    `${quote(existing)} is not proven to deliver: ${detail} ${quote(advised)} would hold, but it is another protection or accepts other names, so it replaces the entry only by your own hand.`,
  'entry-partly-stronger': (existing: PolicyValue, advised: PolicyValue) =>
    `${quote(advised)} protects only senders with DNSSEC lookups; for the others it acts as "may", which is less than ${quote(existing)}.`,
  'entry-partly-held': (existing: PolicyValue, advised: PolicyValue) =>
    `${quote(existing)} holds for senders with DNSSEC lookups and acts as "may" for the others; ${quote(advised)} would hold for all, but it is another protection, so it replaces the entry only by your own hand.`,
  'entry-attribute-lost': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    `${quote(existing)} has ${detail}, which cannot stand beside the advised ${quote(advised)}; an attribute is not dropped unasked.`,
  'entry-attribute-unproven': (existing: PolicyValue, advised: PolicyValue, detail: string) =>
    `The advised ${quote(advised)} is not proven together with the attributes of ${quote(existing)}: ${detail}`,
} as const satisfies Record<string, (existing: PolicyValue, advised: PolicyValue, detail: string) => string>;

/** For an advice without an entry and without a reason of its own. */
export const noAdvice: Reason = { id: 'entry-no-advice', text: 'There is no advised entry.' };

export type PlanReasonId = keyof typeof texts;

export const planReasonIds = Object.keys(texts) as readonly PlanReasonId[];

export function planReason(
  id: PlanReasonId,
  existing: PolicyValue,
  advised: PolicyValue,
  detail = 'the probe did not see enough.',
): Reason {
  return { id, text: texts[id](existing, advised, detail) };
}

function quote(value: PolicyValue): string {
  return `"${formatPolicyValue(value)}"`;
}
