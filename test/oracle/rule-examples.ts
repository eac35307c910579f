import type { RuleExample } from '../../server/src/language/rule';
import type { PolicyDocument, PolicyEntry } from '../../server/src/policy/document';
import { policyLanguage } from '../../server/src/policy/language';
import { applyEdits } from '../../server/src/text/span';
import type { Punishment } from './agreement';
import { consequenceOf } from './consequence';
import type { PolicyTablesOutput } from './inside/policy-tables';
import type { Table } from './inside/postfix-instance';
import { nextHopsFor } from './next-hops';

/** An example of a rule, and the next-hops by which its entries are tried. */
export interface ExampleCase {
  readonly id: string;
  readonly rule: string;
  readonly kind: 'bad' | 'good';
  readonly text: string;
  readonly tableType: string;
  readonly document: PolicyDocument;
  readonly nextHops: readonly string[];
  /** Why Postfix is not asked; null where it is. */
  readonly untried: string | null;
}

/** The examples of all rules of the policy language. A type that an example does not name is `hash`. */
export const exampleCases: readonly ExampleCase[] = policyLanguage.rules
  .flatMap(({ id, bad, good }) => [
    ...bad.map((example) => ({ example, rule: id, kind: 'bad' as const })),
    ...good.map((example) => ({ example, rule: id, kind: 'good' as const })),
  ])
  .map(({ example, rule, kind }, index) => exampleCase(`example-${index}`, rule, kind, example));

function exampleCase(id: string, rule: string, kind: 'bad' | 'good', example: RuleExample): ExampleCase {
  const { text, tableType = 'hash', untried = null } = example;
  const document = policyLanguage.parse(text, { tableType });
  const nextHops = new Set(example.nextHops ?? document.entries.flatMap(({ key }) => nextHopsFor(key.text)));
  return { id, rule, kind, text, tableType, document, nextHops: [...nextHops], untried };
}

const recipientFor = (id: string, index: number): string => `u@${id}-${index}.invalid`;

/** The example as it stands: shows what becomes of the mail. */
export function asWritten({ id, text, tableType, nextHops }: ExampleCase): Table {
  return {
    id,
    maps: `${tableType}:FILE`,
    // A file that the running Postfix can open; the mistake is about another one.
    text: text.replaceAll('/etc/postfix/ta.pem', '@CA@'),
    ...routed(id, nextHops),
  };
}

/** The example with a level that does not exist in each entry, a different one for each: shows which entry is found. */
export function withMarkers({ id, text, tableType, nextHops, document }: ExampleCase): Table {
  const edits = document.entries.flatMap(({ dropped, value }, index) =>
    dropped === null ? [{ span: value.span, newText: marker(index) }] : [],
  );
  const marked = `${id}-marked`;
  return { id: marked, maps: `${tableType}:FILE`, text: applyEdits(text, edits), ...routed(marked, nextHops) };
}

function routed(id: string, nextHops: readonly string[]): Pick<Table, 'recipients' | 'nextHops'> {
  const routes = nextHops.map((nextHop, index) => [recipientFor(id, index), nextHop] as const);
  return { recipients: routes.map(([recipient]) => recipient), nextHops: Object.fromEntries(routes) };
}

const marker = (index: number): string => `marker-${index}`;

/** Names for the certificate, so that nothing but the entries decides. */
export function certificateNames({ text, nextHops }: ExampleCase): readonly string[] {
  const elements = [...text.matchAll(/match=([\w.:-]+)/gi)].flatMap(([, list = '']) => list.split(':'));
  const isName = (element: string): boolean => element.includes('.') && !/^\.(?:nexthop|hostname)$/i.test(element);
  const matched = elements.filter(isName).map((name) => name.replace(/^\./, 'mx.'));
  const hosts = nextHops.map((nextHop) => nextHop.replace(/^\[|\]?(?::\w+)?$/g, ''));
  return [...matched, ...hosts].filter((name) => /^[\w-]+(?:\.[\w-]+)+$/.test(name) && !/^[\d.]+$/.test(name));
}

/** What postmap(1) or smtp(8) says of a line that it leaves out. */
const leftOut =
  /expected format|must not start with whitespace|unbalanced|non-UTF-8|skipping this|ignoring (?:this|unrecognized)|error in regex|Unmatched|Invalid (?:preceding )?regular expression|extra text after IF statement: "[!/]/;

/** What the deliveries and postmap(1) told of the examples. */
export type ExampleOutput = Pick<PolicyTablesOutput, 'deliveries' | 'postmap' | 'fatalErrors'>;

/** What Postfix did about an example, and the lines that tell. */
export function punishmentOf(example: ExampleCase, output: ExampleOutput): readonly [Punishment, string] {
  const { id } = example;
  const deliveries = output.deliveries.filter(({ table }) => table === id);
  const postmap = output.postmap[id] ?? '';
  const consequences = deliveries.map(consequenceOf);
  const evidence = JSON.stringify({ postmap, deliveries });
  if (deliveries.length !== example.nextHops.length) throw new Error(`${id}: deliveries are missing: ${evidence}`);
  const said = [postmap, ...deliveries.flatMap(({ log }) => log)].join('\n');
  if (leftOut.test(said)) return ['punishes', evidence];
  if (consequences.some((each) => each !== 'delivers' && each !== 'warns')) return ['punishes', evidence];
  const dead = deadKeys(example, output);
  if (dead.length > 0) return ['punishes', `never found: ${dead.join(', ')}`];
  return [consequences.includes('warns') || said.includes('warning:') ? 'warns' : 'takes', evidence];
}

/** The keys under which no next-hop found an entry. A key that stands twice is one key, a pattern always one of its own. */
function deadKeys({ id, document }: ExampleCase, { deliveries }: ExampleOutput): readonly string[] {
  const log = deliveries.filter(({ table }) => table === `${id}-marked`).flatMap((delivery) => delivery.log);
  const isFound = (index: number): boolean => log.some((line) => line.includes(`level "${marker(index)}"`));
  const groups = new Map<string, boolean>();
  document.entries.forEach((entry, index) => {
    if (entry.dropped !== null) return;
    const key = groupOf(entry, index);
    groups.set(key, (groups.get(key) ?? false) || isFound(index));
  });
  return [...groups].filter(([, found]) => !found).map(([key]) => key);
}

function groupOf({ key }: PolicyEntry, index: number): string {
  return key.kind === 'pattern' ? `${index}: ${key.text}` : key.folded;
}
