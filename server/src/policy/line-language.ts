import type { LineLanguage } from '../language/line-language';
import type { PolicyDocument, PolicyEntry } from './document';
import { keyOfLine, parseLine, parsePolicy, type TableFacts, tableFacts } from './parse';
import { decidingLines } from './pattern';
import { policyRules } from './rules';

/** How a policy table is read line by line. */
export const policyLines: LineLanguage<PolicyDocument, PolicyEntry, TableFacts> = {
  rules: policyRules,
  parse: parsePolicy,
  nodesOf: ({ entries }) => entries,
  firstLines: decidingLines,
  factsOf: tableFacts,
  nodeOf: parseLine,
  nameOf: keyOfLine,
  documentOf: (parts, { tableType, hasPatterns }) => ({
    tableType,
    hasPatterns,
    named: (key) => parts.named(key),
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
