import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  DefinitionRequest,
  DocumentLinkRequest,
  type Location,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type EditorWithServer, startEditor } from './editor';

const main = `ours = 192.0.2.0/24
mynetworks = 127.0.0.0/8 $ours \${ours?{x}}
smtp_tls_policy_maps = hash:$config_directory/tls_policy, texthash:/etc/postfix/gone
smtp_tls_CAfile = /etc/ssl/ca.pem
ours = 198.51.100.0/24
`;
const master = 'smtp unix - - n - - smtp -o mynetworks=$ours -o smtp_tls_CAfile=/etc/ssl/ca.pem\n';

let editor: EditorWithServer;
let folder: string;
const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
const [mainUri, masterUri] = [() => uriOf('etc/postfix/main.cf'), () => uriOf('etc/postfix/master.cf')];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'main-cf-')));
  const files = { 'etc/postfix/master.cf': master, 'etc/postfix/tls_policy': 'a.example may\n', 'etc/ssl/ca.pem': '' };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  editor = await startEditor([inject('server'), '--stdio']);
  editor.open(mainUri(), main, 'postfix-main-cf');
});
afterAll(async () => {
  expect(editor.errors).toEqual([]);
  expect(await editor.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

function at(uri: string, search: string) {
  return { textDocument: { uri }, position: editor.rangeOf(uri, search).start };
}

const lines = (locations: readonly Location[] | null) =>
  locations?.map(({ uri, range }) => `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line + 1}`);

describe('a parameter of the own', () => {
  it('is defined where its last setting stands', async () => {
    const used = await editor.connection.sendRequest(DefinitionRequest.type, at(mainUri(), 'ours?'));
    expect(lines(used as Location[])).toEqual(['main.cf:5']);
  });

  it('is defined in main.cf for an option of master.cf', async () => {
    editor.open(masterUri(), master, 'postfix-master-cf');
    const found = await editor.connection.sendRequest(DefinitionRequest.type, at(masterUri(), 'ours'));
    expect(lines(found as Location[])).toEqual(['main.cf:5']);
    editor.close(masterUri());
  });

  it('is used in both files', async () => {
    const params = { ...at(mainUri(), 'ours'), context: { includeDeclaration: false } };
    const found = await editor.connection.sendRequest(ReferencesRequest.type, params);
    expect(lines(found)).toEqual(['main.cf:2', 'main.cf:2', 'master.cf:1']);
  });

  it('is renamed in both', async () => {
    const place = at(mainUri(), 'ours');
    expect(await editor.connection.sendRequest(PrepareRenameRequest.type, place)).toEqual({
      range: editor.rangeOf(mainUri(), 'ours'),
      placeholder: 'ours',
    });
    const edit: WorkspaceEdit | null = await editor.connection.sendRequest(RenameRequest.type, {
      ...place,
      newName: 'office',
    });
    expect(edit?.documentChanges).toMatchObject([
      { textDocument: { uri: mainUri(), version: 1 }, edits: Array(4).fill({ newText: 'office' }) },
      { textDocument: { uri: masterUri(), version: null }, edits: [{ newText: 'office' }] },
    ]);
  });
});

it.each([
  ['mynetworks', 'x', 'a parameter of Postfix'],
  ['ours', 'a b', 'letters, digits and _ only'],
  ['ours', 'relayhost', 'would set it'],
  ['192.0.2', 'x', 'Only a parameter'],
])('%s is not renamed to %j: %s', async (search, newName, reason) => {
  const request = editor.connection.sendRequest(RenameRequest.type, { ...at(mainUri(), search), newName });
  await expect(request).rejects.toThrow(reason);
});

it('links lead to the files of the copy that are there', async () => {
  const links = await editor.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri: mainUri() } });
  expect(links).toEqual([
    { range: editor.rangeOf(mainUri(), 'hash:$config_directory/tls_policy'), target: uriOf('etc/postfix/tls_policy') },
    { range: editor.rangeOf(mainUri(), '/etc/ssl/ca.pem'), target: uriOf('etc/ssl/ca.pem') },
  ]);
  editor.open(masterUri(), master, 'postfix-master-cf');
  const others = await editor.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri: masterUri() } });
  expect(others).toEqual([{ range: editor.rangeOf(masterUri(), '/etc/ssl/ca.pem'), target: uriOf('etc/ssl/ca.pem') }]);
  editor.close(masterUri());
});

