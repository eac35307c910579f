import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  ExecuteCommandRequest,
  FileChangeType,
  HoverRequest,
  TextDocumentContentRequest,
  WorkspaceFoldersRequest,
} from 'vscode-languageserver/node';
import { type EditorWithServer, fullCapabilities, startEditor, without } from './editor';
import { until } from './until';

const pushing = { ...fullCapabilities, textDocument: without(fullCapabilities.textDocument, 'diagnostic') };
const watching = {
  ...fullCapabilities,
  workspace: {
    ...fullCapabilities.workspace,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  },
};
const twice = 'a.example secure\na.example secure\n';
const naming = (type: string, path = '/etc/postfix/tls_policy'): string => `smtp_tls_policy_maps = ${type}:${path}\n`;

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postfix-tls-policy-site-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
const [table, mainCf] = ['etc/postfix/tls_policy', 'etc/postfix/main.cf'];

function write(path: string, text: string): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return uriOf(path);
}

const severityIn = (diagnostics: readonly Diagnostic[] | undefined) =>
  diagnostics?.find(({ code }) => code === 'duplicate-key')?.severity;

it('the values of a table that is a part of another one are no policies', async () => {
  write(mainCf, `smtp_tls_policy_maps = pipemap:{hash:/etc/postfix/tls_policy, inline:{strong=encrypt}}\n`);
  const editor = await startEditor([inject('server'), '--stdio'], { capabilities: fullCapabilities });
  editor.open(uriOf(table), 'a.example strong\n*.a.example strong\n');
  expect((await editor.diagnose(uriOf(table))).map(({ code }) => code)).toEqual(['dead-wildcard-key']);
  await editor.stop();
});

it('a service may use what main.cf alone seems to define for nobody', async () => {
  const masterCf = write('etc/postfix/master.cf', 'smtpd pass - - y - - smtpd -o smtpd_helo_restrictions=$ours\n');
  const editor = await startEditor([inject('server'), '--stdio'], { capabilities: fullCapabilities });
  write(mainCf, 'ours = reject\ntheirs = reject\n');
  editor.open(uriOf(mainCf), 'ours = reject\ntheirs = reject\n', 'postfix-main-cf');
  const found = (await editor.diagnose(uriOf(mainCf))).filter(({ code }) => code === 'unused-parameter');
  expect(found.map(({ range }) => range.start.line)).toEqual([1]);
  await editor.stop();
  rmSync(fileURLToPath(masterCf));
});

it('an editor that asks for diagnostics is told to ask again when main.cf names the table otherwise', async () => {
  write(mainCf, naming('texthash'));
  const editor = await startEditor([inject('server'), '--stdio'], { capabilities: fullCapabilities });
  editor.open(uriOf(table), twice);
  expect(severityIn(await editor.diagnose(uriOf(table)))).toBe(DiagnosticSeverity.Error);
  editor.open(uriOf(mainCf), naming('hash'), 'postfix-main-cf');
  await until('a question to ask again', () => editor.refreshes > 0);
  expect(severityIn(await editor.diagnose(uriOf(table)))).toBe(DiagnosticSeverity.Warning);
  expect(await editor.stop()).toBe(0);
});

it('an editor that can not ask is sent the diagnostics anew', async () => {
  write(mainCf, naming('texthash'));
  const editor = await startEditor([inject('server'), '--stdio'], { capabilities: pushing });
  const last = () => severityIn(editor.published.filter(({ uri }) => uri === uriOf(table)).at(-1)?.diagnostics);
  editor.open(uriOf(table), twice);
  await until('the type on the disk', () => last() === DiagnosticSeverity.Error);
  editor.open(uriOf(mainCf), naming('hash'), 'postfix-main-cf');
  await until('the type in the editor', () => last() === DiagnosticSeverity.Warning);
  expect(await editor.stop()).toBe(0);
});

it.each(['asks for', 'is sent'])(
  'an editor that %s diagnostics is told what two files make wrong together',
  async (how) => {
    const capabilities = how === 'is sent' ? pushing : fullCapabilities;
    const editor = await startEditor([inject('server'), '--stdio'], { capabilities });
    const [main, table] = [uriOf(`${how}/main.cf`), uriOf(`${how}/tls_policy`)];
    const lines = async (): Promise<string> => {
      const pushed = () => editor.published.filter((each) => each.uri === main).at(-1)?.diagnostics ?? [];
      const diagnostics = how === 'is sent' ? pushed() : await editor.diagnose(main);
      return diagnostics
        .filter(({ code }) => code === 'entries-without-dnssec')
        .map(({ range }) => range.start.line)
        .join();
    };
    editor.open(main, naming('hash'), 'postfix-main-cf');
    editor.open(table, 'a.example secure\nb.example encrypt\n');
    await until('no finding', async () => (await lines()) === '');
    editor.replace(table, 'encrypt', 'dane');
    await until('the finding in main.cf', async () => (await lines()) === '0');
    editor.replace(main, 'smtp_tls', '# new\nsmtp_tls');
    await until('the finding a line further', async () => (await lines()) === '1');
    editor.replace(main, '# new', 'smtp_dns_support_level = dnssec');
    await until('no finding any more', async () => (await lines()) === '');
    expect(editor.errors).toEqual([]);
    expect(await editor.stop()).toBe(0);
  },
);

