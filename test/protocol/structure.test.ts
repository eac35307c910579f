import { beforeEach, describe, expect, it } from 'vitest';
import {
  DocumentFormattingRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  type FoldingRange,
  FoldingRangeRequest,
  type SymbolInformation,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type EditorOptions, type EditorWithServer, fullCapabilities } from './editor';
import { shareEditor } from './shared-editor';

const uri = 'file:///srv/lists/tls_policy';
const capabilities = {
  ...fullCapabilities,
  textDocument: {
    ...fullCapabilities.textDocument,
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: { rangeLimit: 2 },
  },
};
const table = '# ---- A ----\na.example secure\n  match=.b.example\n\n# ---- B ----\nb.example may\n';

const shared = shareEditor({ capabilities });
let editor: EditorWithServer;
beforeEach(() => {
  editor = shared.editor;
});

async function restart(options: EditorOptions): Promise<void> {
  editor = await shared.replace(options);
}

async function symbols(): Promise<readonly (DocumentSymbol | SymbolInformation)[]> {
  return (await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) ?? [];
}

describe('symbols', () => {
  it('are a tree of sections and entries, in step with the text', async () => {
    editor.open(uri, table);
    editor.replace(uri, 'secure', 'dane-only');
    expect(await symbols()).toMatchObject([
      {
        name: 'A',
        range: { start: { line: 0, character: 0 }, end: { line: 2, character: 18 } },
        children: [{ name: 'a.example', detail: 'dane-only', selectionRange: editor.rangeOf(uri, 'a.example') }],
      },
      { name: 'B', children: [{ name: 'b.example', detail: 'may' }] },
    ]);
  });

  it('are a list for an editor that knows no tree', async () => {
    await restart({ capabilities: fullCapabilities });
    editor.open(uri, table);
    expect(await symbols()).toMatchObject([
      { name: 'A', location: { uri } },
      { name: 'a.example', containerName: 'A', location: { uri } },
      { name: 'B' },
      { name: 'b.example', containerName: 'B' },
    ]);
  });

  it('of main.cf are its parameters, and of other languages none', async () => {
    editor.open(uri, 'smtp_tls_security_level = dane\n', 'postfix-main-cf');
    expect(await symbols()).toMatchObject([{ name: 'smtp_tls_security_level', detail: 'dane' }]);
    editor.close(uri);
    editor.open(uri, table, 'plaintext');
    expect(await symbols()).toEqual([]);
  });

  it('of a large table are the first ones', async () => {
    editor.open(uri, Array.from({ length: 20_000 }, (_, index) => `institute-${index}.example dane\n`).join(''));
    expect(await symbols()).toHaveLength(10_000);
  });
});

describe('folding', () => {
  const folds = (): Promise<FoldingRange[] | null> =>
    editor.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });

  it('goes by lines, and tells no more than the editor wants', async () => {
    editor.open(uri, `${table}# c\n# d\n`);
    expect(await folds()).toEqual([
      { startLine: 0, endLine: 2, kind: 'region' },
      { startLine: 4, endLine: 7, kind: 'region' },
    ]);
    await restart({ capabilities: fullCapabilities });
    editor.open(uri, `${table}# c\n# d\n`);
    expect(await folds()).toEqual([
      { startLine: 0, endLine: 2, kind: 'region' },
      { startLine: 4, endLine: 7, kind: 'region' },
      { startLine: 6, endLine: 7, kind: 'comment' },
      { startLine: 1, endLine: 2 },
    ]);
  });
});

describe('formatting', () => {
  const untidy = 'a.example  may \nbb.example\tmay\n\nc.example  may\n\n';
  const options = { tabSize: 4, insertSpaces: false };
  const applied = (edits: TextEdit[] | null): string =>
    TextDocument.applyEdits(TextDocument.create(uri, '', 0, editor.text(uri)), edits ?? []);

  it.each<[string, object, string]>([
    ['by one blank', {}, 'a.example may\nbb.example may\n\nc.example may\n'],
    ['in columns by setting', { format: { align: true } }, 'a.example  may\nbb.example may\n\nc.example may\n'],
  ])('sets the whole document %s', async (_, settings, expected) => {
    await shared.set({ ...settings });
    editor.open(uri, untidy);
    const edits = await editor.connection.sendRequest(DocumentFormattingRequest.type, {
      textDocument: { uri },
      options,
    });
    expect(applied(edits)).toBe(expected);
    editor.close(uri);
    editor.open(uri, expected);
    expect(
      await editor.connection.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options }),
    ).toEqual([]);
  });

  it.each<[string, object, string, string, string]>([
    ['takes the blanks off a finished line', {}, '\n', 'a may \n', 'a may\n'],
    [
      'goes on to the column, by setting',
      { format: { align: true } },
      ' ',
      'bb.example dane\na ',
      'bb.example dane\na          ',
    ],
  ])('while typing %s', async (_, settings, ch, text, expected) => {
    expect(editor.initialized.capabilities.documentOnTypeFormattingProvider).toBeDefined();
    await shared.set({ ...settings });
    editor.open(uri, text);
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const params = { textDocument: { uri }, position, ch, options };
    expect(applied(await editor.connection.sendRequest(DocumentOnTypeFormattingRequest.type, params))).toBe(expected);
  });

  it('of a range leaves the rest', async () => {
    editor.open(uri, untidy);
    const range = editor.rangeOf(uri, 'bb.example\tmay');
    const edits = await editor.connection.sendRequest(DocumentRangeFormattingRequest.type, {
      textDocument: { uri },
      range,
      options,
    });
    expect(applied(edits)).toBe(untidy.replace('\t', ' '));
  });

  it.each<[string, string, string, string]>([
    ['within a line', 'a.example', 'xample', 'a.example may\nbb.example\tmay\n\nc.example  may\n\n'],
    ['that ends within a line', 'ple  may', 'b.ex', 'a.example may\nbb.example may\n\nc.example  may\n\n'],
    ['of whole lines', 'a.example', '\n', 'a.example may\nbb.example\tmay\n\nc.example  may\n\n'],
  ])('of a range %s sets its lines', async (_, from, to, expected) => {
    editor.open(uri, untidy);
    const range = { start: editor.rangeOf(uri, from).start, end: editor.rangeOf(uri, to).end };
    const params = { textDocument: { uri }, range, options };
    expect(applied(await editor.connection.sendRequest(DocumentRangeFormattingRequest.type, params))).toBe(expected);
  });
});

describe('highlights', () => {
  const at = (search: string) =>
    editor.connection.sendRequest(DocumentHighlightRequest.type, {
      textDocument: { uri },
      position: editor.rangeOf(uri, search).start,
    });

  it('are the places of a key or a name, in step with the text', async () => {
    editor.open(uri, 'a.example secure match=.mx.example\nb.example secure match=.mx.example2\n');
    expect(await at('a.example')).toEqual([
      { range: editor.rangeOf(uri, 'a.example'), kind: DocumentHighlightKind.Write },
    ]);
    editor.replace(uri, 'example2', 'example');
    expect(await at('.mx')).toMatchObject([
      { range: { start: { line: 0, character: 23 } }, kind: DocumentHighlightKind.Read },
      { range: { start: { line: 1, character: 23 }, end: { line: 1, character: 34 } } },
    ]);
    expect(await at('secure')).toEqual([]);
    editor.replace(uri, 'b.example', 'A.example');
    expect(await at('A.example')).toMatchObject([{ range: { start: { line: 0 } } }, { range: { start: { line: 1 } } }]);
  });
});
