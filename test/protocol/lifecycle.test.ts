import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { fullCapabilities, startEditor } from './editor';

const start = (options = {}) => startEditor([inject('server'), '--stdio'], options);

describe('life of the server', () => {
  it('introduces itself with what the editor can use', async () => {
    const editor = await start();
    const { capabilities, serverInfo } = editor.initialized;
    expect(serverInfo?.name).toBe('Postfix TLS Policy');
    expect(capabilities.textDocumentSync).toEqual({ openClose: true, change: 2 });
    expect(capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    expect(capabilities.workspace?.textDocumentContent).toEqual({ schemes: ['postfix-tls-evidence'] });
    expect(capabilities.executeCommandProvider?.commands).toContain('postfixTlsPolicy.server.probe');
    await editor.stop();
  });

  it('offers a bare editor no more than that understands', async () => {
    const editor = await start({ capabilities: {} });
    const { capabilities } = editor.initialized;
    expect(capabilities.diagnosticProvider).toBeUndefined();
    expect(capabilities.workspace).toBeUndefined();
    expect(capabilities.codeActionProvider).toBe(true);
    await editor.stop();
  });

  it('answers initialize before the languages are loaded', () => {
    const holds = (path: string): boolean => readFileSync(path, 'utf8').includes('unsafe-level-encrypt');
    const early = piecesLoadedWith(inject('server'));
    expect(early.length).toBeGreaterThan(1);
    expect(early.filter(holds)).toEqual([]);
    const folder = join(dirname(inject('server')), 'server');
    expect(readdirSync(folder).filter((name) => holds(join(folder, name)))).not.toEqual([]);
  });

  it('keeps what an editor sends without waiting for that answer', async () => {
    const child = spawn(process.execPath, [inject('server'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const textDocument = { uri: 'file:///srv/tls_policy', languageId: 'postfix-tls-policy', version: 1 };
    const answers = [
      connection.sendRequest(InitializeRequest.method, { processId: process.pid, rootUri: null, capabilities: {} }),
      connection.sendNotification(InitializedNotification.type, {}),
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { ...textDocument, text: 'example.org may\n' },
      }),
      connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 0, character: 12 } }),
    ];
    expect(JSON.stringify((await Promise.all(answers))[3])).toContain('may');
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    expect(await exited).toEqual([0, null]);
    connection.dispose();
  });

  it('exits with 0 after shutdown', async () => {
    const editor = await start();
    expect(await editor.stop()).toBe(0);
  });

  it('exits with 1 when the editor goes away without shutdown', async () => {
    const editor = await start();
    const exited = once(editor.process, 'exit');
    editor.process.stdin?.end();
    expect(await exited).toEqual([1, null]);
  });

  it('survives requests that are none of its business', async () => {
    const editor = await start({ capabilities: fullCapabilities });
    await expect(editor.connection.sendRequest('textDocument/hover', {})).rejects.toThrow();
    await expect(
      editor.connection.sendRequest('workspace/executeCommand', { command: 'nothing.of.ours' }),
    ).rejects.toThrow('no command');
    expect(await editor.diagnose('file:///not/open')).toEqual([]);
    expect(await editor.stop()).toBe(0);
  });
});

/** The files of the program that are loaded with one of them, itself included: all but those behind an `import()`. */
function piecesLoadedWith(path: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const text = readFileSync(path, 'utf8').replaceAll(/\.then\(\(\)\s*=>[^;]*?require\("[^"]*"\)/g, '');
  const needed = [...text.matchAll(/require\("(\.[^"]*)"\)/g)].map(([, to]) => join(dirname(path), to ?? ''));
  return [path, ...needed.flatMap((piece) => piecesLoadedWith(piece, seen))];
}
