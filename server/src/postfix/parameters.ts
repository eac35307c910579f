import { type ParameterFacts, readParameterRow } from './parameter';
import { parameterRows } from './parameter-rows';

export type { ParameterClass, ParameterFacts } from './parameter';

/** The rows by name, made when one is first asked for, and read when it is: whoever starts the server waits for none. */
let rows: ReadonlyMap<string, string> | null = null;
const read = new Map<string, ParameterFacts>();

function rowsByName(): ReadonlyMap<string, string> {
  rows ??= new Map(parameterRows.map((row) => [row.slice(0, row.indexOf(' ')), row]));
  return rows;
}

/** What is known of a parameter of any release; null for a name that none has. */
export function parameterFacts(name: string): ParameterFacts | null {
  const known = read.get(name);
  if (known !== undefined) return known;
  const row = rowsByName().get(name);
  if (row === undefined) return null;
  const facts = readParameterRow(row);
  read.set(name, facts);
  return facts;
}

/** The names of all parameters, in alphabetical order. */
export function parameterNames(): readonly string[] {
  return [...rowsByName().keys()];
}
