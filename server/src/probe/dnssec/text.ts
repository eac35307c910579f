import type { DomainName } from '../dns/record';
import { Fault } from '../fault';

/** A name for people: the root is a dot. */
export function nameText(name: DomainName): string {
  return name === '' ? '.' : name;
}

/** `3 days`; the largest unit that fits, rounded down. */
export function durationText(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds >= each) ?? [1, 'second'];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export function bogus(problem: string): Fault {
  return new Fault('dnssec-bogus', `DNSSEC validation failed: ${problem}`);
}
