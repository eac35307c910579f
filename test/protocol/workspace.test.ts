import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  type Location,
  ReferencesRequest,
  type SelectionRange,
  SelectionRangeRequest,
  type SymbolInformation,
  WorkspaceFoldersRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { type EditorWithServer, fullCapabilities, startEditor } from './editor';

let folder: string;
let editor: EditorWithServer;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));
  editor = await startEditor([inject('server'), '--stdio'], { folders: [pathToFileURL(folder).href] });
});
afterEach(async () => {
  expect(editor.errors).toEqual([]);
  expect(await editor.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file of the folder and returns its URI. */
function write(path: string, content: string | Uint8Array): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, content);
  return pathToFileURL(whole).href;
}

async function symbols(query: string): Promise<readonly string[]> {
  const found = await editor.connection.sendRequest(WorkspaceSymbolRequest.type, { query });
  return ((found ?? []) as SymbolInformation[]).map(
    ({ name, containerName, location }) => `${containerName}:${location.range.start.line + 1} ${name}`,
  );
}

describe('workspace symbols', () => {
  it('are those of closed files and, as they stand, of open ones', async () => {
    const uri = write('tls_policy', 'old.example may\n');
    write('sites/a.tls_policy', '# c\r\nA.example dane\r\n.a.example secure\r\n match=b\r\n');
    write('main.cf', 'smtp_tls_loglevel = 1\n');
    write('binary.tls_policy', new Uint8Array([97, 0, 98]));
    write('notes', 'a.example may\n');
    symlinkSync(join(folder, 'sites', 'a.tls_policy'), join(folder, 'linked.tls_policy'));
    symlinkSync(folder, join(folder, 'sites', 'circle'));
    editor.open(uri, 'new.example may\n');
    editor.replace(uri, 'new', 'a.new');
    editor.open('untitled:Untitled-1', 'a.unsaved dane\n');
    expect(await symbols('a.')).toEqual([
      'tls_policy:1 a.new.example',
      'untitled:Untitled-1:1 a.unsaved',
      'linked.tls_policy:2 A.example',
      'linked.tls_policy:3 .a.example',
    ]);
    expect(await symbols('stlog')).toEqual(['main.cf:1 smtp_tls_loglevel']);
    expect(await symbols('nothing')).toEqual([]);
    expect(await symbols('')).toHaveLength(5);
  });

  it('of a pattern table are its patterns', async () => {
    write('tls_policy', 'if /x/\n/^a b$/i may\nendif\n');
    expect(await symbols('a b')).toEqual(['tls_policy:2 /^a b$/i']);
  });

  it('are at most 500 of any number, the best first', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `institute-${index}.example dane\n`);
    write('tls_policy', `${lines.join('')}zz.institute may\ninstitute may\n`);
    const found = await symbols('institute');
    expect(found).toHaveLength(500);
    expect(found[0]).toBe('tls_policy:100002 institute');
    expect(await symbols('ute99999')).toEqual(['tls_policy:100000 institute-99999.example']);
  });

  it('come from the folders that are open now, where the editor tells them', async () => {
    await editor.stop();
    write('a/tls_policy', 'a.example may\n');
    write('b/tls_policy', 'b.example may\n');
    const capabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, workspaceFolders: true } };
    editor = await startEditor([inject('server'), '--stdio'], { capabilities, folders: ['file:///absent'] });
    editor.connection.onRequest(WorkspaceFoldersRequest.type, () => [
      { uri: pathToFileURL(join(folder, 'b')).href, name: 'b' },
    ]);
    expect(await symbols('example')).toEqual(['tls_policy:1 b.example']);
  });
});

describe('references', () => {
  async function at(uri: string, search: string, includeDeclaration = true): Promise<readonly string[]> {
    const found = await editor.connection.sendRequest(ReferencesRequest.type, {
      textDocument: { uri },
      position: editor.rangeOf(uri, search).start,
      context: { includeDeclaration },
    });
    const short = (each: Location) => each.uri.slice(each.uri.lastIndexOf('/') + 1);
    return (found ?? []).map((each) => `${short(each)} ${each.range.start.line}:${each.range.start.character}`);
  }

  it('are the places of a provider and of a key in all tables', async () => {
    const uri = write('tls_policy', '');
    editor.open(
      uri,
      'a.example secure match=.mx.example\nb.example secure match=nexthop:mx.example servername=nexthop\n',
    );
    write('other.tls_policy', 'B.example dane\nc.example secure match=.MX.example:x\n# mx.example\n');
    expect(await at(uri, 'mx.example')).toEqual(['tls_policy 0:23', 'tls_policy 1:31', 'other.tls_policy 1:23']);
    expect(await at(uri, 'b.example')).toEqual(['tls_policy 1:0', 'other.tls_policy 0:0']);
    expect(await at(uri, 'b.example', false)).toEqual([]);
    expect(await at(uri, 'nexthop')).toEqual(['tls_policy 1:23', 'tls_policy 1:53']);
    expect(await at(uri, 'secure')).toEqual([]);
  });

  it('of a parameter are those of its own file', async () => {
    const uri = write('main.cf', '');
    write('main.cf.b', 'mydomain = b.example\n');
    editor.open(uri, 'mydomain = a.example\nmyorigin = $mydomain\n', 'postfix-main-cf');
    expect(await at(uri, 'mydomain')).toEqual(['main.cf 0:0', 'main.cf 1:12']);
    expect(await at(uri, 'mydomain', false)).toEqual(['main.cf 1:12']);
  });
});

it('selection ranges go from the word to the file, for each of the places', async () => {
  const uri = write('tls_policy', '');
  editor.open(uri, 'a.example secure match=b.example:c\n');
  const positions = [editor.rangeOf(uri, 'b.example').start, { line: 1, character: 0 }];
  const textDocument = { uri };
  const found = await editor.connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions });
  const texts = (range: SelectionRange | undefined): readonly string[] => {
    if (range === undefined) return [];
    const { start, end } = range.range;
    const lines = editor.text(uri).split('\n');
    const text = start.line === end.line ? (lines[start.line] ?? '').slice(start.character, end.character) : '(all)';
    return [text, ...texts(range.parent)];
  };
  expect((found ?? []).map(texts)).toEqual([
    [
      'b.example',
      'b.example:c',
      'match=b.example:c',
      'secure match=b.example:c',
      'a.example secure match=b.example:c',
      '(all)',
    ],
    ['(all)'],
  ]);
});
