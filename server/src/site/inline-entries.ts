import { checkDocument, contextOf } from '../language/check';
import type { Finding, Fix } from '../language/finding';
import type { CheckOptions } from '../language/language';
import type { InlineEntry } from '../maincf/inline-table';
import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { makeKey } from '../policy/key';
import { policyRules } from '../policy/rules';
import type { PolicyRule } from '../policy/rules/rule';
import { parseValue } from '../policy/value';
import { foldCase } from '../text/fold-case';
import type { LogicalLine } from '../text/logical-lines';
import { type InlineTableAt, inlineTables, keepsTable } from './inline-tables';
import { strayAttributes } from './stray-attributes';
import type { Site, SiteFile } from './whole-site';

/** What a rule about policy tables says of an entry that stands in main.cf or master.cf, in its place there. */
export interface InlineFinding {
  readonly file: SiteFile;
  readonly finding: Finding;
}

/** About lines of a file, or told in other words by a rule about inline tables. */
const aboutLines: ReadonlySet<string> = new Set([
  'missing-value',
  'unbalanced-quote',
  'indented-first-line',
  'indented-rule',
  'duplicate-key',
  'invalid-utf8',
]);

/** The rules about policy tables that look at one entry, or at how it stands to others. */
export const entryRules: readonly PolicyRule[] = policyRules.filter(
  ({ id, scope }) => (scope === 'node' || scope === 'related') && !aboutLines.has(id),
);

/** An answer to every key is no exception: for all the world, level may is as good as any that does not stop mail. */
const defaultRules = entryRules.filter(({ id }) => id !== 'unsafe-level-may');

/** Runs the rules about the entries of a policy table over those that stand in main.cf and master.cf themselves. */
export function checkInlineEntries(site: Site, options: CheckOptions): readonly InlineFinding[] {
  // What a comment says in main.cf of the releases and the consumers holds for its tables, too.
  const { consumers } = contextOf(site.mainCf.document, options);
  const asked = { ...options, postfixVersions: site.versions, ...(consumers === null ? {} : { consumers }) };
  return inlineTables(site).flatMap((table) => {
    const written = entriesInForce(table);
    if (written.length === 0) return [];
    const line: LogicalLine = {
      text: table.text,
      span: { start: 0, end: table.text.length },
      pieces: [{ start: 0, end: table.text.length }],
      indented: false,
    };
    const entries = written.map((entry) => policyEntry(table, entry, line));
    const document: PolicyDocument = {
      text: table.text,
      lines: [line],
      comments: [],
      tableType: 'hash',
      hasPatterns: false,
      entries,
    };
    const rules = table.type === 'static' ? defaultRules : entryRules;
    const named = { nodes: entries, nameOf: ({ key }: PolicyEntry) => key.folded };
    return checkDocument(rules, document, named, asked).flatMap((finding) => {
      const entry = written.find((each) => isAbout(finding, each, table));
      return entry === undefined ? [] : [{ file: table.file, finding: placeInFile(finding, table, entry) }];
    });
  });
}

/** Of entries for one key the last one counts. What is no entry at all, rules about inline tables tell. */
function entriesInForce(table: InlineTableAt): readonly InlineEntry[] {
  const stray = new Set(strayAttributes(table).map(({ attribute }) => attribute));
  const last = new Map(table.entries.map((entry) => [foldCase(entry.key.text), entry]));
  return [...last.values()].filter((entry) => entry.value.text !== '' && !stray.has(entry));
}

function policyEntry({ type }: InlineTableAt, { key, value }: InlineEntry, line: LogicalLine): PolicyEntry {
  const span = { start: key.from, end: key.from + key.text.length };
  return {
    line,
    // An answer to every key has none of its own. A path is one of which no rule says anything.
    key: makeKey(type === 'static' ? '/' : key.text, span),
    value: parseValue(line, value.from, value.from + value.text.length),
    dropped: null,
  };
}

function isAbout({ span }: Finding, { key, value }: InlineEntry, { type }: InlineTableAt): boolean {
  const parts = type === 'static' ? [value] : [key, value];
  return parts.some(({ text, from }) => from <= span.start && span.end <= from + text.length);
}

function placeInFile(finding: Finding, table: InlineTableAt, entry: InlineEntry): Finding {
  const { fixes = [], related, ...rest } = finding;
  const place = ({ span }: Pick<Finding, 'span'>) => table.part(span.start, span.end);
  const placed = fixes.flatMap((fix): Fix[] => {
    const edits = keepsTable(table, entry, fix.edits) ? table.toFile(fix.edits) : null;
    return edits === null ? [] : [{ ...fix, edits }];
  });
  return {
    ...rest,
    span: place(finding),
    ...(related === undefined ? {} : { related: related.map((each) => ({ ...each, span: place(each) })) }),
    ...(placed.length === 0 ? {} : { fixes: placed }),
  };
}
