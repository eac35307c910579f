import type { Shape, View } from '../language/shapes';
import type { PolicyDocument, PolicyEntry } from './document';
import type { PolicyKey } from './key';
import { parseLine, readKey, type TableFacts } from './parse';
import { parseValue } from './value';
import type { ValueNode } from './value-node';

/**
 * The entry of a line, its value read only when somebody asks for it. In a long list most entries have a value that many
 * others have, too, and need not be read to be checked.
 */
export function lazyEntry(line: PolicyDocument['lines'][number], facts: TableFacts): PolicyEntry | null {
  return facts.hasPatterns ? parseLine(line, facts) : new LazyEntry(line);
}

class LazyEntry implements PolicyEntry {
  readonly line: PolicyEntry['line'];
  readonly key: PolicyKey;
  readonly dropped: PolicyEntry['dropped'];
  readonly #keyEnd: number;
  #value: ValueNode | undefined;

  constructor(line: PolicyEntry['line']) {
    const { key, end, dropped } = readKey(line);
    this.line = line;
    this.key = key;
    this.dropped = dropped;
    this.#keyEnd = end;
  }

  get value(): ValueNode {
    this.#value ??= parseValue(this.line, this.#keyEnd, this.line.text.length);
    return this.#value;
  }

  shape(): Shape | null {
    const { text, pieces, span } = this.line;
    const isPlain = pieces.length === 1 && text.length === span.end - span.start;
    if (!isPlain || text.length > longest) return null;
    const kind = this.dropped === null ? this.key.kind : `${this.key.kind} ${this.dropped}`;
    return { kind, text: text.slice(this.#keyEnd) };
  }
}

/** No two values that are longer are alike, and finding that out would read one again for each rule. */
const longest = 500;

/** Entries by the kind of their key and all that stands behind it, where they are on one line of a table without patterns. */
export const entriesByText: View<PolicyEntry> = {
  shapeOf: (entry) => (entry instanceof LazyEntry ? entry.shape() : null),
  watch: (entry, notice) => new WatchedEntry(entry, notice),
};

/** Entries by the kind of their key alone. */
export const entriesByKind: View<PolicyEntry> = {
  shapeOf: ({ key, dropped }) => ({ kind: key.kind, text: dropped ?? '' }),
  watch: (entry, notice) => new WatchedEntry(entry, notice, notice),
};

/** An entry that tells when somebody looks at its line, or at more of its key than the kind. */
class WatchedEntry implements PolicyEntry {
  readonly dropped: PolicyEntry['dropped'];
  readonly key: PolicyKey;
  readonly #entry: PolicyEntry;
  readonly #notice: () => void;
  readonly #noticeValue: (() => void) | undefined;

  /** @param noticeValue called when somebody looks at the value */
  constructor(entry: PolicyEntry, notice: () => void, noticeValue?: () => void) {
    this.dropped = entry.dropped;
    this.key = new WatchedKey(entry.key, notice);
    this.#entry = entry;
    this.#notice = notice;
    this.#noticeValue = noticeValue;
  }

  get value(): ValueNode {
    this.#noticeValue?.();
    return this.#entry.value;
  }

  get line(): PolicyEntry['line'] {
    this.#notice();
    return this.#entry.line;
  }
}

class WatchedKey implements PolicyKey {
  readonly kind: PolicyKey['kind'];
  readonly #key: PolicyKey;
  readonly #notice: () => void;

  constructor(key: PolicyKey, notice: () => void) {
    this.kind = key.kind;
    this.#key = key;
    this.#notice = notice;
  }

  get text(): string {
    return this.#noticed().text;
  }

  get folded(): string {
    return this.#noticed().folded;
  }

  get span(): PolicyKey['span'] {
    return this.#noticed().span;
  }

  get nextHop(): string | null {
    return this.#noticed().nextHop;
  }

  #noticed(): PolicyKey {
    this.#notice();
    return this.#key;
  }
}
