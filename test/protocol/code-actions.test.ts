import { beforeEach, describe, expect, it } from 'vitest';
import { type CodeAction, type TextDocumentEdit, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type EditorWithServer, fullCapabilities } from './editor';
import { shareEditor } from './shared-editor';

const uri = 'file:///srv/lists/tls_policy';

const shared = shareEditor();
let editor: EditorWithServer;
beforeEach(() => {
  editor = shared.editor;
});

function titles(actions: readonly CodeAction[]): string[] {
  return actions.map(({ title }) => title);
}

/** The text after an action, as the editor would have it. */
function applied(action: CodeAction | undefined): string {
  const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
  expect(change?.textDocument).toEqual({ uri, version: editor.version(uri) });
  return TextDocument.applyEdits(
    TextDocument.create(uri, '', 0, editor.text(uri)),
    (change?.edits ?? []) as TextEdit[],
  );
}

const probeActions = (actions: readonly CodeAction[]) => actions.filter(({ title }) => title.startsWith('Probe '));

describe('the probe action', () => {
  it.each([
    ['example.org\n', 'quickfix'],
    ['example.org encrypt\n', 'quickfix'],
    ['example.org secure\n', 'refactor.rewrite'],
    ['example.org dane\n', 'refactor.rewrite'],
    ['example.org secure\nexample.org secure\n', 'refactor.rewrite'],
  ])('on %j is a %s', async (text, kind) => {
    editor.open(uri, text);
    const [action] = probeActions(await editor.actions(uri, 'example.org'));
    expect(action).toMatchObject({
      title: 'Probe example.org and insert its entry',
      kind,
      command: { command: 'postfixTlsPolicy.server.probe', arguments: [{ uri, version: 1, key: 'example.org' }] },
    });
    expect(action?.isPreferred).toBeUndefined();
    expect(action?.edit).toBeUndefined();
  });

  it('says which of equal keys it is for', async () => {
    editor.open(uri, 'example.org secure\nexample.org\n');
    const [action] = probeActions(await editor.actions(uri, 'example.org\n'));
    expect(action?.command?.arguments).toEqual([{ uri, version: 1, key: 'example.org', occurrence: 1 }]);
  });

  it.each([
    ['a wildcard', '*.example.org encrypt\n', '*.example'],
    ['a pattern', '/^example\\.org$/ encrypt\n', '/^example'],
    ['a comment', '# example.org\nexample.net secure\n', '# example.org'],
    ['an address', '[192.0.2.1]:25 encrypt\n', '192'],
    ['an empty line', 'example.org secure\n\n\nexample.net secure\n', '\n\nexample.net'],
  ])('is absent on %s', async (_, text, place) => {
    editor.open(uri, text);
    expect(probeActions(await editor.actions(uri, place))).toEqual([]);
  });

  it('is absent in main.cf', async () => {
    editor.open(uri, 'smtp_tls_security_level = dane\n', 'postfix-main-cf');
    expect(probeActions(await editor.actions(uri, 'smtp_tls'))).toEqual([]);
  });

  it('comes as a bare command to an editor that knows nothing else', async () => {
    editor = await shared.replace({ capabilities: { textDocument: {} } });
    editor.open(uri, 'example.org encrypt\n');
    expect(await editor.actions(uri, 'example.org')).toContainEqual(
      expect.objectContaining({ command: 'postfixTlsPolicy.server.probe' }),
    );
  });
});

describe('the fixes of rules', () => {
  const trailing = 'example.org secure # the main partner\n';

  it('mend one finding, the only safe one preferred', async () => {
    editor.open(uri, trailing);
    const preferred = (await editor.actions(uri, '# the main')).filter(({ isPreferred }) => isPreferred);
    expect(preferred).toHaveLength(1);
    const text = applied(preferred[0]);
    expect(text).toContain('# the main partner\nexample.org secure');
    editor.close(uri);
    editor.open(uri, text);
    expect(await editor.diagnose(uri)).toEqual([]);
  });

  it('are never preferred when they change what Postfix does', async () => {
    editor.open(uri, '*.mpg.de encrypt\n');
    const actions = await editor.actions(uri, '*.mpg.de');
    const fix = actions.find(({ edit }) => edit && applied({ title: '', edit }) === '.mpg.de encrypt\n');
    expect(fix).toMatchObject({ kind: 'quickfix' });
    expect(fix?.isPreferred).toBeUndefined();
  });

  it('all at once take the safe ones only', async () => {
    editor.open(uri, `${trailing}*.mpg.de encrypt\nexample.net secure # another\n`);
    const actions = await editor.actions(uri, 'example.org', { only: ['source.fixAll'] });
    expect(titles(actions)).toEqual(['Fix all safe problems']);
    expect(actions[0]?.kind).toBe('source.fixAll.postfixTlsPolicy');
    expect(applied(actions[0])).toBe(
      '# the main partner\nexample.org secure\n*.mpg.de encrypt\n# another\nexample.net secure\n',
    );
  });

  it('all at once are not offered without any', async () => {
    editor.open(uri, '*.mpg.de encrypt\n');
    expect(await editor.actions(uri, '*.mpg.de', { only: ['source.fixAll'] })).toEqual([]);
  });

  it('of the kind asked for, and no other', async () => {
    editor.open(uri, trailing);
    const actions = await editor.actions(uri, '# the main', { only: ['refactor'] });
    expect(actions.filter(({ kind }) => !kind?.startsWith('refactor'))).toEqual([]);
  });

  it('without versions for an editor that has none', async () => {
    const { workspace, ...rest } = fullCapabilities;
    const capabilities = { ...rest, workspace: { ...workspace, workspaceEdit: {} } };
    editor = await shared.replace({ capabilities });
    editor.open(uri, trailing);
    const fix = (await editor.actions(uri, '# the main')).find(({ isPreferred }) => isPreferred);
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([uri]);
  });
});

describe('the other actions on a finding', () => {
  it('ignore it here, once and once more', async () => {
    editor.open(uri, 'example.net secure\n*.mpg.de encrypt\n');
    for (let left = (await editor.diagnose(uri)).length; left > 0; left -= 1) {
      const actions = await editor.actions(uri, '*.mpg.de encrypt');
      const all = [...actions, ...(await editor.actions(uri, 'encrypt\n'))];
      const ignore = all.find(({ title }) => title.startsWith('Ignore '));
      const text = applied(ignore);
      editor.close(uri);
      editor.open(uri, text);
      expect(await editor.diagnose(uri)).toHaveLength(left - 1);
    }
    expect(editor.text(uri).match(/tls-policy-lint/g)).toHaveLength(1);
  });

  it("open the rule's page", async () => {
    editor.open(uri, 'example.org secur\n');
    const action = (await editor.actions(uri, 'secur\n')).find(({ title }) => title.startsWith('Open the page of '));
    const [rule] = (action?.command?.arguments ?? []) as unknown[];
    await editor.connection.sendRequest('workspace/executeCommand', action?.command as object);
    expect(editor.shown).toHaveLength(1);
    expect(editor.shown[0]).toMatch(new RegExp(`^file:///.*/docs/rules/${String(rule)}\\.md$`));
  });

  it('refuse a page outside the rules', async () => {
    const command = { command: 'postfixTlsPolicy.server.openRulePage', arguments: ['../../README'] };
    expect(await editor.connection.sendRequest('workspace/executeCommand', command)).toBe(false);
    expect(editor.shown).toEqual([]);
  });
});
