import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { type BuiltServer, buildServer } from './build-server';
import { fullCapabilities, startEditor, without } from './editor';
import { until } from './until';

const pushing = { ...fullCapabilities, textDocument: without(fullCapabilities.textDocument, 'diagnostic') };
const twice = 'a.example secure\na.example secure\n';
const naming = (type: string): string => `smtp_tls_policy_maps = ${type}:/etc/postfix/tls_policy\n`;

let server: BuiltServer;
let folder: string;
beforeAll(async () => {
  server = await buildServer();
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-site-'));
  mkdirSync(join(folder, 'etc/postfix'), { recursive: true });
  writeFileSync(join(folder, 'etc/postfix/main.cf'), naming('texthash'));
});
afterAll(() => {
  server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
const [table, mainCf] = ['etc/postfix/tls_policy', 'etc/postfix/main.cf'];

const severityIn = (diagnostics: readonly Diagnostic[] | undefined) =>
  diagnostics?.find(({ code }) => code === 'duplicate-key')?.severity;

it('an editor that asks for diagnostics is told to ask again when main.cf names the table otherwise', async () => {
  const editor = await startEditor([server.file, '--stdio'], { capabilities: fullCapabilities });
  editor.open(uriOf(table), twice);
  expect(severityIn(await editor.diagnose(uriOf(table)))).toBe(DiagnosticSeverity.Error);
  editor.open(uriOf(mainCf), naming('hash'));
  await until('a question to ask again', () => editor.refreshes > 0);
  expect(severityIn(await editor.diagnose(uriOf(table)))).toBe(DiagnosticSeverity.Warning);
  expect(await editor.stop()).toBe(0);
});

it('an editor that can not ask is sent the diagnostics anew', async () => {
  const editor = await startEditor([server.file, '--stdio'], { capabilities: pushing });
  const last = () => severityIn(editor.published.filter(({ uri }) => uri === uriOf(table)).at(-1)?.diagnostics);
  editor.open(uriOf(table), twice);
  await until('the type on the disk', () => last() === DiagnosticSeverity.Error);
  editor.open(uriOf(mainCf), naming('hash'));
  await until('the type in the editor', () => last() === DiagnosticSeverity.Warning);
  expect(await editor.stop()).toBe(0);
});
