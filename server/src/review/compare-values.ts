import type { PolicyValue } from '../policy/entry';
import type { Sender } from '../verdict/sender';
import { compareStrength } from '../verdict/strength';

/** How a new value compares to the old one for these senders; null: Postfix can't use what stands there. */
export function compareValues(
  after: PolicyValue | null,
  before: PolicyValue | null,
  key: string,
  sender: Sender,
): 'stronger' | 'weaker' | 'different' | 'equivalent' {
  if (after === null || before === null) return 'different';
  const strength = compareStrength(after, before, sender, domainOf(key));
  if (strength === 'weaker' || changedAttributes(after, before).length === 0) {
    return strength === 'equal' ? 'equivalent' : strength;
  }
  return 'different';
}

/** The names of the attributes beside `match` and `tafile`, which are compared by what they protect from. */
export function changedAttributes(after: PolicyValue, before: PolicyValue): readonly string[] {
  const [now, then] = [others(after), others(before)];
  const names = new Set([...now.keys(), ...then.keys()]);
  return [...names].filter((name) => now.get(name) !== then.get(name));
}

function others({ attributes }: PolicyValue): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of attributes) {
    if (name !== 'match' && name !== 'tafile') found.set(name, `${found.get(name) ?? ''} ${value}`);
  }
  return found;
}

/** The next-hop's name, without what stands around it. */
export function domainOf(key: string): string {
  return key
    .toLowerCase()
    .replace(/^\[([^\]]*)\].*$/, '$1')
    .replace(/:[^:]*$/, '')
    .replace(/^\./, '');
}
