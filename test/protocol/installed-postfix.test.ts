import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import { type ReviewAnswer, reviewCommand } from '../../server/src/revisions/conversation';
import { createRepository } from '../review/repository';
import { type EditorOptions, type EditorWithServer, startEditor } from './editor';
import { until } from './until';

let folder: string;
const path = process.env['PATH'] ?? '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-installed-'));
  process.env['PATH'] = `${folder}${delimiter}${path}`;
});
afterAll(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => rmSync(join(folder, 'asked'), { force: true }));

/** A postconf that writes this, and counts how often. */
function installPostconf(output: string): void {
  const file = join(folder, 'postconf');
  writeFileSync(file, `#!/bin/sh\necho once >> '${join(folder, 'asked')}'\necho '${output}'\n`);
  chmodSync(file, 0o755);
}

const asked = (): number =>
  existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n').length : 0;
const start = (options: EditorOptions = {}): Promise<EditorWithServer> =>
  startEditor([inject('server'), '--stdio'], { settings: { postfixVersion: 'installed' }, ...options });

/** Postfix 3.10 reads attributes in braces; 3.9 does not know them. */
const table = 'example.org secure { match = a.example }\n';
const uri = 'untitled:table';

async function rulesIn(editor: EditorWithServer, of = uri): Promise<readonly string[]> {
  return (await editor.diagnose(of)).map(({ code }) => String(code));
}

async function sourceOf(editor: EditorWithServer): Promise<string> {
  const facts: { postfix: { source: string; title: string } } = await editor.connection.sendRequest(
    'postfixTlsPolicy/documentFacts',
    { textDocument: { uri } },
  );
  return `${facts.postfix.title}, ${facts.postfix.source}`;
}

it.each([
  ['3.9.5', false],
  ['3.10.1', true],
])('%s is asked for once, and judges every document', async (release, isKnown) => {
  installPostconf(release);
  const editor = await start();
  editor.open(uri, table);
  editor.open('untitled:other', table);
  const found = await Promise.all([rulesIn(editor), rulesIn(editor, 'untitled:other'), rulesIn(editor)]);
  expect(found.map((rules) => rules.length === 0)).toEqual([isKnown, isKnown, isKnown]);
  expect(await sourceOf(editor)).toBe(`Postfix ${release.replace(/\.\d+$/, '')}, installed`);
  expect(asked()).toBe(1);
  expect(editor.messages).toEqual([]);
  expect(await editor.stop()).toBe(0);
});

it('is asked for only in a trusted workspace: that is told once, and granting trust does it', async () => {
  installPostconf('3.10.1');
  const editor = await start({ initializationOptions: { workspaceTrusted: false } });
  editor.open(uri, table);
  expect(await rulesIn(editor)).not.toEqual([]);
  await rulesIn(editor);
  expect(editor.messages).toEqual([
    'To ask postconf which Postfix is installed needs a trusted workspace. Until then Postfix 3.5 and newer is assumed.',
  ]);
  expect(await sourceOf(editor)).toBe('Postfix 3.5 and newer, assumed');
  expect(asked()).toBe(0);
  await editor.connection.sendNotification('postfixTlsPolicy/didGrantWorkspaceTrust');
  await until('a question to ask again', () => editor.refreshes > 0);
  expect(await rulesIn(editor)).toEqual([]);
  expect(asked()).toBe(1);
  expect(editor.messages).toHaveLength(1);
  expect(await editor.stop()).toBe(0);
});

it('that tells no release is told with the mend, and the usual ones are assumed', async () => {
  installPostconf('command not found');
  const editor = await start();
  editor.open(uri, table);
  expect(await rulesIn(editor)).not.toEqual([]);
  await rulesIn(editor);
  expect(editor.messages).toEqual([
    'postconf tells "command not found", which is no version of Postfix. Write the version, such as 3.7, in the place of "installed". Until then Postfix 3.5 and newer is assumed.',
  ]);
  expect(asked()).toBe(1);
  expect(await editor.stop()).toBe(0);
});

it('comes behind a comment in the file', async () => {
  installPostconf('3.9.5');
  const editor = await start();
  editor.open(uri, `# tls-policy-lint: postfix 3.10\n${table}`);
  expect(await rulesIn(editor)).toEqual([]);
  expect(await sourceOf(editor)).toBe('Postfix 3.10, comment');
  expect(await editor.stop()).toBe(0);
});

it.each([
  ['installed', '3.10.1', undefined, false],
  ['installed', '3.9.5', undefined, true],
  ['installed', '3.10.1', '3.9', true],
])('a base that says %s is reviewed for %s, unless the editor says %s', async (configured, release, set, isRefused) => {
  installPostconf(release);
  const repository = createRepository();
  repository.branch('main', null, {
    '.postfix-tls-policy.json': `{"postfixVersion": "${configured}"}\n`,
    tls_policy: 'a.example secure\n',
  });
  writeFileSync(join(repository.folder, 'tls_policy'), `a.example secure\n${table}`);
  const editor = await start({ settings: set === undefined ? {} : { postfixVersion: set } });
  const answer: ReviewAnswer = await editor.connection.sendRequest(ExecuteCommandRequest.method, {
    command: reviewCommand,
    arguments: [{ folder: pathToFileURL(repository.folder).href, base: 'main' }],
  });
  repository.remove();
  const objections = answer.outcome === 'reviewed' ? answer.review.files[0]?.changes[0]?.objections : [];
  expect(objections?.some(({ rule }) => rule === 'syntax')).toBe(isRefused);
});
