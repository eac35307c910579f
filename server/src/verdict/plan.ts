import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import { attributeFacts } from '../postfix/attributes';
import type { Evidence } from '../probe/evidence';
import type { Advice } from './advice';
import { attributeOf } from './attributes-in-doubt';
import { judge } from './judge';
import { noAdvice, type PlanReasonId, planReason } from './plan-reasons';
import { sendsHostName } from './secure-values';
import type { Sender } from './sender';
import { compareStrength, dnssecKinds } from './strength';
import type { HostVerdict, Reason, Verdict } from './verdict';

/** What may be done to an entry by an advice. */
export type EntryPlan =
  | {
      readonly kind: 'write';
      readonly value: PolicyValue;
      /** A comment line above the entry, beginning with `# `; null for none. */
      readonly comment: string | null;
      /** The names that a person must say yes to before. */
      readonly confirm: readonly string[];
    }
  | { readonly kind: 'keep'; readonly reason: Reason };

/**
 * What an advice may do to the existing value of its next-hop; null for a bare key. An entry is never replaced by a
 * weaker or a merely different one, and its other attributes stay: it is written only when it gains and loses nothing.
 */
export function planEntry(existing: PolicyValue | null, advice: Advice, evidence: Evidence, sender: Sender): EntryPlan {
  const { value, comment, confirm } = advice;
  if (value === null) return { kind: 'keep', reason: advice.reasons[0] ?? noAdvice() };
  return plan(existing, { value, comment, confirm }, evidence, sender, []);
}

/** What a person chose among the entries that hold: the advised one, or a runner-up. */
export interface Chosen {
  readonly value: PolicyValue;
  readonly comment: string | null;
  readonly confirm: readonly string[];
}

/**
 * What the entry that a person chose may do to the existing value: as `planEntry`, but another protection may take the
 * place of the existing one. It is never a weaker one, for no kind of sender, and the other attributes stay.
 */
export function planReplacement(
  existing: PolicyValue | null,
  chosen: Chosen,
  evidence: Evidence,
  sender: Sender,
): EntryPlan {
  return plan(existing, chosen, evidence, sender, ['entry-different', 'entry-different-unproven', 'entry-partly-held']);
}

/** `allowed`: what would keep an entry that nobody chose, and does not stand against this one. */
function plan(
  existing: PolicyValue | null,
  { value: advised, comment, confirm }: Chosen,
  evidence: Evidence,
  sender: Sender,
  allowed: readonly PlanReasonId[],
): EntryPlan {
  if (existing === null) return { kind: 'write', value: advised, comment, confirm };

  const keep = (id: PlanReasonId, detail?: string): EntryPlan => ({
    kind: 'keep',
    reason: planReason(id, existing, advised, detail),
  });
  const { value, lost } = merge(existing, advised);
  const current = inForce(existing, evidence, sender);
  const strength = compareStrength(value, current, sender, evidence.domain);
  if (strength === 'equal' && isSame(value, existing)) {
    const verdict = judge(existing, evidence, sender);
    return hasOtherServerName(value, advised) && refutes(verdict, value, advised)
      ? keep('entry-attribute-unproven', detailOf(verdict))
      : keep('entry-equal');
  }
  if (strength === 'weaker' || strength === 'different') {
    const verdict = judge(existing, evidence, sender);
    const why = whyKept(strength, existing, verdict);
    const isAllowed = allowed.includes(why) && !losesSomebody(value, current, sender, evidence.domain);
    if (!isAllowed) return keep(why, detailOf(verdict));
  }
  if (lost.length > 0) return keep('entry-attribute-lost', lost.map((name) => `${name}=`).join(', '));
  // Of a shared list some senders may do DANE, and it must not keep back mail of any of them.
  const refuting = dnssecKinds(sender)
    .map((each) => judge(value, evidence, each))
    .find((verdict) => refutes(verdict, value, advised));
  if (refuting !== undefined) return keep('entry-attribute-unproven', detailOf(refuting));
  return { kind: 'write', value, comment, confirm };
}

/**
 * The advised level and names with the other attributes of the existing entry. `lost` names those that Postfix would
 * refuse at the advised level and that nothing there stands for; `match` is superseded by what the level itself demands.
 */
