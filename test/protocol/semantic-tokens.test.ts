import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import {
  type SemanticTokens,
  type SemanticTokensDelta,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver/node';
import { type EditorWithServer, fullCapabilities, startEditor } from './editor';

const uri = 'file:///srv/lists/tls_policy';

let editor: EditorWithServer;
beforeEach(() => start({ range: true, full: { delta: true } }));
afterEach(async () => {
  expect(editor.errors).toEqual([]);
  expect(await editor.stop()).toBe(0);
});

async function start(requests: object | null): Promise<void> {
  const semanticTokens = { requests: requests ?? {}, tokenTypes: [], tokenModifiers: [], formats: [] };
  const textDocument = { ...fullCapabilities.textDocument, ...(requests ? { semanticTokens } : {}) };
  editor = await startEditor([inject('server'), '--stdio'], { capabilities: { ...fullCapabilities, textDocument } });
}

async function restart(requests: object | null): Promise<void> {
  await editor.stop();
  await start(requests);
}

it('are those of the visible part where the editor can ask for it', async () => {
  expect(editor.initialized.capabilities.semanticTokensProvider).toEqual({
    legend: { tokenTypes: ['property', 'regexp', 'string', 'number'], tokenModifiers: ['deprecated'] },
    range: true,
  });
  editor.open(uri, 'a. may\nb.example may\nc.example secure match=nexhop\nB.example may\n');
  const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 9 } };
  const found = await editor.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument: { uri }, range });
  expect(found?.data).toEqual([2, 23, 6, 2, 1, 1, 0, 9, 0, 1]);
  editor.replace(uri, 'b.example', 'd.example');
  const after = await editor.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument: { uri }, range });
  expect(after?.data).toEqual([2, 23, 6, 2, 1]);
});

it('are those of the whole document else, and later what has changed', async () => {
  await restart({ full: { delta: true } });
  expect(editor.initialized.capabilities.semanticTokensProvider).toMatchObject({ full: { delta: true } });
  editor.open(uri, 'a. may\nb. may\nc. may\n');
  const textDocument = { uri };
  const first = await editor.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  expect(first?.data).toEqual([0, 0, 2, 0, 1, 1, 0, 2, 0, 1, 1, 0, 2, 0, 1]);
  editor.replace(uri, 'b.', 'bb.');
  const delta = (previousResultId: string) =>
    editor.connection.sendRequest(SemanticTokensDeltaRequest.type, { textDocument, previousResultId });
  const second = (await delta(first?.resultId ?? '')) as SemanticTokensDelta;
  expect(second.edits).toEqual([{ start: 7, deleteCount: 1, data: [3] }]);
  expect(((await delta(second.resultId ?? '')) as SemanticTokensDelta).edits).toEqual([]);
  expect(((await delta('unknown')) as SemanticTokens).data).toHaveLength(15);
});

it('are not offered to an editor that never asks', async () => {
  await restart(null);
  expect(editor.initialized.capabilities.semanticTokensProvider).toBeUndefined();
});
