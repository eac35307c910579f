import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Advice } from './advice';
import { type AdviseOptions, commentOf } from './advise';
import { tell } from './advise-reasons';
import { attributeOf } from './attributes-in-doubt';
import { tryNames } from './candidates';
import { judge } from './judge';
import { type EntryPlan, planReplacement } from './plan';
import { replacementsOf } from './replacements';
import { sendsHostName } from './secure-values';
import type { Sender } from './sender';

/** The names in `match=` of a provider that renamed its hosts, and those that its hosts show now. */
export interface Renaming {
  /** As `match=` has them, sorted. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** What else the new entry needs: `servername=hostname` where that decides. */
  readonly more: readonly PolicyAttribute[];
}

/**
 * Whether the names of an entry no longer cover the hosts that take its mail, while others do that hold and weaken
 * nothing; null where they still do, or where nothing better is proven.
 */
export function renamingOf(
  existing: PolicyValue | null,
  advice: Advice,
  evidence: Evidence,
  sender: Sender,
): Renaming | null {
  const from = existing === null ? [] : providerNames(existing, evidence);
  if (existing === null || from.length === 0) return null;
  const misses = judge(existing, evidence, sender).hosts.some(({ reason }) => reason.id === 'certificate-name');
  if (!misses) return null;
  const found = replacementsOf(existing, advice, evidence, sender).find(
    ({ value }) => value.level === existing.level && providerNames(value, evidence).length > 0,
  );
  if (found === undefined) return null;
  const to = namesOf(found.value);
  const more = found.value.attributes.filter(
    ({ name, value }) => name === sendsHostName.name && value === sendsHostName.value,
  );
  return to.join(':') === from.join(':') ? null : { from, to, more };
}

/** Whether an entry names the same hosts of the provider as another did, in whatever order. */
export function hasNames(value: PolicyValue | null, { from }: Renaming): boolean {
  return value?.level === 'secure' && namesOf(value).join(':') === from.join(':');
}

/**
 * The entry with the new names, where they hold for its own next-hop by what was seen of that: never weaker for anybody,
 * and with all its other attributes.
 */
export function planRenaming(
  existing: PolicyValue,
  { to, more }: Renaming,
  evidence: Evidence,
  sender: Sender,
  options: AdviseOptions,
): EntryPlan {
  const tried = tryNames(to, more, evidence, sender);
  if (tried.standing !== 'stands') return { kind: 'keep', reason: tell('names-not-proven', evidence.domain, to) };
  const { value, plainNames: confirm } = tried;
  return planReplacement(existing, { value, comment: commentOf(tried, evidence, options), confirm }, evidence, sender);
}

/** The names, sorted, where one of them is another's than the domain's own. */
function providerNames(value: PolicyValue, { domain }: Evidence): readonly string[] {
  const names = value.level === 'secure' ? namesOf(value) : [];
  const isOther = (name: string) =>
    !['nexthop', 'dot-nexthop', 'hostname'].includes(name) && !`.${name}`.endsWith(`.${domain}`);
  return names.some(isOther) ? names : [];
}

function namesOf(value: PolicyValue): readonly string[] {
  const names = (attributeOf(value, 'match') ?? '').split(':').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))].sort();
}
