import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CommentThread,
  ConfigurationTarget,
  commands,
  env,
  extensions,
  type QuickPickItem,
  Range,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import { until } from '../../editor/until';
import { createRepository, type TestRepository } from '../../review/repository';
import { activated, closeAll, openInTab, setPacing } from './editor';

const list = '# ours\ngone.example secure\nold.example secure\n';
const topic = '# ours\ndane-rollover.example secure\nold.example may\n';

// The domain that is probed here is one of which no other suite has evidence.
suite('review', () => {
  let repository: TestRepository;
  let file: Uri;

  suiteSetup(async function () {
    this.timeout(120_000);
    await activated();
    repository = createRepository();
    repository.branch('base', null, { tls_policy: list, 'more/partners.tls_policy': 'p.example dane\n' });
    repository.git('branch', '--force', 'main', 'base');
    repository.branch('topic', 'main', { tls_policy: topic, 'more/partners.tls_policy': 'p.example secure\n' });
    repository.git('update-ref', 'refs/merge-requests/7/head', 'topic');
    file = Uri.file(join(repository.folder, 'tls_policy'));
    await setPacing(0);
  });
  suiteTeardown(async () => {
    repository.remove();
    await setPacing(undefined);
  });
  setup(async () => {
    writeFileSync(file.fsPath, topic);
    await commands.executeCommand('notifications.clearAll');
    await openInTab(file);
  });
  teardown(async () => {
    await commands.executeCommand('postfixTlsPolicy.reviewClose');
    await closeAll();
  });

  test('of the working tree shows a diff, a summary, and a thread at each changed entry, on the side where it stands', async () => {
    await review('Working tree', 'main');
    assert.deepEqual(await labels(), [
      'gone.example: needs a reason',
      'old.example: needs a reason',
      'p.example: could not be tested',
      'dane-rollover.example: could not be tested',
    ]);
    const gone = await thread('gone.example');
    assert.equal(gone.uri.scheme, 'postfix-tls-revision');
    assert.equal(
      (await workspace.openTextDocument(gone.uri)).lineAt(gone.range.start.line).text,
      'gone.example secure',
    );
    const old = await thread('old.example');
    assert.equal(old.uri.toString(), file.toString());
    assert.equal(old.range.start.line, 2);
    for (const each of await threads()) assert.equal(each.canReply, false);
    assert.match(bodyOf(old), /protected less/);
    const diff = window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof TabInputTextDiff);
    assert.match(diff?.label ?? '', /^tls_policy \(main \([0-9a-f]{12}\) ↔ working tree\)$/);
    assert.match(await summary(), /\| `gone\.example` \| removed \| needs a reason \|/);
  });

  test('shows the diffs of all files below each other', async () => {
    await review('Working tree', 'main');
    await choosing(['All files'], () => commands.executeCommand('postfixTlsPolicy.reviewDiff'));
    const tab = await until('the diffs', () => {
      const { activeTab } = window.tabGroups.activeTabGroup;
      return activeTab?.label.includes(' ↔ ') === true && !(activeTab.input instanceof TabInputTextDiff)
        ? activeTab
        : undefined;
    });
    assert.match(tab.label, /^main \([0-9a-f]{12}\) ↔ working tree/);
    const shown = (path: string): Promise<readonly string[]> =>
      until(`both sides of ${path}`, () => {
        const found = workspace.textDocuments.filter(({ uri }) => uri.path.endsWith(path)).map(({ uri }) => uri.scheme);
        return found.includes('file') && found.includes('postfix-tls-revision') ? found : undefined;
      });
    await shown('/tls_policy');
    await shown('/more/partners.tls_policy');
  });

  test('of a fetched merge request compares two commits, and takes what a person accepts as it is', async () => {
    await review('!7', 'main');
    for (const each of await threads()) assert.equal(each.uri.scheme, 'postfix-tls-revision');
    await commands.executeCommand('postfixTlsPolicy.reviewThread.accept', await thread('old.example'));
    const accepted = await thread('old.example');
    assert.equal(accepted.label, 'old.example: accepted as it is');
    assert.doesNotMatch(accepted.contextValue ?? '', /accept/);
    const copied = await copying();
    assert.match(copied, /\| `old\.example` \| weaker \| accepted as it is \|/);
    assert.match(copied, /<details>/);
  });

  test('probes again, shows what was seen, and applies the advised entry', async () => {
    await review('Working tree', 'main');
    assert.equal((await thread('dane-rollover.example')).contextValue, 'probe accept');
    await commands.executeCommand('postfixTlsPolicy.reviewThread.probe', await thread('dane-rollover.example'));
    const probed = await thread('dane-rollover.example');
    assert.equal(probed.label, 'dane-rollover.example: needs change');
    assert.match(bodyOf(probed), /self-signed[^]*Write instead: `dane-rollover\.example` dane/);
    await commands.executeCommand('postfixTlsPolicy.reviewThread.evidence', probed);
    await until('the evidence', () =>
      workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'postfix-tls-evidence' && uri.path.includes('dane-rollover'),
      ),
    );
    await commands.executeCommand('postfixTlsPolicy.reviewThread.apply', probed);
    const document = await workspace.openTextDocument(file);
    assert.equal(document.getText(), topic.replace('dane-rollover.example secure', 'dane-rollover.example dane'));
    assert.equal((await thread('dane-rollover.example')).label, 'dane-rollover.example: accept');
  });

  test('applies another spelling without a probe', async () => {
    await write(`${list}NEW.example secure\n`);
    await review('Working tree', 'main');
    await commands.executeCommand('postfixTlsPolicy.reviewThread.apply', await thread('NEW.example'));
    assert.equal((await workspace.openTextDocument(file)).getText(), `${list}new.example secure\n`);
    assert.equal((await thread('new.example')).label, 'new.example: could not be tested');
  });

  test('tells why nothing is reviewed', async () => {
    const { showWarningMessage } = window;
    const told: string[] = [];
    Object.assign(window, { showWarningMessage: (text: string) => void told.push(text) });
    try {
      await review('Another revision…', 'main', '--help');
    } finally {
      Object.assign(window, { showWarningMessage });
    }
    assert.deepEqual(told, ['there is no commit --help here']);
    assert.deepEqual(await threads(), []);
  });

  test('finds the repository that VS Code has open', async () => {
    await closeAll();
    const git = extensions.getExtension<GitExtension>('vscode.git');
    const settings = workspace.getConfiguration('git');
    await settings.update('enabled', true, ConfigurationTarget.Global);
    try {
      const api = await until('git', () => {
        const found = git?.exports;
        return found?.enabled === true ? found : undefined;
      });
      await api.getAPI(1).openRepository(Uri.file(repository.folder));
      await review('Working tree', 'main');
      assert.equal((await labels()).length, 4);
    } finally {
      await settings.update('enabled', undefined, ConfigurationTarget.Global);
    }
  });
});

