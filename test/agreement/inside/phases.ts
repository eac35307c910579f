import type { Lab } from '../../../lab/lab';
import type { Evidence } from '../../../server/src/probe/evidence';
import type { Delivery } from '../../oracle/delivery';
import { type Attack, type Victim } from '../attacks';
import { phasesOf, type Target } from '../isolation';
import type { AttackCell, Book, Cell } from '../output';
import { relayOf, sessionOf } from '../relay';
import type { Mailer } from './mailer';
import type { ScenarioTable } from './tables';
import type { World } from './world';

/** What the phases have in common. */
export interface Stage {
  readonly world: World;
  readonly mailer: Mailer;
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Has Postfix's own processes forget what they know. */
  readonly reload: () => Promise<void>;
}

interface Sent {
  readonly table: string;
  readonly scenario: string;
  readonly delivery: Delivery;
}

/** The longest silence between two verdicts of a phase: far longer than any host keeps smtp(8) waiting. */
const silentSeconds = 60;

/** Addresses that one delivery tries (smtp_mx_address_limit); what lies behind them is never asked. */
const addressLimit = 5;

/** Every scenario as it is. */
export async function deliverAll(
  stage: Stage,
  tables: readonly ScenarioTable[],
): Promise<{ readonly cells: readonly Cell[]; readonly book: Book }> {
  const { sent, book } = await deliver(stage, 'all', tables);
  return { cells: sent.map((each) => ({ ...each, address: null })), book };
}

/** Each address of the scenarios with several, while the others greet with 421. */
export async function deliverAlone(
  stage: Stage,
  tables: readonly ScenarioTable[],
): Promise<{ readonly cells: readonly Cell[]; readonly books: readonly Book[] }> {
  const { lab } = stage.world;
  const cells: Cell[] = [];
  const books: Book[] = [];
  for (const [index, targets] of phasesOf(Object.entries(stage.evidence).flatMap(targetsOf)).entries()) {
    lab.reset();
    const off = new Map(targets.flatMap(({ others }) => others.map((address) => [address, hostAt(lab, address)])));
    for (const [address, host] of off) if (host !== null) await lab.set(host, { greeting: 'temporary' }, address);
    const addressOf = new Map(targets.map(({ scenario, address }) => [scenario, address]));
    const chosen = tables.map((table) => restricted(table, (scenario) => addressOf.has(scenario)));
    const { sent, book } = await deliver(stage, `alone ${index + 1}`, chosen);
    cells.push(...sent.map((each) => ({ ...each, address: addressOf.get(each.scenario) ?? null })));
    books.push(book);
  }
  lab.reset();
  return { cells, books };
}

export async function deliverUnderAttack(
  stage: Stage,
  attack: Attack,
  tables: readonly ScenarioTable[],
): Promise<{ readonly cells: readonly AttackCell[]; readonly book: Book }> {
  const { lab, unbound } = stage.world;
  const attacked = new Set<string>();
  const changed = new Map<string, Parameters<Lab['set']>[1]>();
  let isInDns = false;
  lab.reset();
  for (const [scenario, evidence] of Object.entries(stage.evidence)) {
    if (!tables.some((table) => [...table.scenarioOf.values()].includes(scenario))) continue;
    const interference = attack.against(victimOf(evidence));
    if (interference === null) continue;
    attacked.add(scenario);
    for (const fault of interference.faults) lab.dnsFault(fault);
    isInDns ||= interference.faults.length > 0;
    if (interference.change === null) continue;
    for (const host of hostNamesOf(lab, evidence)) changed.set(host, interference.change(host));
  }
  for (const [host, change] of changed) await lab.set(host, change);
  if (isInDns) {
    await unbound.flush();
    await stage.reload();
  }
  const chosen = tables.map((table) => restricted(table, (scenario) => attacked.has(scenario)));
  const { sent, book } = await deliver(stage, attack.id, chosen);
  lab.reset();
  if (isInDns) await unbound.flush();
  return { cells: sent.map((each) => ({ ...each, attack: attack.id })), book };
}

async function deliver(
  { world: { lab }, mailer }: Stage,
  phase: string,
  tables: readonly ScenarioTable[],
): Promise<{ readonly sent: readonly Sent[]; readonly book: Book }> {
  const before = receivedBy(lab);
  const deliveries = await mailer.send(tables, silentSeconds);
  const scenarios = new Map(tables.map(({ id, scenarioOf }) => [id, scenarioOf]));
  const sent = deliveries.map((delivery) => ({
    table: delivery.table,
    scenario: scenarios.get(delivery.table)?.get(delivery.recipient) ?? '',
    delivery,
  }));
  const received = receivedBy(lab);
  for (const [key, count] of Object.entries(before)) received[key] = (received[key] ?? 0) - count;
  return { sent, book: { phase, sent: sentTo(deliveries), received } };
}

function receivedBy(lab: Lab): Record<string, number> {
  return count(
    lab.connections().flatMap(({ address, messages }) => messages.map(({ overTls }) => bookKey(address, overTls))),
  );
}

function sentTo(deliveries: readonly Delivery[]): Record<string, number> {
  return count(
    deliveries
      .filter(({ status }) => status === 'sent')
      .map((delivery) => bookKey(relayOf(delivery)?.address ?? '?', sessionOf(delivery) !== null)),
  );
}

function bookKey(address: string, overTls: boolean): string {
  return `${address} ${overTls ? 'tls' : 'clear'}`;
}

function count(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function targetsOf([scenario, { hosts }]: readonly [string, Evidence]): readonly Target[] {
  const all = hosts.flatMap(({ name, addresses }) => addresses.map(({ address }) => ({ host: name, address })));
  if (all.length < 2) return [];
  return all.slice(0, addressLimit).map(({ host, address }) => ({
    scenario,
    host,
    address,
    others: all.map((other) => other.address).filter((other) => other !== address),
  }));
}

function restricted(table: ScenarioTable, keep: (scenario: string) => boolean): ScenarioTable {
  const kept = table.recipients.filter((recipient) => keep(table.scenarioOf.get(recipient) ?? ''));
  return { ...table, recipients: kept };
}

function hostAt(lab: Lab, address: string): string | null {
  return lab.world.hosts.find(({ addresses }) => addresses.includes(address))?.name ?? null;
}

function hostNamesOf(lab: Lab, { hosts }: Evidence): readonly string[] {
  const addresses = hosts.flatMap((host) => [...host.ipv4.records, ...host.ipv6.records]);
  return [...new Set(addresses.flatMap((address) => hostAt(lab, address) ?? []))];
}

function victimOf({ domain, nextHop, hosts, routing }: Evidence): Victim {
  const aliases = hosts.flatMap(({ ipv4, ipv6 }) => [...ipv4.aliases, ...ipv6.aliases].map(({ to }) => to));
  const port = Number(/\]:(\d+)$/.exec(nextHop)?.[1] ?? 25);
  return { domain, hasMx: routing === 'mx', port, hosts: [...new Set([...hosts.map(({ name }) => name), ...aliases])] };
}