function merge(existing: PolicyValue, advised: PolicyValue): { value: PolicyValue; lost: readonly string[] } {
  const others = existing.attributes.filter(({ name }) => name !== 'match');
  const isKept = ({ name }: PolicyAttribute) => others.some((attribute) => attribute.name === name);
  const fits = ({ name }: PolicyAttribute) => attributeFacts(name)?.levels.includes(advised.level) ?? false;
  return {
    value: {
      level: advised.level,
      attributes: [...advised.attributes.filter((attribute) => !isKept(attribute)), ...others.filter(fits)],
    },
    // At level none Postfix ignores every attribute, so nothing in force is lost.
    lost: existing.level === 'none' ? [] : others.filter((attribute) => !fits(attribute)).map(({ name }) => name),
  };
}

/** Whether an advice that is as strong as the entry comes to the entry itself. */
function isSame(value: PolicyValue, existing: PolicyValue): boolean {
  return value.level === existing.level && serverNameOf(value) === serverNameOf(existing);
}

function serverNameOf(value: PolicyValue): string | null {
  return attributeOf(value, sendsHostName.name);
}

/** `dane` counts as the `may` or `encrypt` that it is where, by the evidence, it protects no kind of sender. */
function inForce(existing: PolicyValue, evidence: Evidence, sender: Sender): PolicyValue {
  if (existing.level !== 'dane') return existing;
  const isUnprotected = dnssecKinds(sender).every((each) => deliversUnauthenticated(judge(existing, evidence, each)));
  return isUnprotected ? { ...existing, level: 'encrypt' } : existing;
}

/** Whether some kind of the senders would be protected less. */
function losesSomebody(value: PolicyValue, current: PolicyValue, sender: Sender, domain: string): boolean {
  // Compared as a site of its own: profile `any` would stand for all kinds again.
  const isWeaker = (each: Sender) => compareStrength(value, current, { ...each, profile: 'site' }, domain) === 'weaker';
  return dnssecKinds(sender).some(isWeaker);
}

/** Some host takes the mail from anybody, and none demands more. Addresses that were not reached decide nothing. */
function deliversUnauthenticated({ hosts }: Verdict): boolean {
  const isOpen = hosts.some(({ outcome }) => outcome === 'clear' || outcome === 'encrypted');
  const demands = ({ outcome, reason }: HostVerdict) =>
    outcome === 'authenticated' || outcome === 'defers' || (outcome === 'bounces' && reason.id !== 'no-address');
  return isOpen && !hosts.some(demands);
}

function whyKept(strength: 'weaker' | 'different', existing: PolicyValue, { outcome }: Verdict): PlanReasonId {
  if (outcome === 'authenticated') return strength === 'weaker' ? 'entry-stronger' : 'entry-different';
  if (strength === 'weaker') return 'entry-stronger-unproven';
  if (outcome !== 'clear' && outcome !== 'encrypted') return 'entry-different-unproven';
  // An entry that authenticates nobody is only different from dane, where some senders make no DNSSEC lookups.
  return existing.level === 'dane' ? 'entry-partly-held' : 'entry-partly-stronger';
}

/**
 * Whether a verdict on the merged value speaks against writing it. Attributes that the judge cannot follow were in force
 * before and stay; only trust anchors of its own, and another server name than the one that the advice rests on, make the
 * proven chain worthless.
 */
function refutes({ outcome }: Verdict, value: PolicyValue, advised: PolicyValue): boolean {
  if (outcome === 'defers' || outcome === 'bounces') return true;
  return outcome === 'unknown' && (hasOtherServerName(value, advised) || attributeOf(value, 'tafile') !== null);
}

/** Whether another server name is sent than the one that the advice rests on. */
function hasOtherServerName(value: PolicyValue, advised: PolicyValue): boolean {
  const wanted = serverNameOf(advised);
  return wanted !== null && wanted !== serverNameOf(value);
}

/** The first host that keeps the mail back, else why the outcome is what it is; as one sentence. */
function detailOf({ hosts, reasons }: Verdict): string | undefined {
  const text = (hosts.find(({ outcome }) => outcome === 'defers' || outcome === 'bounces')?.reason ?? reasons[0])?.text;
  return text === undefined || /[.!?]$/.test(text) ? text : `${text}.`;
}
