import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver/node';
import { type EditorOptions, type EditorWithServer, fullCapabilities, startEditor, without } from './editor';
import { until } from './until';

const name = '.postfix-tls-policy.json';
const table = 'example.org may\n';
const off = '{"rules": {"unsafe-level-may": "off"}}';
const watching = {
  ...fullCapabilities,
  workspace: { ...fullCapabilities.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
};
const pushCapabilities = { ...watching, textDocument: without(watching.textDocument, 'diagnostic') };

let editor: EditorWithServer;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-config-'));
});
afterEach(async () => {
  expect(await editor.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
/** Opens the table of a folder, and returns its URI. */
async function open(options: EditorOptions = { capabilities: watching }, text = table): Promise<string> {
  editor = await startEditor([inject('server'), '--stdio'], options);
  editor.open(uriOf('lists/tls_policy'), text);
  return uriOf('lists/tls_policy');
}
const tellChanged = (): Promise<void> =>
  editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: uriOf(name), type: FileChangeType.Changed }],
  });
const rulesAt = async (uri: string) => (await editor.diagnose(uri)).map(({ code }) => code);

describe('the configuration file in the editor', () => {
  const dead = '*.example.org dane\n';
  it.each<[string, string, Record<string, unknown>, string, string, boolean]>([
    ['it counts', off, {}, table, 'unsafe-level-may', false],
    ['a setting comes first', off, { rules: { 'unsafe-level-may': 'hint' } }, table, 'unsafe-level-may', true],
    ['settings of other rules leave it', off, { rules: { 'quoted-key': 'off' } }, table, 'unsafe-level-may', false],
    ['without it', '{}', {}, dead, 'dead-wildcard-key', true],
    ['the table type', '{"tableType": "pcre"}', {}, dead, 'dead-wildcard-key', false],
    ['a table type in the settings', '{"tableType": "pcre"}', { tableType: 'hash' }, dead, 'dead-wildcard-key', true],
    ['auto is no setting', '{"tableType": "pcre"}', { tableType: 'auto' }, dead, 'dead-wildcard-key', false],
    [
      'the release',
      '{"postfixVersion": "3.5"}',
      {},
      'a.example secure protocols=>=TLSv1.2\n',
      'newer-than-postfix',
      true,
    ],
    [
      'a later one',
      '{"postfixVersion": "3.7"}',
      {},
      'a.example secure protocols=>=TLSv1.2\n',
      'newer-than-postfix',
      false,
    ],
  ])('%s: %s with %j', async (_, config, settings, text, rule, isFound) => {
    write(name, config);
    const found = await rulesAt(await open({ capabilities: watching, settings }, text));
    expect(found.includes(rule), found.join(' ')).toBe(isFound);
  });

  it('is watched, and read again when it is made, changed and deleted', async () => {
    const uri = await open();
    expect(await rulesAt(uri)).toEqual(['unsafe-level-may']);
    await until('the watching', () =>
      editor.registrations.some(({ method }) => method === 'workspace/didChangeWatchedFiles'),
    );
    expect(
      editor.registrations.find(({ method }) => method === 'workspace/didChangeWatchedFiles')?.registerOptions,
    ).toEqual({
      watchers: [name, 'main.cf', 'master.cf'].map((each) => ({ globPattern: `**/${each}` })),
    });
    for (const [change, rules] of [
      [() => write(name, off), []],
      [() => write(`lists/${name}`, '{}'), ['unsafe-level-may']],
      [() => rmSync(join(folder, 'lists', name)), []],
      [() => rmSync(join(folder, name)), ['unsafe-level-may']],
    ] as const) {
      const refreshes = editor.refreshes;
      change();
      await tellChanged();
      await until('a question to look again', () => editor.refreshes > refreshes);
      expect(await rulesAt(uri)).toEqual(rules);
    }
  });

  it('is pushed to an editor that can not ask', async () => {
    const uri = await open({ capabilities: pushCapabilities });
    const last = () => editor.published.filter((each) => each.uri === uri).at(-1)?.diagnostics.length;
    await until('the first diagnostics', () => last() === 1);
    write(name, off);
    await tellChanged();
    await until('the diagnostics after the change', () => last() === 0);
  });

  it('is read again by and by where the editor does not watch', async () => {
    const uri = await open({ capabilities: fullCapabilities });
    expect(await rulesAt(uri)).toEqual(['unsafe-level-may']);
    expect(editor.registrations.map(({ method }) => method)).not.toContain('workspace/didChangeWatchedFiles');
    write(name, off);
    const end = performance.now() + 15_000;
    while ((await rulesAt(uri)).length > 0) {
      expect(performance.now(), 'it is not read again').toBeLessThan(end);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(editor.refreshes).toBe(1);
  });

  it('is told of when it is broken: once, and at its place, until it is mended', async () => {
    write(name, '{"resolver": "192.0.2.53", "rules": {"unsafe-level-may": "off"}}');
    const uri = await open();
    const marks = () => editor.published.filter((each) => each.uri === uriOf(name));
    expect(await rulesAt(uri)).toEqual([]);
    await until('the warning', () => editor.messages.length === 1);
    expect(editor.messages[0]).toContain(`${join(folder, name)}:1:2: "resolver" decides whom a probe asks and trusts`);
    await until('the diagnostic', () => marks().length === 1);
    expect(marks()[0]?.diagnostics).toMatchObject([
      { severity: 1, range: { start: { line: 0, character: 1 }, end: { line: 0, character: 11 } } },
    ]);
    await tellChanged();
    write(name, off);
    await tellChanged();
    await until('the end of the diagnostic', () => marks().at(-1)?.diagnostics.length === 0);
    expect(editor.messages).toHaveLength(1);
    expect(editor.published.every((each) => each.uri === uriOf(name))).toBe(true);
  });

  it('is none for a document that is no file', async () => {
    write(name, off);
    await open();
    editor.open('untitled:lists/tls_policy', table);
    expect(await rulesAt('untitled:lists/tls_policy')).toEqual(['unsafe-level-may']);
  });
});
