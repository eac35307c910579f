import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Position, Range } from 'vscode-languageserver/node';
import { type EditorWithServer, startEditor } from './editor';
import { shareEditor } from './shared-editor';

const uri = 'file:///srv/lists/tls_policy';

// One server for all of it: what one test does to it must not show in the next.
const shared = shareEditor();
let editor: EditorWithServer;
beforeEach(() => {
  editor = shared.editor;
});
// What makes no sense is logged as an error, which is right.
afterEach(() => {
  editor.errors.length = 0;
});

/** The server still does its work. */
async function expectSanity(): Promise<void> {
  const other = 'file:///sane/tls_policy';
  editor.open(other, 'example.org encrypt\n');
  expect(await editor.diagnose(other)).toHaveLength(1);
  editor.close(other);
}

/** What a request comes to: an answer or an error of the protocol, in any case within the time of a test. */
async function outcomeOf(method: string, params: unknown): Promise<'answered' | 'refused'> {
  return editor.connection.sendRequest(method, params).then(
    () => 'answered',
    () => 'refused',
  );
}

const requests = [
  'textDocument/diagnostic',
  'textDocument/codeAction',
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/formatting',
  'textDocument/documentHighlight',
  'textDocument/references',
  'textDocument/selectionRange',
  'textDocument/onTypeFormatting',
  'workspace/symbol',
  'codeAction/resolve',
  'workspace/executeCommand',
  'workspace/textDocumentContent',
];

describe('malformed requests', () => {
  it.each(requests)('%s without sense does no harm', async (method) => {
    const documents = [null, 7, {}, { uri: null }, { uri: 7 }, { uri: 'no uri at all' }, { uri: 'http://[' }, { uri }];
    const places: unknown[] = [undefined, null, {}, { line: -1, character: -1 }, { line: 'a', character: 1e99 }];
    editor.open(uri, 'example.org encrypt\n');
    for (const textDocument of documents) {
      for (const position of places) {
        const range = { start: position, end: position };
        const others = { context: null, options: null, command: textDocument, query: textDocument, ch: '\n' };
        await outcomeOf(method, { textDocument, position, positions: [position], range, ...others });
      }
    }
    for (const params of [null, [], 'text', 7]) await outcomeOf(method, params);
    await expectSanity();
  });

  it.each<[string, unknown]>([
    ['without a name', {}],
    ['with a name that is none', { command: 7 }],
    ['nobody knows', { command: 'rm', arguments: ['-rf', '/'] }],
    ['of the client', { command: 'postfixTlsPolicy.probe' }],
  ])('a command %s is refused', async (_, params) => {
    expect(await outcomeOf('workspace/executeCommand', params)).toBe('refused');
  });

  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['null', [null]],
    ['a text', ['example.org']],
    ['an endless nesting', [JSON.parse('['.repeat(5_000) + ']'.repeat(5_000))]],
    ['a prototype', [JSON.parse('{"__proto__":{"uri":"x"},"key":"example.org"}')]],
  ])('the probe refuses %s as its argument', async (_, args) => {
    const params = { command: 'postfixTlsPolicy.server.probe', arguments: args };
    expect(await editor.connection.sendRequest('workspace/executeCommand', params)).toMatchObject({
      outcome: 'refused',
    });
  });

  it.each<[string, string, unknown]>([
    [
      'an opened document without a text',
      'textDocument/didOpen',
      { textDocument: { uri, languageId: 'postfix-tls-policy' } },
    ],
    ['a change of nothing', 'textDocument/didChange', { textDocument: { uri, version: 2 } }],
    ['a change of a document that is not open', 'textDocument/didChange', change('file:///not/open')],
    ['a close of a document that is not open', 'textDocument/didClose', { textDocument: { uri: 'file:///not/open' } }],
    ['a configuration that is none', 'workspace/didChangeConfiguration', null],
    ['a notification that nobody knows', 'postfixTlsPolicy/unknown', { a: 1 }],
  ])('%s does no harm', async (_, method, params) => {
    await editor.connection.sendNotification(method, params as object);
    await expectSanity();
  });

  it('a range is bounded by the text, and may be written backwards', async () => {
    editor.open(uri, 'a.example secure\nb.example secure\n');
    const send = (range: Range, text: string, version: number) =>
      editor.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
    const at = (line: number, character: number): Position => ({ line, character });
    await send({ start: at(99, 99), end: at(99, 99) }, 'c.example secur\n', 2);
    await send({ start: at(1, 16), end: at(1, 10) }, 'encrypt', 3);
    await send({ start: at(-5, -5), end: at(0, 1) }, '*', 4);
    const found = await editor.diagnose(uri);
    expect(found.map(({ code }) => code)).toEqual(['dead-wildcard-key', 'unsafe-level-encrypt', 'unknown-level']);
  });

  it('bytes that are no message end the connection, not in a crash', async () => {
    editor = await startEditor([inject('server'), '--stdio']);
    const exited = once(editor.process, 'exit');
    editor.process.stdin?.write('Content-Length: 5\r\n\r\n{"a":');
    await expectSanity();
    // The answer shows that nothing waits to be written any more.
    await editor.diagnose(uri);
    editor.process.stdin?.end('\0\0\0');
    expect(await exited).toEqual([1, null]);
  });
});

