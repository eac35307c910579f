import type { LineLanguage } from '../language/line-language';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesByForm } from './entry-form';
import { entriesByKind, entriesByText, lazyEntry } from './lazy-entry';
import { keyOfLine, parsePolicy, type TableFacts, tableFacts } from './parse';
import { decidingLines } from './pattern';
import { policyRules } from './rules';
import { serverNamesOfLine } from './server-names';

/** How a policy table is read line by line. */
export const policyLines: LineLanguage<PolicyDocument, PolicyEntry, TableFacts> = {
  rules: policyRules,
  parse: parsePolicy,
  nodesOf: ({ entries }) => entries,
  firstLines: decidingLines,
  factsOf: tableFacts,
  nodeOf: lazyEntry,
  views: { own: [entriesByText, entriesByForm], relations: [entriesByKind] },
  nameOfLine: keyOfLine,
  nameOf: ({ key }) => key.folded,
  usedIn: serverNamesOfLine,
  documentOf: (parts, { tableType, hasPatterns }) => ({
    tableType,
    hasPatterns,
    named: (key) => parts.named(key),
    using: (name) => parts.using?.(name) ?? parts.nodes,
    get text() {
      return parts.text;
    },
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
