import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Severity } from '../../server/src/language/finding';
import { agrees, confusionMatrix, type Punishment } from './agreement';
import { consequenceOf } from './consequence';
import type { Delivery } from './delivery';
import { excuses } from './excuses';
import type { PolicyTablesInput, PolicyTablesOutput } from './inside/policy-tables';
import type { Table } from './inside/postfix-instance';
import { finds, worst } from './linter';
import { namespaceFor, skip, tableTypes } from './machine';
import { runInside } from './namespace';
import { deadlyValues, fatalNextHops, keyCases } from './policy-keys';
import { valueCases } from './policy-values';
import {
  asWritten,
  certificateNames,
  type ExampleOutput,
  exampleCases,
  punishmentOf,
  withMarkers,
} from './rule-examples';
import type { Consequence } from './value-case';
import { valueText } from './value-texts';

const machine = namespaceFor(['postfix', 'postmap', 'postconf', 'ip', 'unshare']);
const skipped = skip('policy rules against smtp(8)', 'reason' in machine ? machine.reason : null);

const valueKey = (index: number): string => `case-${index}.example`;
const values: Table = {
  id: 'values',
  maps: 'texthash:FILE',
  text: valueCases.map(({ value }, index) => `${valueKey(index)} ${value}\n`).join(''),
  recipients: valueCases.map((_, index) => `u@${valueKey(index)}`),
};

const generated = [...new Set(fc.sample(valueText))];
const generatedKey = (index: number): string => `generated-${index}.example`;
const generatedValues: Table = {
  id: 'generated',
  maps: 'texthash:FILE',
  text: generated.map((value, index) => `${generatedKey(index)} ${value}\n`).join(''),
  recipients: generated.map((_, index) => `u@${generatedKey(index)}`),
};

const keyProbes = keyCases.flatMap(({ nextHops }, index) =>
  nextHops.map((nextHop, number) => ({ index, nextHop, recipient: `u@key-${index}-${number}.invalid` })),
);
/** Entries with a level that does not exist: mail is deferred exactly where an entry is found. */
const keys: Table = {
  id: 'keys',
  maps: 'texthash:FILE',
  text: keyCases.map(({ key }) => `${key} no-such-level\n`).join(''),
  recipients: keyProbes.map(({ recipient }) => recipient),
  nextHops: Object.fromEntries(keyProbes.map(({ recipient, nextHop }) => [recipient, nextHop])),
};

const fatal = fatalNextHops.map((nextHop, index): Table => {
  const recipient = `u@fatal-${index}.invalid`;
  const text = `${nextHop} no-such-level\n`;
  const nextHops = { [recipient]: nextHop };
  return { id: `fatal-${index}`, maps: 'texthash:FILE', text, recipients: [recipient], nextHops, isFatal: true };
});

const deadly = deadlyValues.map((value, index): Table => {
  const [domain, id] = [`deadly-${index}.example`, `deadly-${index}`];
  return { id, maps: 'texthash:FILE', text: `${domain} ${value}\n`, recipients: [`u@${domain}`], isFatal: true };
});

/** The examples whose table type this Postfix can read. */
const known = skipped ? [] : tableTypes();
const tried = exampleCases.filter(({ untried }) => untried === null);
// A text of comments alone has no next-hop to try.
const readable = tried.filter(({ tableType, nextHops }) => known.includes(tableType) && nextHops.length > 0);
const unreadable = tried.map(({ tableType }) => tableType).filter((type) => !known.includes(type));
if (!skipped && unreadable.length > 0) {
  skip(
    'examples of rules',
    `Postfix lacks the table types ${[...new Set(unreadable)].join(', ')} (Debian: postfix-TYPE)`,
  );
}

interface Row {
  readonly of: string;
  readonly said: Severity | null;
  readonly punishment: Punishment;
}