function change(of: string): object {
  return { textDocument: { uri: of, version: 2 }, contentChanges: [{ text: 'x' }] };
}

describe('hostile texts', () => {
  it.each<[string, string]>([
    ['NUL', 'example.org secure\0 match=.example.net\n\0\n\0\0 may\n'],
    ['lone surrogates', '\ud800 secure\nexample.org \udfff\ud800\n# \udc00\n'],
    ['bidirectional controls', 'example.org\u202e secure # \u2066\n'],
    ['a byte order mark', '\ufeffexample.org encrypt\n'],
    ['all line breaks at once', 'a may\rb may\r\nc may\n\rd may\u2028e may\u0085f may\n'],
    ['a name of Object', '__proto__ may\nconstructor may\nhasOwnProperty may\n'],
  ])('with %s are checked, followed and shown', async (_, text) => {
    editor.open(uri, text);
    for (const diagnostic of await editor.diagnose(uri)) {
      expect(diagnostic.range.start.line).toBeLessThanOrEqual(diagnostic.range.end.line);
      expect(diagnostic.message).not.toMatch(/[\0\ud800-\udfff](?![\udc00-\udfff])|[\u202a-\u202e\u2066-\u2069]/);
    }
    editor.change(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text);
    await editor.diagnose(uri);
    await expectSanity();
  });

  const fill = (megabytes: number, part: string) => part.repeat(Math.ceil((megabytes * 1024 * 1024) / part.length));
  const numbered = (megabytes: number, line: (index: number) => string) =>
    Array.from({ length: (megabytes * 1024 * 1024) / line(100_000).length }, (_, index) => line(index)).join('');
  // Each shape that has a way of its own through the server has the full size; what is a variant of one has a part of it.
  it.each<[number, string, (megabytes: number) => string]>([
    [10, 'one line', (size) => fill(size, 'a')],
    [
      2,
      'one entry of attributes',
      (size) => `example.org secure${fill(size, ' match=.mx.institute-of-astronomy.example')}`,
    ],
    [2, 'one entry of nonsense', (size) => `example.org secure${fill(size, ' nonsense')}`],
    [
      10,
      'one entry over many lines',
      (size) =>
        `example.org secure\n${fill(size, '  match=.mx.institute-of-astronomy.university-of-somewhere.example\n')}`,
    ],
    [
      2,
      'sound entries',
      (size) => numbered(size, (index) => `institute-${index}.example secure match=.mx.example.net\n`),
    ],
    [10, 'unsafe entries', (size) => numbered(size, (index) => `institute-${index}.example may\n`)],
    [2, 'the same entry', (size) => fill(size, 'institute.example secure match=.mx.example.net\n')],
    [2, 'comments', (size) => fill(size, '# nothing but words\n')],
    [2, 'carriage returns', (size) => fill(size, '\r')],
    [10, 'line feeds', (size) => fill(size, '\n')],
    [2, 'braces', (size) => `a.example secure ${fill(size, '{')}`],
    [10, 'pattern blocks', (size) => fill(size, 'if /^(institutes|observatories)\\.example$/\n')],
  ])(
    '%d MB of %s are answered, and edited',
    async (megabytes, _, textOf) => {
      const text = textOf(megabytes);
      editor.open(uri, text);
      const found = await editor.diagnose(uri);
      expect(found.length).toBeLessThanOrEqual(1_000);
      editor.change(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, 'x');
      expect((await editor.diagnose(uri)).length).toBeLessThanOrEqual(1_000);
      await expectSanity();
    },
    300_000,
  );
});
