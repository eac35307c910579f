import { type LogicalLine, splitLogicalLines } from '../text/logical-lines';
import type { TextEdit } from '../text/span';
import type { TextSource } from '../text/text-source';
import { type CommentSlot, countBefore, makeCommentSlot, makeSlot, type Slot } from './slot';

/** The logical lines and comments of a text that is edited, each read once and then only moved. */
export interface LineStore {
  readonly text: () => TextSource;
  /** In the order of the text. */
  readonly slots: () => readonly Slot[];
  readonly comments: () => readonly CommentSlot[];
  /** How many slots hold no node. */
  readonly nameless: () => number;
  /** Reads a text as a whole. */
  read(text: TextSource): void;
  /** Reads what an edit reaches; `text` is the whole text after it. */
  edit(text: TextSource, edit: TextEdit): Replaced;
}

/** What an edit did to the lines. */
export interface Replaced {
  readonly removed: readonly Slot[];
  readonly added: readonly Slot[];
  /** The index of the first of them. */
  readonly from: number;
}

/** `nameOf` gives the name of the node that a line holds; null for none. */
export function createLineStore(nameOf: (line: LogicalLine) => string | null): LineStore {
  let text: TextSource = '';
  let slots: Slot[] = [];
  let comments: CommentSlot[] = [];
  let nameless = 0;
  const slotsOf = (lines: readonly LogicalLine[], by: number): Slot[] =>
    lines.map((line) => makeSlot(line, nameOf(line), by));

  return {
    text: () => text,
    slots: () => slots,
    comments: () => comments,
    nameless: () => nameless,
    read(whole) {
      const read = splitLogicalLines(whole.toString());
      text = whole;
      slots = slotsOf(read.lines, 0);
      nameless = countNameless(slots);
      comments = read.comments.map((comment) => makeCommentSlot(comment, 0));
    },
    edit(textAfter, edit) {
      const { start, end, from, to } = reachOf(slots, edit, text.length);
      const shift = textAfter.length - text.length;
      const removed = slots.slice(from, to);
      const [fromComment, toComment] = [countBefore(comments, start), countBefore(comments, end)];
      moveFrom(slots, to, shift);
      moveFrom(comments, toComment, shift);
      const read = splitLogicalLines(detached(textAfter.slice(start, end + shift)));
      const added = slotsOf(read.lines, start);
      const addedComments = read.comments.map((comment) => makeCommentSlot(comment, start));
      slots = replaceItems(slots, from, to, added);
      nameless += countNameless(added) - countNameless(removed);
      comments = replaceItems(comments, fromComment, toComment, addedComments);
      text = textAfter;
      return { removed, added, from };
    },
  };
}

function countNameless(slots: readonly Slot[]): number {
  return slots.reduce((count, { name }) => (name === null ? count + 1 : count), 0);
}

interface Reach {
  readonly start: number;
  readonly end: number;
  /** The lines from here to before there. */
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a text that has to be read anew after an edit. A physical line that begins with neither blank nor `#` begins
 * a logical line, whatever stands before it; so the last such line before the edit and the first one behind are the bounds.
 */
function reachOf(slots: readonly Slot[], { span }: TextEdit, length: number): Reach {
  const before = countBefore(slots, span.start) - 1;
  const first = slots[before];
  const isBound = first !== undefined && !first.line.indented;
  let to = countBefore(slots, span.end + 1);
  // The first line of all may begin with a blank: only there is no line that it could continue.
  while (slots[to]?.line.indented === true) to++;
  const end = slots[to]?.start ?? length;
  return isBound ? { start: first.start, end, from: before, to } : { start: 0, end, from: 0, to };
}

/**
 * A copy of a part of a text. A plain slice would keep the whole text in memory, and so each keystroke would leave
 * another version of the file behind.
 */
function detached(part: string): string {
  return ` ${part}`.slice(1);
}

function moveFrom(slots: readonly { start: number }[], from: number, by: number): void {
  if (by === 0) return;
  for (let index = from; index < slots.length; index++) {
    const slot = slots[index];
    if (slot !== undefined) slot.start += by;
  }
}

/** Puts `added` in the place of the items [from, to). */
function replaceItems<T>(items: T[], from: number, to: number, added: readonly T[]): T[] {
  // A call can't take any number of arguments; whoever replaces so many lines can also wait for a copy.
  if (added.length > 1_000) return [...items.slice(0, from), ...added, ...items.slice(to)];
  items.splice(from, to - from, ...added);
  return items;
}
