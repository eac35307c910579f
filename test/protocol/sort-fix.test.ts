import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  ExecuteCommandRequest,
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import type { SortResult } from '../../server/src/lsp/sort-command';
import { type EditorWithServer, fullCapabilities } from './editor';
import { shareEditor } from './shared-editor';

const uri = 'file:///srv/lists/tls_policy';
const command = 'postfixTlsPolicy.server.sortEntries';

const shared = shareEditor({ capabilities: fullCapabilities });
let editor: EditorWithServer;
beforeEach(() => {
  editor = shared.editor;
});

async function restart(codeAction: object): Promise<void> {
  const { textDocument } = fullCapabilities;
  const capabilities = {
    ...fullCapabilities,
    textDocument: { ...textDocument, codeAction: { ...textDocument?.codeAction, ...codeAction } },
  };
  editor = await shared.replace({ capabilities });
}

const run = (argument: unknown): Promise<SortResult> =>
  editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }) as Promise<SortResult>;

async function titles(search: string, only?: string[]): Promise<readonly string[]> {
  const actions = (await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: editor.rangeOf(uri, search),
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  })) as CodeAction[];
  return actions.map(({ title }) => title).filter((title) => title.startsWith('Sort'));
}

describe('sorting', () => {
  it('is offered for the whole table, and for a selection of several lines', async () => {
    editor.open(uri, 'b may\na may\n');
    const whole = ['Sort all entries by domain', 'Sort all entries by organisational domain'];
    const selected = ['Sort the selected entries by domain', 'Sort the selected entries by organisational domain'];
    expect(await titles('b', ['source'])).toEqual(whole);
    expect(await titles('b may\na may', ['refactor'])).toEqual(selected);
    expect(await titles('b', ['source.sortEntries.postfixTlsPolicy.domain'])).toEqual(whole.slice(0, 1));
    expect(await titles('b may\na', ['quickfix'])).toEqual([]);
  });

  it('is one versioned edit', async () => {
    editor.open(uri, '# b\nb may\n.a.example.org may\na.example.org may\n');
    editor.replace(uri, 'b may', 'b dane');
    expect(await run({ uri })).toEqual({ outcome: 'sorted', message: null });
    expect(editor.text(uri)).toBe('a.example.org may\n.a.example.org may\n# b\nb dane\n');
    expect(editor.edits).toHaveLength(1);
    expect(editor.edits[0]?.edit.documentChanges).toMatchObject([{ textDocument: { version: 2 }, edits: [{}] }]);
    expect(await run({ uri })).toEqual({ outcome: 'in-order', message: null });
    expect(editor.edits).toHaveLength(1);
  });

  it('of a selection leaves the rest', async () => {
    editor.open(uri, 'c may\nb may\na may\n');
    expect(await run({ uri, order: 'organisation', range: editor.rangeOf(uri, 'c may\nb') })).toMatchObject({
      outcome: 'sorted',
    });
    expect(editor.text(uri)).toBe('b may\nc may\na may\n');
  });

  it.each<[string, string, unknown, RegExp]>([
    ['patterns', '/b/ may\n/a/ may\n', { uri }, /first pattern that matches wins/],
    ['different entries for one key', 'b may\na may\nB dane\n', { uri }, /B has different entries in lines 1 and 3/],
    ['another order', 'b may\na may\n', { uri, order: 'length' }, /"order" is/],
    ['no document', 'b may\na may\n', {}, /needs a "uri"/],
    ['a document that is not open', 'b may\na may\n', { uri: 'file:///absent' }, /open/],
    ['half a range', 'b may\na may\n', { uri, range: { start: { line: 0 } } }, /"range" needs/],
  ])('is refused for %s, with a message', async (_, text, argument, message) => {
    editor.open(uri, text);
    expect(await run(argument)).toEqual({ outcome: 'refused', message: expect.stringMatching(message) as string });
    expect(editor.messages).toEqual([expect.stringMatching(message)]);
    expect(editor.text(uri)).toBe(text);
  });

  it('tells when the editor refuses the edit', async () => {
    editor.open(uri, 'b may\na may\n');
    editor.beforeEdit = () => editor.replace(uri, 'b may', 'c may');
    expect(await run({ uri })).toMatchObject({ outcome: 'refused' });
    expect(editor.text(uri)).toBe('c may\na may\n');
  });

  it('of patterns is shown with the reason against it where the editor can', async () => {
    editor.open(uri, '/b/ may\n');
    expect(await titles('b', ['source'])).toEqual([]);
    await restart({ disabledSupport: true });
    editor.open(uri, '/b/ may\n');
    const actions = await editor.actions(uri, 'b', { only: ['source.sortEntries'] });
    expect(actions).toMatchObject([{ disabled: { reason: expect.stringContaining('first pattern') as string } }, {}]);
    expect(actions[0]?.command).toBeUndefined();
  });
});

describe('fixing all safe problems', () => {
  /** The blanks around the equals sign show only when the comment is gone. */
  const text = 'a.example secure match = .b.example # x\nb.example dane\n';
  const mended = '# x\na.example secure match=.b.example\nb.example dane\n';
  const only = ['source.fixAll'];

  const applied = (action: CodeAction | undefined): string => {
    const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    for (const edit of [...(change?.edits ?? [])].reverse())
      if ('newText' in edit) editor.change(uri, edit.range, edit.newText);
    return editor.text(uri);
  };

  it('goes on until nothing is left', async () => {
    editor.open(uri, text);
    const [action] = await editor.actions(uri, 'a.example', { only });
    expect(applied(action)).toBe(mended);
    expect(await editor.actions(uri, 'a.example', { only })).toEqual([]);
  });

  it('is a command in the menu of an editor that can not ask for the edit later', async () => {
    editor.open(uri, text);
    const action = (await editor.actions(uri, 'a.example')).find(
      ({ kind }) => kind?.startsWith('source.fixAll') === true,
    );
    expect(action?.edit).toBeUndefined();
    const { command: fixAll = '', arguments: args } = action?.command ?? {};
    const run = (given: unknown[] | undefined) =>
      editor.connection.sendRequest(ExecuteCommandRequest.type, {
        command: fixAll,
        ...(given ? { arguments: given } : {}),
      });
    expect(await run(args)).toBe(true);
    expect(editor.text(uri)).toBe(mended);
    expect(editor.edits).toHaveLength(1);
    expect(await run(args)).toBe(true);
    expect(await run(['file:///absent'])).toBe(false);
    expect(editor.edits).toHaveLength(1);
  });

  it('waits for the action to be taken where the editor asks then', async () => {
    await restart({ dataSupport: true, resolveSupport: { properties: ['edit'] } });
    editor.open(uri, text);
    const [action] = await editor.actions(uri, 'a.example', { only });
    expect(action?.edit).toBeUndefined();
    const resolved = await editor.connection.sendRequest(CodeActionResolveRequest.type, action ?? { title: '' });
    expect(applied(resolved)).toBe(mended);
  });
});
