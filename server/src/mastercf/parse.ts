import { type LogicalLine, splitLogicalLines } from '../text/logical-lines';
import type { MasterCfDocument, Service } from './document';
import { findOverrides } from './overrides';
import { splitWords, wordBetween } from './words';

/** Name, type, private, unprivileged, chroot, wakeup, process limit, command. */
const fieldCount = 8;

/** Parses a master.cf as get_master_ent() of master(8) does. Never fails. */
export function parseMasterCf(text: string): MasterCfDocument {
  const { lines, comments } = splitLogicalLines(text);
  return { text, lines, comments, services: lines.map(parseService) };
}

function parseService(line: LogicalLine): Service {
  const words = splitWords(line, fieldCount);
  const [name = wordBetween(line, 0, 0), type = null] = words;
  const given = words.slice(fieldCount);
  return {
    line,
    name,
    type,
    fields: words.slice(1, fieldCount),
    command: words[fieldCount - 1] ?? null,
    arguments: given,
    overrides: findOverrides(line, given),
    defect: line.indented ? 'indented' : words.length < fieldCount ? 'too-few-fields' : null,
  };
}
