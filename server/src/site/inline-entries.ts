import { checkDocument, contextOf } from '../language/check';
import type { Finding, Fix } from '../language/finding';
import type { CheckOptions } from '../language/language';
import type { InlineEntry } from '../maincf/inline-table';
import type { PlacedText } from '../maincf/table-reference';
import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { makeKey } from '../policy/key';
import { policyRules } from '../policy/rules';
import type { PolicyRule } from '../policy/rules/rule';
import { parseValue } from '../policy/value';
import type { LogicalLine } from '../text/logical-lines';
import type { Span, TextEdit } from '../text/span';
import { type Answer, answersOf } from './answers';
import { moveCommentAbove } from './comment-above';
import { inlineTableAt, keepsTable, listedInline } from './inline-tables';
import { whyRefused } from './value-refusal';
import type { ListedPoint, ListedTable, Site, SiteFile } from './whole-site';

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

/**
 * Runs the rules about the entries of a policy table over those that stand in main.cf and master.cf themselves, put together as
 * the tables around them do.
 */
export function checkInlineEntries(site: Site, options: CheckOptions): readonly InlineFinding[] {
  // What a comment says in main.cf of the releases and the consumers holds for its tables, too.
  const { consumers } = contextOf(site.mainCf.document, options);
  const asked = { ...options, postfixVersions: site.versions, ...(consumers === null ? {} : { consumers }) };
  return listedInline(site.clients.map(({ tables }) => tables)).flatMap((listed) => {
    const { reference, point } = listed;
    const { text, policies } = policiesIn(lineOf(reference.text, 0, point), answersOf(listed).list);
    // Rule `refused-union` tells these, with the words that Postfix logs.
    const told = ({ answer, value }: PolicyAt): boolean =>
      answer.isOfUnion && whyRefused(value, site.versions) !== null;
    const entries = policies.filter((policy) => !told(policy));
    if (entries.length === 0) return [];
    const document: PolicyDocument = { ...withoutLines, text, lines: entries.map(({ line }) => line), entries };
    const named = { nodes: entries, nameOf: ({ key }: PolicyAt) => key.folded };
    return checkDocument(entryRules, document, named, asked).flatMap((finding) => {
      const place = entries.map((entry) => placeIn(entry, finding)).find((found) => found !== null);
      return place === undefined ? [] : [{ file: point.file, finding: placeInFile(finding, listed, place, entries) }];
    });
  });
}

const withoutLines = { comments: [], tableType: 'hash', hasPatterns: false } as const;

/** What a table answers, as the entry of a policy table. */
interface PolicyAt extends PolicyEntry {
  readonly answer: Answer;
}

/**
 * The answers of which a part stands in the words of a table, each once, in a text that begins with these. An answer that is put
 * together has a line of its own behind them.
 */
function policiesIn(words: LogicalLine, answers: readonly Answer[]): { text: string; policies: readonly PolicyAt[] } {
  const seen = new Set<string>();
  let { text } = words;
  const policies: PolicyAt[] = [];
  for (const answer of answers) {
    const { key, parts } = answer;
    const place = [key?.entry?.key.from, ...parts.map(({ entry, text: own }) => entry?.value.from ?? own)].join(' ');
    if (answer.text === '' || seen.has(place) || parts.every(({ entry }) => entry === null)) continue;
    seen.add(place);
    const [only] = parts.length === 1 ? parts : [];
    const line = only === undefined ? lineOf(answer.text, text.length + 1) : words;
    if (only === undefined) text += `\n${answer.text}`;
    const from = only?.entry?.value.from ?? 0;
    const written = key?.entry?.key ?? { from, text: '' };
    policies.push({
      answer,
      line,
      // What answers every key has none of its own, and one of a file is looked at there. A path is one of which no rule says anything.
      key: makeKey(written.text === '' ? '/' : written.text, spanOf(written)),
      value: parseValue(line, from, from + answer.text.length),
      dropped: null,
    });
  }
  return { text, policies };
}

/** @param point where it stands in a file: a comment in it ends with the line of that. */
function lineOf(text: string, start: number, point: ListedPoint | null = null): LogicalLine {
  let from = start;
  const pieces = point?.line(0, text.length)?.pieces.map((piece) => {
    const own = { start: from, end: from + piece.end - piece.start };
    from = own.end;
    return own;
  });
  const span = { start, end: start + text.length };
  return { text, span, pieces: pieces ?? [span], indented: false };
}

function spanOf({ from, text }: PlacedText): Span {
  return { start: from, end: from + text.length };
}

/** An entry in the words of a table, and how far what is found of it is from its place there. */
interface PlaceIn {
  readonly entry: InlineEntry;
  readonly shift: number;
}

/** In which entry of main.cf a finding about an answer is; null for none, and where it says nothing of such an entry. */
function placeIn({ answer: { key, parts }, line }: PolicyAt, { span, rule }: Finding): PlaceIn | null {
  if (key?.entry && isWithin(span, spanOf(key.entry.key))) return { entry: key.entry, shift: 0 };
  // An answer to every key is no exception: for all the world, level may is as good as any that does not stop mail.
  if (key === null && rule === 'unsafe-level-may') return null;
  for (const { entry, from, text } of parts) {
    if (entry === null) continue;
    const start = parts.length === 1 ? entry.value.from : line.span.start + from;
    if (isWithin(span, spanOf({ from: start, text }))) return { entry, shift: entry.value.from - start };
  }
  return null;
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function placeInFile(
  finding: Finding,
  listed: ListedTable,
  { entry, shift }: PlaceIn,
  entries: readonly PolicyAt[],
): Finding {
  const table = inlineTableAt(listed, listed);
  const { fixes = [], related = [], ...rest } = finding;
  const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
  const place = (span: Span, by: number): Span => listed.point.part(span.start + by, span.end + by);
  const inFile = (edits: readonly TextEdit[]): readonly TextEdit[] | null =>
    table !== null && keepsTable(table, entry, edits) ? table.toFile(edits) : null;
  const placed = fixes.flatMap((fix): Fix[] => {
    const edits =
      rest.rule === 'trailing-comment'
        ? moveCommentAbove(listed.reference.text, moved(finding.span, shift), listed.point.file.document.text, (cut) =>
            inFile([cut]),
          )
        : inFile(fix.edits.map((edit) => ({ ...edit, span: moved(edit.span, shift) })));
    return edits === null ? [] : [{ ...fix, edits }];
  });
  const others = related.flatMap((each) => {
    const found = entries.map((one) => placeIn(one, { ...finding, span: each.span })).find((one) => one !== null);
    return found === undefined ? [] : [{ ...each, span: place(each.span, found.shift) }];
  });
  return {
    ...rest,
    span: place(finding.span, shift),
    ...(others.length === 0 ? {} : { related: others }),
    ...(placed.length === 0 ? {} : { fixes: placed }),
  };
}
