import type { PolicyValue } from '../../server/src/policy/entry';
import type { Settings } from './settings';

/** Tables with the entry that is advised for each domain where there is one. */
export const adviceTables: readonly {
  readonly id: string;
  readonly profile: 'dnssec' | 'any';
  readonly settings: Settings;
  /** Whether its entries are attacked. */
  readonly isAttacked: boolean;
}[] = [
  { id: 'advice-dnssec', profile: 'dnssec', settings: {}, isAttacked: true },
  { id: 'advice-any', profile: 'any', settings: {}, isAttacked: false },
  // The other kind of consumer that the profile stands for.
  { id: 'advice-any-no-dnssec', profile: 'any', settings: { smtp_dns_support_level: 'enabled' }, isAttacked: true },
];

/** What the advised entries are compared with. */
export const baselineTables: readonly { readonly id: string; readonly value: string }[] = [
  { id: 'base-may', value: 'may' },
  { id: 'base-encrypt', value: 'encrypt' },
  { id: 'base-verify', value: 'verify' },
  { id: 'base-hostname', value: 'secure match=hostname' },
];

/** The kind of an advised entry, as the documentation shows it. */
export function kindOf({ level, attributes }: PolicyValue): string {
  const names = attributes.flatMap(({ name, value }) => (name === 'match' ? value.split(':') : []));
  const sni = attributes.some(({ name }) => name === 'servername') ? ' servername=hostname' : '';
  if (names.length === 0) return `${level}${sni}`;
  return `${level} match=${names.some((name) => name.startsWith('.')) ? '.SUFFIX' : 'HOSTS'}${sni}`;
}