it('an editor is asked for the texts of tables that route mail, and what it has open of them counts', async () => {
  const capabilities = {
    ...fullCapabilities,
    textDocument: { ...fullCapabilities.textDocument, synchronization: { dynamicRegistration: true } },
  };
  const editor = await startEditor([inject('server'), '--stdio'], { capabilities });
  write('routes/main.cf', `${naming('texthash')}transport_maps = texthash:/etc/postfix/transport\n`);
  const transport = write('routes/transport', 'example.org smtp:[mx.example.net]\n');
  const table = uriOf('routes/tls_policy');
  const unreachable = async (): Promise<boolean> =>
    (await editor.diagnose(table)).some(({ code }) => code === 'unreachable-key');
  editor.open(table, '[mx.example.net]:587 encrypt\n');
  await until('the finding by the text on the disk', unreachable);
  await until('the registrations', () => editor.registrations.some(({ method }) => method === 'textDocument/didOpen'));
  for (const method of ['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose']) {
    const registered = editor.registrations.filter((each) => each.method === method);
    expect(registered.map(({ registerOptions }) => registerOptions as unknown)).toMatchObject([
      { documentSelector: [{ scheme: 'file', language: 'plaintext', pattern: join(folder, 'routes/transport') }] },
    ]);
  }
  editor.open(transport, 'example.org smtp:[mx.example.net]:587\n', 'plaintext');
  await until('no finding by the text in the editor', async () => !(await unreachable()));
  editor.replace(transport, ':587', ':25');
  await until('the finding by the edited text', unreachable);
  editor.replace(transport, ':25', ':587');
  await until('no finding', async () => !(await unreachable()));
  editor.close(transport);
  await until('the finding by the text on the disk', unreachable);
  expect(editor.published.filter(({ uri }) => uri === transport)).toEqual([]);
  expect(editor.errors).toEqual([]);
  expect(await editor.stop()).toBe(0);
});

