import { attacks } from './attacks';
import { adviceTables, baselineTables, kindOf } from './entry-kinds';
import type { AgreementOutput, AttackCell } from './output';
import { relayOf } from './relay';

/** Who got the message. `kept`: nobody, it waits or bounces. */
export type Recipient = 'attacker' | 'right host' | 'kept';

export interface AttackResult {
  readonly attack: string;
  readonly scenario: string;
  /** The kind of entry, as the documentation shows it. */
  readonly kind: string;
  readonly isAdvised: boolean;
  readonly recipient: Recipient;
  /** Whether the advice said that others than the domain's hosts pass: a suffix, or somebody's wildcard certificate. */
  readonly isForewarned: boolean;
}

const breadthReasons: readonly string[] = ['suffix-breadth', 'wildcard-breadth'];

export function attackResults(output: AgreementOutput): readonly AttackResult[] {
  return output.attacks.map((cell) => ({
    attack: cell.attack,
    scenario: cell.scenario,
    recipient: recipientOf(cell, output.attackerAddresses),
    ...entryOf(cell, output),
  }));
}

function recipientOf({ attack, delivery }: AttackCell, attackerAddresses: readonly string[]): Recipient {
  if (delivery.status !== 'sent') return 'kept';
  const takesOver = attacks.some(({ id, takesOver: whole }) => id === attack && whole);
  return takesOver || attackerAddresses.includes(relayOf(delivery)?.address ?? '') ? 'attacker' : 'right host';
}

function entryOf(
  { table, scenario }: AttackCell,
  { advice }: AgreementOutput,
): Pick<AttackResult, 'kind' | 'isAdvised' | 'isForewarned'> {
  const baseline = baselineTables.find(({ id }) => id === table);
  if (baseline !== undefined) return { kind: baseline.value, isAdvised: false, isForewarned: false };
  const source = adviceTables.find(({ id }) => id === table);
  const given = source === undefined ? undefined : advice[scenario]?.[source.profile];
  if (source === undefined || given?.value == null) throw new Error(`no advice for ${scenario} in ${table}`);
  const kind = kindOf(given.value);
  const isForewarned = given.reasons.some(({ id }) => breadthReasons.includes(id));
  // There dane acts as may, as the advice for the profile says.
  return source.settings.smtp_dns_support_level !== undefined && given.value.level === 'dane'
    ? { kind: 'dane (without DNSSEC lookups)', isAdvised: false, isForewarned }
    : { kind, isAdvised: true, isForewarned };
}
