/** An element of a parsed document; its text is that of all text directly inside. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Char of XML 1.0 section 2.2. */
const allowed = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const attribute = /\s+([A-Za-z][\w-]*)="([^"<]*)"/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * Reads the part of XML 1.0 that reports need: a declaration, elements, attributes in double quotes, text and the predefined
 * entities. Throws on everything else, and on whatever is not well-formed.
 */
export function parseXml(document: string): XmlElement {
  if (!allowed.test(document)) throw new Error('a character that XML forbids');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error('no declaration');
  let at = declaration.length;

  function fail(what: string): never {
    throw new Error(`${what} at ${at}: ${document.slice(at, at + 40)}`);
  }

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(document);
    if (match) at += match[0].length;
    return match;
  }

  function readElement(): XmlElement {
    const name = take(/<([A-Za-z][\w-]*)/y)?.[1] ?? fail('no start tag');
    const attributes: Record<string, string> = {};
    for (let match = take(attribute); match; match = take(attribute)) {
      const [, key = '', value = ''] = match;
      if (key in attributes) fail(`a second ${key}`);
      attributes[key] = decode(value);
    }
    if (take(/\s*\/>/y)) return { name, attributes, children: [], text: '' };
    if (!take(/\s*>/y)) fail('no end of the start tag');
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      const run = take(/[^<]+/y)?.[0] ?? '';
      if (run.includes(']]>')) fail(']]> in text');
      text += decode(run);
      if (take(new RegExp(`</${name}>`, 'y'))) return { name, attributes, children, text };
      children.push(readElement());
    }
  }

  function decode(text: string): string {
    return text.replace(/&(?:(\w+);)?/g, (_, name?: string) => entities[name ?? ''] ?? fail('an entity'));
  }

  const element = readElement();
  if (!take(/\s*$/y)) fail('more than one element');
  return element;
}