interface GitExtension {
  readonly enabled: boolean;
  readonly getAPI: (version: 1) => { readonly openRepository: (root: Uri) => Promise<unknown> };
}

/** Reviews as a person does who chooses what and against what, and names a revision where asked. */
async function review(head: string, base: string, named?: string): Promise<void> {
  const { showInputBox } = window;
  Object.assign(window, { showInputBox: () => Promise.resolve(named) });
  try {
    await choosing([head, base], () => commands.executeCommand('postfixTlsPolicy.review'));
  } finally {
    Object.assign(window, { showInputBox });
  }
}

/** Does something as a person does who chooses these items, one of each list that is shown. */
async function choosing(labelsToChoose: readonly string[], act: () => Thenable<unknown>): Promise<void> {
  const { showQuickPick } = window;
  const choices = [...labelsToChoose];
  Object.assign(window, {
    showQuickPick: (items: readonly QuickPickItem[]) => {
      const wanted = choices.shift();
      const item = items.find(({ label }) => label === wanted);
      if (item === undefined) throw new Error(`${String(wanted)} is not offered`);
      return Promise.resolve(item);
    },
  });
  try {
    await act();
  } finally {
    Object.assign(window, { showQuickPick });
  }
  assert.deepEqual(choices, [], 'all lists were shown');
}

async function threads(): Promise<readonly CommentThread[]> {
  return (await activated()).reviewThreads.all();
}

async function labels(): Promise<readonly (string | undefined)[]> {
  return (await threads()).map(({ label }) => label);
}

async function thread(subject: string): Promise<CommentThread> {
  const found = (await threads()).find(({ label }) => label?.startsWith(`${subject}: `));
  if (found === undefined) throw new Error(`no thread for ${subject}`);
  return found;
}

function bodyOf({ comments }: CommentThread): string {
  const body = comments[0]?.body ?? '';
  return typeof body === 'string' ? body : body.value;
}

async function summary(): Promise<string> {
  return (await workspace.openTextDocument(Uri.parse('postfix-tls-review:/review.md'))).getText();
}

/** Puts a text into the document in front, unsaved. */
async function write(text: string): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) throw new Error('no editor is open');
  const all = new Range(0, 0, editor.document.lineCount, 0);
  await editor.edit((edit) => edit.replace(all, text));
}

/** What *Copy review as Markdown* puts on the clipboard. */
async function copying(): Promise<string> {
  await commands.executeCommand('postfixTlsPolicy.reviewCopy');
  return env.clipboard.readText();
}
