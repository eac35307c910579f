import { JsonError, type JsonMember, type JsonNode } from './json-node';

/** Far deeper than any configuration; a text of mere brackets must not exhaust the stack. */
const maxDepth = 64;

/**
 * Reads a JSON text (RFC 8259) and keeps the place of everything. It takes what `JSON.parse` takes, up to a depth, and
 * besides a byte order mark at the beginning, which some editors write.
 *
 * @throws JsonError on anything else.
 */
export function parseJson(text: string): JsonNode {
  const reader = new JsonReader(text);
  const root = reader.value(0);
  reader.end();
  return root;
}

const blanks = /[ \t\n\r]*/y;
const textToken = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[\w$.+-]+/y;

class JsonReader {
  #position: number;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#position = text.startsWith('\ufeff') ? 1 : 0;
  }

  value(depth: number): JsonNode {
    this.#take(blanks);
    const start = this.#position;
    const character = this.#text[start];
    if (depth > maxDepth) throw this.#error('there is too much nesting');
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"') return { kind: 'text', value: this.#string(), span: { start, end: this.#position } };
    const number = this.#take(numberToken);
    if (number !== '') return { kind: 'number', value: Number(number), span: { start, end: this.#position } };
    const literal = literals.get(this.#peek(word));
    if (literal === undefined) throw this.#noValue();
    this.#take(word);
    return { kind: 'literal', value: literal, span: { start, end: this.#position } };
  }

  end(): void {
    this.#take(blanks);
    if (this.#position < this.#text.length) throw this.#error('nothing may follow the end of the JSON value');
  }

  #object(depth: number): JsonNode {
    const start = this.#position;
    const members: JsonMember[] = [];
    this.#list('}', () => {
      const nameStart = this.#position;
      if (this.#text[nameStart] !== '"') throw this.#noName();
      const name = this.#string();
      const nameSpan = { start: nameStart, end: this.#position };
      this.#take(blanks);
      if (this.#text[this.#position] !== ':') throw this.#error(`a colon is missing behind ${JSON.stringify(name)}`);
      this.#position += 1;
      members.push({ name, nameSpan, value: this.value(depth + 1) });
    });
    return { kind: 'object', members, span: { start, end: this.#position } };
  }

  #array(depth: number): JsonNode {
    const start = this.#position;
    const items: JsonNode[] = [];
    this.#list(']', () => items.push(this.value(depth + 1)));
    return { kind: 'array', items, span: { start, end: this.#position } };
  }

  /** From the opening bracket to the closing one, `readItem` being called where an item has to begin. */
  #list(close: string, readItem: () => void): void {
    this.#position += 1;
    this.#take(blanks);
    for (let isFirst = true; this.#text[this.#position] !== close; isFirst = false) {
      if (!isFirst) this.#comma(close);
      readItem();
      this.#take(blanks);
    }
    this.#position += 1;
  }

  #comma(close: string): void {
    const comma = this.#position;
    if (comma >= this.#text.length) throw this.#error(`the text ends before its closing ${close}`);
    if (this.#text[comma] !== ',') {
      throw this.#isComment() ? this.#comment() : this.#error(`a comma or a closing ${close} is missing before this`);
    }
    this.#position += 1;
    this.#take(blanks);
    if (this.#text[this.#position] !== close) return;
    this.#position = comma;
    throw this.#error(`delete this comma: nothing follows it before the closing ${close}`);
  }

  #string(): string {
    const start = this.#position;
    const token = this.#take(textToken);
    if (token !== '') return JSON.parse(token) as string;
    const lineEnd = /[\r\n]|$/g;
    lineEnd.lastIndex = start;
    const end = lineEnd.exec(this.#text)?.index ?? this.#text.length;
    throw new JsonError(
      'this text has no closing quote on its line, or a backslash or control character that JSON has not',
      {
        start,
        end,
      },
    );
  }

  #noName(): JsonError {
    if (this.#isComment()) return this.#comment();
    const name = this.#peek(word);
    return this.#error(
      name === '' ? 'a name in double quotes has to stand here' : `write ${JSON.stringify(name)}, in double quotes`,
    );
  }

  #noValue(): JsonError {
    if (this.#position >= this.#text.length) {
      return this.#error(
        this.#text.trim() === '' ? 'the file is empty; write at least {}' : 'a value is missing at the end',
      );
    }
    if (this.#isComment()) return this.#comment();
    const found = this.#peek(word);
    return this.#error(found === '' ? 'a value has to stand here' : `write ${JSON.stringify(found)}, in double quotes`);
  }

  #isComment(): boolean {
    return (
      this.#text.startsWith('//', this.#position) ||
      this.#text.startsWith('/*', this.#position) ||
      this.#text[this.#position] === '#'
    );
  }

  #comment(): JsonError {
    return this.#error('JSON has no comments; delete this one');
  }

  /** An error at the word or character that comes next. */
  #error(message: string): JsonError {
    const start = this.#position;
    const length = Math.max(this.#peek(word).length, start < this.#text.length ? 1 : 0);
    return new JsonError(message, { start, end: start + length });
  }

  #peek(token: RegExp): string {
    token.lastIndex = this.#position;
    return token.exec(this.#text)?.[0] ?? '';
  }

  #take(token: RegExp): string {
    const found = this.#peek(token);
    this.#position += found.length;
    return found;
  }
}

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