it('DANE is turned on with all settings that it takes', async () => {
  const uri = uriOf('dane/main.cf');
  editor.open(uri, 'smtp_tls_security_level = may\nsmtp_host_lookup = native\n', 'postfix-main-cf');
  const actions = await editor.actions(uri, 'smtp_tls');
  expect(actions.find(({ title }) => title.startsWith('Turn on DANE'))).toMatchObject({
    title:
      'Turn on DANE: smtp_tls_security_level = dane, smtp_dns_support_level = dnssec, smtp_host_lookup = dns, native',
    kind: 'refactor.rewrite',
  });
});

it('obsolete settings are replaced in main.cf and master.cf, each change with its reason to be confirmed', async () => {
  mkdirSync(join(folder, 'old'));
  writeFileSync(join(folder, 'old/master.cf'), 'submission inet n - n - - smtpd\n  -o smtpd_enforce_tls=yes\n');
  const uri = uriOf('old/main.cf');
  const text = 'relayhost =\nsmtpd_use_tls = yes\ndisable_dns_lookups = no\n';
  writeFileSync(join(folder, 'old/main.cf'), text);
  editor.open(uri, text, 'postfix-main-cf');
  const offered = async (search: string) =>
    (await editor.actions(uri, search)).find(({ title }) => title.startsWith('Replace obsolete settings'));
  expect(await offered('relayhost')).toBeUndefined();
  const action = await offered('disable_dns');
  expect(action?.title).toBe('Replace obsolete settings by the modern ones (3)');
  const { documentChanges, changeAnnotations } = action?.edit ?? {};
  expect(documentChanges).toMatchObject([
    {
      textDocument: { uri, version: 1 },
      edits: [
        { annotationId: '0', newText: 'smtpd_tls_security_level = may' },
        { annotationId: '2', newText: '' },
      ],
    },
    { edits: [{ annotationId: '1', newText: '-o smtpd_tls_security_level=encrypt' }] },
  ]);
  expect(Object.values(changeAnnotations ?? {})).toEqual([
    {
      label: 'Replace smtpd_use_tls by smtpd_tls_security_level = may',
      description: 'That is the level that Postfix makes out of them.',
      needsConfirmation: true,
    },
    {
      label: 'Service submission: write -o smtpd_tls_security_level=encrypt',
      description: 'That is the level that this service has now.',
      needsConfirmation: true,
    },
    { label: 'Delete disable_dns_lookups', description: 'Its value is the default.', needsConfirmation: true },
  ]);
});

it('a table that main.cf does not name can be added to it', async () => {
  const offered = async (path: string) => {
    editor.open(uriOf(path), 'a.example may\n');
    const actions = await editor.actions(uriOf(path), 'a.example');
    return actions.find(({ title }) => title.startsWith('Add this table'));
  };
  expect(await offered('etc/postfix/tls_policy')).toBeUndefined();
  const action = await offered('etc/postfix/tls_policy.more');
  expect(action?.title).toBe('Add this table to smtp_tls_policy_maps as hash:/etc/postfix/tls_policy.more');
  const { end } = editor.rangeOf(mainUri(), 'texthash:/etc/postfix/gone');
  expect(action?.edit?.documentChanges).toEqual([
    {
      textDocument: { uri: mainUri(), version: 1 },
      edits: [{ range: { start: end, end }, newText: ', hash:/etc/postfix/tls_policy.more' }],
    },
  ]);
});
