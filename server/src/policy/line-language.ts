import type { LineLanguage } from '../language/line-language';
import { moveSpans } from '../text/move';
import type { PolicyDocument, PolicyEntry } from './document';
import { parseLine, parsePolicy, type TableFacts, tableFacts } from './parse';
import { decidingLines } from './pattern';
import { policyRules } from './rules';

/** How a policy table is read line by line. */
export const policyLines: LineLanguage<PolicyDocument, PolicyEntry, TableFacts> = {
  rules: policyRules,
  parse: parsePolicy,
  nodesOf: ({ entries }) => entries,
  nameOf: ({ key }) => key.folded,
  firstLines: decidingLines,
  factsOf: tableFacts,
  nodeOf: parseLine,
  move: (entry, by) => (by === 0 ? entry : new MovedEntry(entry, by)),
  documentOf: (parts, { tableType, hasPatterns }) => ({
    text: parts.text,
    tableType,
    hasPatterns,
    get lines() {
      return parts.lines;
    },
    get comments() {
      return parts.comments;
    },
    get entries() {
      return parts.nodes;
    },
  }),
};

/** An entry at another place of the text. Its spans are made when somebody asks, since most are never asked for. */
class MovedEntry implements PolicyEntry {
  readonly dropped: PolicyEntry['dropped'];
  readonly #entry: PolicyEntry;
  readonly #by: number;
  #moved: PolicyEntry | undefined;

  constructor(entry: PolicyEntry, by: number) {
    this.dropped = entry.dropped;
    this.#entry = entry;
    this.#by = by;
  }

  get line(): PolicyEntry['line'] {
    return this.#whole().line;
  }

  get key(): PolicyEntry['key'] {
    return this.#whole().key;
  }

  get value(): PolicyEntry['value'] {
    return this.#whole().value;
  }

  #whole(): PolicyEntry {
    this.#moved ??= moveSpans(this.#entry, this.#by);
    return this.#moved;
  }
}