describe.skipIf(skipped)('the rules for policy tables say what Postfix does', () => {
  let output: ExampleOutput;
  const rows: Row[] = [];
  const to = (table: string, recipient: string): Delivery | undefined =>
    output.deliveries.find((each) => each.table === table && each.recipient === recipient);
  const compare = (row: Row, evidence: string): void => {
    rows.push(row);
    const isExcused = excuses.some(({ of }) => of === row.of);
    expect(agrees(row.said, row.punishment), `says ${row.said}, Postfix ${row.punishment}: ${evidence}`).toBe(
      !isExcused,
    );
  };

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    const inputs: readonly PolicyTablesInput[] = [
      // No foreign names in the certificate: some of the values are to fail with these.
      { tables: [values, generatedValues, keys, ...fatal, ...deadly], names: [] },
      {
        tables: readable.flatMap((example) => [asWritten(example), withMarkers(example)]),
        names: readable.flatMap(certificateNames),
      },
    ];
    const { unshare } = machine;
    const outputs = await Promise.all(
      inputs.map((input) => runInside<PolicyTablesOutput>(unshare, 'policy-tables.ts', input)),
    );
    output = {
      deliveries: outputs.flatMap(({ deliveries }) => deliveries),
      postmap: Object.assign({}, ...outputs.map(({ postmap }) => postmap)) as PolicyTablesOutput['postmap'],
      fatalErrors: outputs[0]?.fatalErrors ?? {},
    };
  });

  it.each(valueCases.map((each, index) => ({ ...each, index })))('smtp(8) $consequence: $value', (each) => {
    const delivery = to('values', `u@${valueKey(each.index)}`);
    expect(delivery && consequenceOf(delivery), JSON.stringify(delivery)).toBe(each.consequence);
    if (each.log !== undefined) expect(delivery?.log).toContainEqual(expect.stringContaining(each.log));
    compare(
      {
        of: each.value,
        said: worst(`example.org ${withParts(each.value)}\n`, 'texthash'),
        punishment: punishmentBy(each.consequence),
      },
      JSON.stringify(delivery),
    );
  });

  it.each(generated.map((value, index) => [value, index] as const))('smtp(8) agrees about %j', (value, index) => {
    const delivery = to('generated', `u@${generatedKey(index)}`);
    const consequence = delivery === undefined ? 'other' : consequenceOf(delivery);
    expect(consequence, JSON.stringify(delivery)).not.toBe('other');
    compare(
      {
        of: value,
        said: worst(`example.org ${value}\n`, 'texthash'),
        punishment: punishmentBy(consequence as Consequence),
      },
      JSON.stringify(delivery),
    );
  });

  it.each(keyProbes)('smtp(8) looks $nextHop up (key case $index)', ({ index, recipient }) => {
    const { key, found } = keyCases[index]!;
    const delivery = to('keys', recipient);
    const isDeferredByEntry = delivery !== undefined && consequenceOf(delivery) === 'defers';
    expect(isDeferredByEntry, `${key}: ${JSON.stringify(delivery)}`).toBe(found);
    if (!found) expect(delivery?.status, `${key}: ${JSON.stringify(delivery)}`).toBe('sent');
  });

  it.each(fatalNextHops.map((nextHop, index) => [nextHop, index] as const))('smtp(8) ends at %s', (nextHop, index) => {
    expect(output.fatalErrors[`fatal-${index}`]).toMatch(
      /^fatal: .*(?:address required|unknown service|bad network port)/,
    );
    compare(
      { of: nextHop, said: worst(`${nextHop} encrypt\n`, 'texthash'), punishment: 'punishes' },
      output.fatalErrors[`fatal-${index}`] ?? '',
    );
  });

  it.each(deadlyValues.map((value, index) => [value, index] as const))('smtp(8) ends at %s', (value, index) => {
    expect(output.fatalErrors[`deadly-${index}`]).toBe('panic: vstring_alloc: bad length 0');
    const said = worst(`example.org ${withParts(value)}\n`, 'texthash');
    compare({ of: value, said, punishment: 'punishes' }, output.fatalErrors[`deadly-${index}`] ?? '');
  });

  it.each(keyCases)('knows whether the key $key is dead', ({ key, dead }) => {
    const said = worst(`${key} encrypt\n`, 'texthash');
    compare({ of: key, said, punishment: dead ? 'punishes' : 'takes' }, key);
  });

  it.each(readable)('Postfix agrees with the $kind example of $rule: $text', (example) => {
    const { text, tableType, rule, kind } = example;
    expect(finds(rule, text, tableType)).toBe(kind === 'bad');
    const [punishment, evidence] = punishmentOf(example, output);
    compare({ of: text, said: worst(text, tableType), punishment }, evidence);
  });

  it('has no excuse that is not needed, and tells how often both agree', () => {
    const needed = rows.filter(({ said, punishment }) => !agrees(said, punishment)).map(({ of }) => of);
    expect([...new Set(needed)].sort()).toEqual(excuses.map(({ of }) => of).sort());
    const untried = exampleCases.filter((example) => example.untried !== null);
    console.log(
      `${rows.length} values, keys and examples, ${excuses.length} excused, ${untried.length} not tried\n${confusionMatrix(rows)}`,
    );
  });
});

/** What the linter sees in the place of the placeholders, which are filled in where Postfix runs. */
function withParts(value: string): string {
  return value
    .replaceAll('@SPKI@', '5a'.repeat(32))
    .replaceAll('@SPKI-COLONS@', Array(32).fill('5A').join(':'))
    .replaceAll('@CA@', '/etc/postfix/ca.pem');
}

function punishmentBy(consequence: Consequence): Punishment {
  if (consequence === 'delivers') return 'takes';
  return consequence === 'warns' ? 'warns' : 'punishes';
}
