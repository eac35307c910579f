import type { PolicyDocument, PolicyEntry } from './document';
import { lazyEntry } from './lazy-entry';
import type { TableFacts } from './parse';
import { type Element, elementsOf } from './rules/attribute';

/** The names of servers in the value of an entry: the elements of `match=`, and `servername=`. */
export function serverNames({ value }: PolicyEntry): readonly Element[] {
  return value.attributes.flatMap(({ name, value: token }) => {
    const isName = ['match', 'servername'].includes(name.text.toLowerCase());
    return isName && token !== null ? elementsOf(token, ':') : [];
  });
}

/** A provider is the same whether its own name is meant or, with a dot, those below. */
export function plainName(element: string): string {
  return element.toLowerCase().replace(/^\./, '');
}

/** A value in Postfix ends at a comma or at white space in ASCII. */
const names = /[ \t\r\n\v\f,](?:match|servername)=([^ \t\r\n\v\f,]*)/gi;

/** The plain names of the servers that a line's entry has, and maybe more; without reading the whole value in most lines. */
export function serverNamesOfLine(line: PolicyDocument['lines'][number], facts: TableFacts): readonly string[] {
  const { text } = line;
  if (text.includes('{')) {
    const entry = lazyEntry(line, facts);
    return entry === null ? [] : serverNames(entry).map((each) => plainName(each.text));
  }
  const found: string[] = [];
  for (const [, value = ''] of text.matchAll(names)) {
    for (const element of value.split(':')) if (element !== '') found.push(plainName(element));
  }
  return found;
}