describe('the site of a table', () => {
  let editor: EditorWithServer;
  beforeAll(async () => {
    editor = await startEditor([inject('server'), '--stdio'], {
      capabilities: watching,
      folders: [pathToFileURL(folder).href],
    });
    editor.connection.onRequest(WorkspaceFoldersRequest.type, () => [
      { uri: pathToFileURL(folder).href, name: 'folder' },
    ]);
  });
  afterAll(async () => {
    expect(editor.errors).toEqual([]);
    expect(await editor.stop()).toBe(0);
  });

  async function typeOf(path: string): Promise<'texthash' | 'other' | undefined> {
    const uri = uriOf(path);
    editor.open(uri, twice);
    const severity = severityIn(await editor.diagnose(uri));
    return severity === undefined ? undefined : severity === DiagnosticSeverity.Error ? 'texthash' : 'other';
  }

  it('is that of a copy of /etc/postfix in the workspace, wherever the table lies in the copy', async () => {
    write('mx1/etc/postfix/main.cf', naming('texthash', '/srv/mail/tls_policy'));
    write('mx2/etc/postfix/main.cf', naming('hash', '/srv/mail/tls_policy'));
    expect(await typeOf('mx1/srv/mail/tls_policy')).toBe('texthash');
    expect(await typeOf('mx2/srv/mail/tls_policy')).toBe('other');
  });

  it('is that of a main.cf above that names it, by an option of master.cf, too', async () => {
    write('postfix/main.cf', 'compatibility_level = 3.6\n');
    write(
      'postfix/master.cf',
      'slow unix - - n - - smtp -o smtp_tls_policy_maps=texthash:/etc/postfix/maps/tls_policy\n',
    );
    expect(await typeOf('postfix/maps/tls_policy')).toBe('texthash');
    expect(await typeOf('postfix/other/tls_policy')).toBe('other');
  });

  it('is what the setting names', async () => {
    write('sites/main.cf', naming('texthash', join(folder, 'lists/tls_policy')));
    editor.settings = { mainCf: 'sites/main.cf' };
    expect(await typeOf('lists/tls_policy')).toBe('texthash');
    editor.settings = {};
  });

  it('answers which policy applies, for each service', async () => {
    const main = write('asked/main.cf', `smtp_tls_security_level = may\n${naming('hash')}`);
    write('asked/master.cf', 'smtp unix - - n - - smtp\nslow unix - - n - - smtp -o smtp_tls_policy_maps=\n');
    const uri = write('asked/tls_policy', '.example.org dane\nb.example secure\n');
    const ask = (nextHop: string): Promise<{ outcome: string; message: string; report?: string }> =>
      editor.connection.sendRequest(ExecuteCommandRequest.type, {
        command: 'postfixTlsPolicy.server.query',
        arguments: [{ uri: main, nextHop }],
      });
    const answer = await ask('a.example.org');
    expect(answer).toMatchObject({
      outcome: 'answered',
      message:
        'smtp: a.example.org: dane, acts as may (hash:/etc/postfix/tls_policy:1); slow: a.example.org: may (main.cf)',
    });
    expect(answer.report).toContain('## `slow`\n\n**`may`**');
    const content = await editor.connection.sendRequest(TextDocumentContentRequest.type, {
      uri: editor.shown.at(-1) ?? '',
    });
    expect(content.text).toBe(answer.report);
    expect(await ask('a b')).toMatchObject({ outcome: 'refused' });

    editor.open(uri, '.example.org dane\nb.example secure\nc.example dane\n');
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 2, character: 1 },
    });
    const text = (hover?.contents as { value: string }).value;
    expect(text).toContain('`smtp`: `dane, acts as may` (`hash:/etc/postfix/tls_policy:3`)');
    expect(text).toContain('`slow`: `may` (`main.cf`)');
    editor.open(main, `smtp_tls_security_level = may\n${naming('hash')}`, 'postfix-main-cf');
    const ofList = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: main },
      position: { line: 1, character: 3 },
    });
    expect((ofList?.contents as { value: string }).value).toContain('`smtp`: `may` (`main.cf`)');
  });

  it('tells what the mail of a site is protected against, by a code action at a setting about TLS', async () => {
    const text = 'smtp_tls_security_level = may\nmydomain = a.example\n';
    const uri = write('posture/main.cf', text);
    editor.open(uri, text, 'postfix-main-cf');
    const offered = async (line: number) => {
      const at = { line, character: 0 };
      const params = { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [] } };
      const actions = (await editor.connection.sendRequest(CodeActionRequest.type, params)) ?? [];
      return actions.find(({ title }) => title === 'Explain the TLS posture of this server') as CodeAction | undefined;
    };
    expect(await offered(1)).toBeUndefined();
    const explain = (await offered(0))?.command;
    const run = (): Promise<{ outcome: string; report?: string }> =>
      editor.connection.sendRequest(ExecuteCommandRequest.type, {
        command: explain?.command ?? '',
        arguments: explain?.arguments ?? [],
      });
    const answer = await run();
    expect(answer.outcome).toBe('told');
    expect(answer.report).toContain('## Outgoing mail: smtp\n');
    expect(answer.report).toContain('/posture/main.cf:1`');
  });

  it('tells what lines of a log mean, and the entry at fault', async () => {
    const uri = write('logged/main.cf', naming('hash'));
    write('logged/tls_policy', 'a.example secure\n');
    const explain = (text: unknown): Promise<{ outcome: string; report?: string }> =>
      editor.connection.sendRequest(ExecuteCommandRequest.type, {
        command: 'postfixTlsPolicy.server.explainLog',
        arguments: [{ text, uri }],
      });
    const line =
      'postfix/smtp[1]: 4X: to=<u@a.example>, relay=mx[192.0.2.1]:25, status=deferred (Server certificate not verified)';
    const answer = await explain(`${line}\n${line}\n`);
    expect(answer).toMatchObject({ outcome: 'explained' });
    expect(answer.report).toContain(
      '`a.example, mx: certificate-not-verified: mail waits in the queue, 2 times, lines 1 to 2`',
    );
    expect(answer.report).toContain('**entry**: `hash:/etc/postfix/tls_policy:1: a.example secure (secure)`');
    expect(await explain('all is well')).toMatchObject({ outcome: 'nothing' });
    expect(await explain(7)).toMatchObject({ outcome: 'refused' });
  });

  it('follows the files that the editor watches for it', async () => {
    write('watched/main.cf', naming('hash'));
    expect(await typeOf('watched/tls_policy')).toBe('other');
    const globs = editor.registrations.flatMap(({ registerOptions }) => {
      const { watchers = [] } = (registerOptions ?? {}) as { watchers?: { globPattern: unknown }[] };
      return watchers.map(({ globPattern }) => globPattern);
    });
    expect(globs).toEqual(
      expect.arrayContaining(['**/main.cf', { baseUri: uriOf('watched/'), pattern: 'tls_policy' }]),
    );
    const uri = write('watched/main.cf', naming('texthash'));
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type: FileChangeType.Changed }],
    });
    await until('a question to ask again', () => editor.refreshes > 0);
    expect(severityIn(await editor.diagnose(uriOf('watched/tls_policy')))).toBe(DiagnosticSeverity.Error);
  });
});
