import type { AttributeFacts } from '../postfix/attributes';
import { valueWords } from '../postfix/value-words';
import { counted } from '../text/translate';
import { separatorsOf } from './cursor';
import type { PolicyEntry } from './document';

export interface SeenName {
  readonly name: string;
  /** Why it is offered, in a few words. */
  readonly because: string;
}

/** Names that are offered at most. */
const limit = 50;

/** Whether an attribute takes names or paths, which other entries may give it, too. */
export function takesNames({ value: { kind } }: AttributeFacts): boolean {
  return kind === 'match' || kind === 'path' || kind === 'server-name';
}

/**
 * The names and paths that these entries give the same attribute: first those that stand beside one that is written here
 * already, for they are the same provider's, then those that stand there most often.
 */
export function namesAround(
  entries: readonly PolicyEntry[],
  own: PolicyEntry,
  facts: AttributeFacts,
  written: readonly string[],
): readonly SeenName[] {
  const words = new Set(valueWords(facts.name, facts.value.kind).map(({ word }) => word));
  const here = new Set(written.map((each) => each.toLowerCase()));
  const seen = new Map<string, { count: number; isTogether: boolean }>();
  for (const entry of entries) {
    if (entry.line.span.start === own.line.span.start || entry.value.meant?.level === 'fingerprint') continue;
    const names = namesOf(entry, facts).filter((name) => !words.has(name));
    const isTogether = names.some((name) => here.has(name));
    for (const name of new Set(names)) {
      const known = seen.get(name);
      seen.set(name, { count: (known?.count ?? 0) + 1, isTogether: isTogether || known?.isTogether === true });
    }
  }
  return [...seen]
    .sort(([, a], [, b]) => Number(b.isTogether) - Number(a.isTogether) || b.count - a.count)
    .slice(0, limit)
    .map(([name, { count, isTogether }]) => ({ name, because: because(count, isTogether) }));
}

function namesOf(entry: PolicyEntry, { name, value: { kind } }: AttributeFacts): readonly string[] {
  const separators = separatorsOf(kind, entry);
  return entry.value.attributes.flatMap((attribute) => {
    if (attribute.value === null || attribute.name.text.toLowerCase() !== name) return [];
    const { text } = attribute.value;
    const names = separators === null ? [text] : text.split(separators);
    return names.filter((each) => each !== '').map((each) => (kind === 'path' ? each : each.toLowerCase()));
  });
}

function because(count: number, isTogether: boolean): string {
  return isTogether
    ? counted(count, 'one entry nearby, beside what is written here', '{0} entries nearby, beside what is written here')
    : counted(count, 'one entry nearby', '{0} entries nearby');
}
