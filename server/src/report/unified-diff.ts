import { applyEdits, type TextEdit } from '../text/span';

/** Lines around a change that are shown with it, as `diff -u` does. */
const contextLines = 3;

/**
 * The change of a file in the unified format, which `patch -p0` and `git apply -p0` read; empty where the edits change
 * nothing. Lines are told as they are, line breaks and control characters included.
 *
 * @param edits in the order of the text; they do not overlap.
 */
export function unifiedDiff(path: string, before: string, edits: readonly TextEdit[]): string {
  const lines = linesOf(before);
  const changes = lineChanges(before, lines, edits);
  if (changes.length === 0) return '';
  const name = headerName(path);
  let shift = 0;
  const hunks = groupChanges(changes).map((group) => {
    const text = hunk(lines, group, shift);
    for (const { from, to, added } of group) shift += added.length - (to - from);
    return text;
  });
  return `--- ${name}\n+++ ${name}\n${hunks.join('')}`;
}

/** Lines of the text before, counted from 0, in the place of which others stand. */
interface LineChange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly added: readonly string[];
}

/** Each line with its line break; the last one may have none. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function lineChanges(text: string, lines: readonly string[], edits: readonly TextEdit[]): readonly LineChange[] {
  const changes: LineChange[] = [];
  let line = 0;
  /** Where the line begins. */
  let offset = 0;
  for (let index = 0; index < edits.length; ) {
    const first = edits[index];
    if (!first) break;
    for (; line < lines.length && isBefore(lines[line] ?? '', offset, first); line++)
      offset += lines[line]?.length ?? 0;
    const [from, start] = [line, offset];
    const here: TextEdit[] = [];
    // All the edits that begin on lines which the ones before reach.
    const isReached = ({ span }: TextEdit): boolean =>
      span.start < offset || (line === lines.length && !text.endsWith('\n'));
    for (let edit = edits[index]; edit && (edit === first || isReached(edit)); edit = edits[++index]) {
      here.push(edit);
      while (line < lines.length && offset <= edit.span.end) {
        offset += lines[line]?.length ?? 0;
        line += 1;
      }
    }
    const moved = here.map(({ span, newText }) => ({
      span: { start: span.start - start, end: span.end - start },
      newText,
    }));
    const added = linesOf(applyEdits(text.slice(start, offset), moved));
    const change = trimmed(lines, { from, to: line, added });
    if (change.from < change.to || change.added.length > 0) changes.push(change);
  }
  return changes;
}

/** Whether the edit lies beyond the line; the end of a last line without line break is on that line. */
function isBefore(line: string, offset: number, { span }: TextEdit): boolean {
  return line.endsWith('\n') && offset + line.length <= span.start;
}

/** Leaves out lines at both ends that are the same before and after. */
function trimmed(lines: readonly string[], { from, to, added }: LineChange): LineChange {
  let [low, high, end] = [0, added.length, to];
  while (low < high && from + low < end && lines[from + low] === added[low]) low++;
  while (high > low && end > from + low && lines[end - 1] === added[high - 1]) {
    high--;
    end--;
  }
  return { from: from + low, to: end, added: added.slice(low, high) };
}

/** Changes that share lines of context stand in one hunk. */
function groupChanges(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const end = last?.at(-1)?.to;
    if (last && end !== undefined && change.from - end <= 2 * contextLines) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** @param shift how many more lines the hunks before have added than taken away. */
function hunk(lines: readonly string[], group: readonly LineChange[], shift: number): string {
  const from = Math.max(0, (group[0]?.from ?? 0) - contextLines);
  const to = Math.min(lines.length, (group.at(-1)?.to ?? 0) + contextLines);
  let told = '';
  let position = from;
  for (const change of group) {
    told += rows(' ', lines.slice(position, change.from));
    told += rows('-', lines.slice(change.from, change.to));
    told += rows('+', change.added);
    position = change.to;
  }
  told += rows(' ', lines.slice(position, to));
  const growth = group.reduce((sum, change) => sum + change.added.length - (change.to - change.from), 0);
  return `@@ -${range(from, to - from)} +${range(from + shift, to - from + growth)} @@\n${told}`;
}

function rows(mark: string, lines: readonly string[]): string {
  const row = (line: string): string =>
    line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`;
  return lines.map(row).join('');
}

/** An empty range is told by the line before it. */
function range(from: number, length: number): string {
  if (length === 1) return String(from + 1);
  return `${length === 0 ? from : from + 1},${length}`;
}

/** A name with blanks ends at a tab; one that would break the line or begin a quote is quoted as in C. */
function headerName(path: string): string {
  if (!/[\p{Cc}"\\]/u.test(path)) return path.includes(' ') ? `${path}\t` : path;
  const quoted = Array.from(path, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (!/\p{Cc}/u.test(character)) return character;
    return Array.from(Buffer.from(character, 'utf8'), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  });
  return `"${quoted.join('')}"`;
}
