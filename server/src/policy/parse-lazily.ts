import { defaultParseOptions, type ParseOptions } from '../language/language';
import { splitLogicalLines } from '../text/logical-lines';
import type { PolicyDocument } from './document';
import { lazyEntry } from './lazy-entry';
import { tableFacts } from './parse';

/** The same document as of `parsePolicy`, for whoever looks at few of its values: each is read when somebody asks for it. */
export function parsePolicyLazily(text: string, options: ParseOptions = defaultParseOptions): PolicyDocument {
  const { lines, comments } = splitLogicalLines(text);
  const facts = tableFacts(lines, options);
  return { text, lines, comments, ...facts, entries: lines.flatMap((line) => lazyEntry(line, facts) ?? []) };
}
