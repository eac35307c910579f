import type { PolicyValue } from '../../server/src/policy/entry';
import { findEntry } from '../../server/src/policy/find';
import { lookupKeys } from '../../server/src/policy/lookup';
import { parsePolicy } from '../../server/src/policy/parse';
import type { ValueNode } from '../../server/src/policy/value-node';
import { serverNamesOf } from '../../server/src/verdict/server-names';
import { type Comparison, compareAddress, compareDelivery } from './compare';
import { triedScenarios } from './conduct';
import { observe } from './observation';
import type { AgreementOutput, Cell } from './output';
import { senderOf } from './settings';
import { type Variant, variants } from './variants';

export interface ComparedCell extends Cell, Comparison {}

/** Holds the judge against every cell that a variant of an entry gave. */
export function compareAll(output: AgreementOutput): readonly ComparedCell[] {
  return variants.flatMap((variant) => compareVariant(variant, output));
}

/** @param deliveriesOf the variant whose deliveries are compared, to see whether another one's would be noticed. */
export function compareVariant(
  { id, settings = {} }: Variant,
  output: AgreementOutput,
  deliveriesOf = id,
): readonly ComparedCell[] {
  const sender = senderOf(settings, output.postfixVersion);
  const valueFor = lookupIn(output.tables[id] ?? '');
  return output.cells
    .filter(({ table }) => table === deliveriesOf)
    .map((cell) => {
      const value = valueFor(cell.scenario);
      // As an entry is verified: servers are asked by the name that it sends.
      const isNamed = serverNamesOf(value, sender).length > 0;
      const evidence = (isNamed ? output.namedEvidence : output.evidence)[cell.scenario];
      if (evidence === undefined) throw new Error(`no evidence of ${cell.scenario}`);
      const question = { value, evidence, sender };
      const seen = observe(cell.delivery);
      const comparison =
        cell.address === null ? compareDelivery(question, seen) : compareAddress(question, cell.address, seen);
      return { ...cell, ...comparison };
    });
}

/** The value that the product finds for a scenario's next-hop in a policy table. */
function lookupIn(text: string): (scenario: string) => PolicyValue | null {
  const table = parsePolicy(text);
  const nextHops = new Map(triedScenarios.map(({ id, domain }) => [id, domain]));
  return (scenario) => {
    for (const key of lookupKeys(nextHops.get(scenario) ?? '')) {
      const entry = findEntry(table, key);
      // Of a value that fails at the handshake the parser says only that Postfix does not use it.
      if (entry !== null) return entry.value.value ?? wordsOf(entry.value);
    }
    return null;
  };
}

function wordsOf({ meant, attributes }: ValueNode): PolicyValue | null {
  if (meant === null) return null;
  const written = attributes.map(({ name, value }) => ({ name: name.text.toLowerCase(), value: value?.text ?? '' }));
  return { level: meant.level, attributes: written };
}
