import { beforeAll, describe, expect, it } from 'vitest';
import { consequenceOf } from './consequence';
import type { Delivery } from './delivery';
import type { PolicyTablesInput } from './inside/policy-tables';
import { namespaceFor, skip } from './machine';
import { runInside } from './namespace';
import { valueCases } from './policy-values';

const machine = namespaceFor(['postfix', 'postmap', 'ip', 'unshare']);
const skipped = skip('policy values against smtp(8)', 'reason' in machine ? machine.reason : null);

describe.skipIf(skipped)('smtp(8)', () => {
  let deliveries: ReadonlyMap<string, Delivery>;
  const keyOf = (index: number): string => `case-${index}.example`;

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    const text = valueCases.map(({ value }, index) => `${keyOf(index)} ${value}\n`).join('');
    const recipients = valueCases.map((_, index) => `u@${keyOf(index)}`);
    const table = { id: 'values', maps: 'texthash:FILE', text, recipients };
    const all = await runInside<PolicyTablesInput, readonly Delivery[]>(
      machine.unshare,
      'policy-tables.ts',
      { tables: [table] },
      120,
    );
    deliveries = new Map(all.map((delivery) => [delivery.recipient, delivery]));
  });

  it.each(valueCases.map((each, index) => ({ ...each, index })))('$consequence with "$value"', ({ index, ...each }) => {
    const delivery = deliveries.get(`u@${keyOf(index)}`);
    expect(delivery && consequenceOf(delivery), JSON.stringify(delivery)).toBe(each.consequence);
    if (each.log === undefined) return;
    expect(delivery?.log).toContainEqual(expect.stringContaining(each.log.replaceAll('KEY', keyOf(index))));
  });
});
