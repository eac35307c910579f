import { labelsOf, lastLabels, parseName } from '../dns/name';
import type { DomainName, Exchange } from '../dns/record';
import { rrType } from '../dns/types';

/** Labels of the deepest zone: the root, top-level domains and those below them are nearly always zones. */
const deepest = 2;

/**
 * Asks at once what the chain of trust to a name will want one after the other: its first zones’ DS and DNSKEY records.
 * The replies wait in the exchange, which has to be a shared one; one that does not come is asked for again when it is due.
 */
export function askAhead(exchange: Exchange, asked: string, signal: AbortSignal): void {
  const name = parseName(asked);
  if (name === null) return;
  const depth = Math.min(deepest, labelsOf(name).length);
  const zones = Array.from({ length: depth + 1 }, (_, count) => lastLabels(name, count));
  const ask = (zone: DomainName, type: number): void =>
    void exchange({ name: zone, type }, signal).catch(() => undefined);
  for (const zone of zones) {
    ask(zone, rrType.DNSKEY);
    if (zone !== zones[0]) ask(zone, rrType.DS);
  }
}
