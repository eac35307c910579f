import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { DocumentFacts } from '../../server/src/lsp/document-facts';
import { type EditorWithServer, startEditor } from './editor';

let folder: string;
let editor: EditorWithServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-facts-'));
  for (const name of ['site', 'list', 'plain']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'site/main.cf'), 'smtp_tls_policy_maps = pcre:/etc/postfix/tls_policy\n');
  writeFileSync(
    join(folder, 'list/.postfix-tls-policy.json'),
    JSON.stringify({ tableType: 'cdb', postfixVersion: '3.7-' }),
  );
  editor = await startEditor([inject('server'), '--stdio']);
});
afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.errors).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;

function factsOf(uri: string): Promise<DocumentFacts | null> {
  return editor.connection.sendRequest('postfixTlsPolicy/documentFacts', { textDocument: { uri } });
}

async function factsOfText(path: string, text: string, languageId?: string): Promise<DocumentFacts | null> {
  const uri = uriOf(path);
  editor.open(uri, text, languageId);
  const facts = await factsOf(uri);
  editor.close(uri);
  return facts;
}

const entry = 'example.org dane\n';

it.each([
  ['site/tls_policy', entry, { type: 'pcre', hasPatterns: true, from: 'main-cf' }],
  ['list/tls_policy', entry, { type: 'cdb', hasPatterns: false, from: 'configuration' }],
  ['plain/tls_policy', entry, { type: null, hasPatterns: false, from: 'content', title: 'indexed' }],
  [
    'plain/tls_policy',
    '/^example\\.org$/ dane\n',
    { type: null, hasPatterns: true, from: 'content', title: 'patterns' },
  ],
  ['plain/tls_policy', '', { type: null, hasPatterns: false, from: 'content' }],
])('tells the lookup table type of %s holding %j', async (path, text, table) => {
  expect((await factsOfText(path, text))?.table).toMatchObject(table);
});

it('names the main.cf that names the table', async () => {
  const mainCf = join(folder, 'site/main.cf');
  const facts = await factsOfText('site/tls_policy', entry);
  expect(facts?.table).toMatchObject({ mainCf, title: 'pcre', reason: `${mainCf} names the table so.` });
});

it.each([
  ['plain/tls_policy', entry, { from: '3.5', to: null, source: 'assumed', title: 'Postfix 3.5 and newer' }],
  ['list/tls_policy', entry, { from: '3.7', to: null, source: 'configuration' }],
  ['list/tls_policy', `# tls-policy-lint: postfix 3.4\n${entry}`, { from: '3.4', to: '3.4', source: 'comment' }],
])('tells the releases of Postfix for %s holding %j', async (path, text, postfix) => {
  expect((await factsOfText(path, text))?.postfix).toMatchObject(postfix);
});

it('tells of a main.cf and a master.cf only the releases', async () => {
  const mainCf = await factsOfText('plain/main.cf', 'myhostname = a.example\n', 'postfix-main-cf');
  expect(mainCf).toMatchObject({ language: 'main-cf', table: null, postfix: { source: 'assumed' } });
  const masterCf = await factsOfText('plain/master.cf', '', 'postfix-master-cf');
  expect(masterCf).toMatchObject({ language: 'master-cf', table: null });
});

it('follows the settings and the typing', async () => {
  const uri = uriOf('plain/tls_policy');
  editor.open(uri, entry);
  expect((await factsOf(uri))?.table?.from).toBe('content');
  editor.replace(uri, 'example.org', '/^example\\.org$/');
  expect((await factsOf(uri))?.table?.hasPatterns).toBe(true);
  editor.settings = { tableType: 'regexp', postfixVersion: '3.8' };
  await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  expect(await factsOf(uri)).toMatchObject({
    table: { type: 'regexp', reason: 'postfixTlsPolicy.tableType says so.' },
    postfix: { from: '3.8', to: '3.8', source: 'setting', reason: 'postfixTlsPolicy.postfixVersion says so.' },
  });
  editor.close(uri);
});

it.each([null, {}, { textDocument: null }, { textDocument: { uri: 7 } }, { textDocument: { uri: 'file:///gone' } }])(
  'answers nothing to %j',
  async (params) => {
    expect(await editor.connection.sendRequest('postfixTlsPolicy/documentFacts', params)).toBeNull();
  },
);
