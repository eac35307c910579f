import type { PolicyValue } from '../../policy/entry';
import type { Evidence, MtaStsPolicy } from '../../probe/evidence';
import { t } from '../../text/translate';
import { isAllowedBy } from '../../verdict/match-names';

/** Words that stand for names, and names of the domain itself: what they accept is none of the policy's hosts by name. */
const keywords: ReadonlySet<string> = new Set(['nexthop', 'dot-nexthop', 'hostname']);

/**
 * How an entry contradicts the MTA-STS policy that the domain enforces (RFC 8461 section 4); null where it does not, or none is
 * enforced.
 */
export function contradictionOf({ level, attributes }: PolicyValue, { mtaSts, domain }: Evidence): string | null {
  const { policy } = mtaSts;
  if (policy?.mode !== 'enforce') return null;
  if (unauthenticated.has(level)) {
    return t(
      'The domain asks for authenticated mail by an enforced MTA-STS policy, and level {0} does not authenticate.',
      level,
    );
  }
  const names = attributes.filter(({ name }) => name === 'match').flatMap(({ value }) => value.split(':'));
  const strange = names.filter((name) => !isMeant(name.toLowerCase(), policy, domain));
  return strange.length === 0
    ? null
    : t(
        'The MTA-STS policy that the domain enforces allows {0}, and not {1}.',
        policy.mx.join(', '),
        strange.join(', '),
      );
}

const unauthenticated: ReadonlySet<string> = new Set(['none', 'may', 'encrypt']);

function isMeant(name: string, { mx }: MtaStsPolicy, domain: string): boolean {
  if (keywords.has(name) || name === domain || name === `.${domain}`) return true;
  // A suffix is meant where the policy allows all hosts below it.
  return mx.some((pattern) => (name.startsWith('.') ? pattern === `*${name}` : isAllowedBy(name, pattern)));
}
