import assert from 'node:assert/strict';
import { commands, type TestController, type TestItem, WorkspaceEdit, window, workspace } from 'vscode';
import { until } from '../../editor/until';
import { activated, answering, closeAll, diagnosticsWhen, openPolicy, ruleOf, setPacing, writeFile } from './editor';
import { childProcesses } from './processes';
import { childrenOf, type RunLog, recordRuns, type Seen, tableItem } from './test-runs';

/** A table of which each entry ends in another way. */
const table = [
  'dane-ee.example dane',
  'dane-ee-pkix.example secure',
  'secure-nexthop-name.example dane',
  'self-signed.example secure',
  'refused.example secure',
].join('\n');

suite('test explorer', () => {
  let controller: TestController;
  let log: RunLog;

  suiteSetup(async () => {
    controller = (await activated()).testController;
    log = recordRuns(controller);
    await setPacing(0);
  });
  suiteTeardown(async () => {
    log.dispose();
    await setPacing(undefined);
  });
  setup(() => log.clear());
  const stateOf = (label: string): string | undefined => log.runs.find(({ persist }) => persist)?.states.get(label);
  teardown(closeAll);

  test('shows every entry of an open table as a test, where it stands', async () => {
    const { document } = await openPolicy(`# head\n${table}\n`);
    const item = await tableItem(controller, document.uri, 5);
    const entries = childrenOf(item);
    assert.deepEqual(
      entries.map(({ label, range }) => [label, range?.start.line]),
      table.split('\n').map((line, index) => [line.split(' ')[0], index + 1]),
    );
    assert.deepEqual(log.runs, []);
  });

  test('runs one file: each outcome as it is, with expected and actual, and one that changes has none', async () => {
    const editor = await openPolicy(`${table}\n`);
    const { document } = editor;
    const item = await tableItem(controller, document.uri, 5);
    await log.start('testing.runCurrentFile');
    const run = await log.ended('run of the file', (each) => each.persist);
    assert.deepEqual(Object.fromEntries(run.states), {
      'dane-ee.example': 'passed',
      'dane-ee-pkix.example': 'passed',
      'secure-nexthop-name.example': 'passed',
      'self-signed.example': 'failed',
      'refused.example': 'skipped',
    });
    const message = run.messages.get('self-signed.example');
    assert.match(typeof message?.message === 'string' ? message.message : '', /^fails: mail is deferred\./);
    assert.match(message?.expectedOutput ?? '', /^self-signed\.example secure\n/);
    assert.match(message?.actualOutput ?? '', /not\strusted|not\sverified/);
    assert.match(run.output, /mx\S*\.dane-ee\.example/);
    // What stands at a line in the editor besides: of the others the message or the diagnostic tells.
    assert.deepEqual([...run.located.keys()], ['refused.example']);
    assert.match(
      run.located.get('refused.example') ?? '',
      /^could not be tested: mx\.refused\.example\[\S+\]: (?!could not).*refused.*\r\n$/,
    );
    const described = (label: string) => childrenOf(item).find((each) => each.label === label)?.description ?? '';
    assert.match(described('dane-ee.example'), /^holds, ./);
    assert.match(
      described('refused.example'),
      /^could not be tested, [^:]+: mx\.refused\.example\[\S+\]: (?!could not).*refused/,
    );
    await diagnosticsWhen(document, 'of what protects less, and what fails', (found) =>
      ['verify-weaker', 'verify-fails'].every((code) => found.some((each) => ruleOf(each) === code)),
    );

    const line = 3;
    await editor.edit((edit) => edit.insert(document.lineAt(line).range.end, ' ciphers=high'));
    await until('no result of the changed entry', () => (described('self-signed.example') === '' ? true : undefined));
    assert.match(described('dane-ee.example'), /^holds/);
    await diagnosticsWhen(document, 'without the changed entry', (found) =>
      found.every((each) => ruleOf(each) !== 'verify-fails'),
    );
  });

  test('runs what was selected alone, and what failed again', async () => {
    const { document } = await openPolicy('dane-ee.example dane\nself-signed.example secure\nrefused.example secure\n');
    await tableItem(controller, document.uri, 3);
    const editor = window.activeTextEditor;
    assert.ok(editor);
    await commands.executeCommand('cursorMove', { to: 'down' });
    await log.start('testing.runAtCursor');
    const run = await log.ended('run at the cursor', (each) => each.persist);
    assert.deepEqual(Object.fromEntries(run.states), { 'self-signed.example': 'failed' });
    log.clear();
    await log.start('testing.reRunFailTests');
    const again = await log.ended('run of what failed', (each) => each.states.has('self-signed.example'));
    assert.equal(again.states.get('self-signed.example'), 'failed');
    assert.equal(again.states.has('dane-ee.example'), false);
  });

  test('is cancelled: what is known by then stands, and the rest has no result', async () => {
    const { document } = await openPolicy('dane-ee.example dane\nsilent.example secure\n');
    const item = await tableItem(controller, document.uri, 2);
    await log.start('testing.runCurrentFile');
    await until('the first result', () => (stateOf('dane-ee.example') === 'passed' ? true : undefined));
    await commands.executeCommand('testing.cancelRun');
    await log.ended('cancelled run', (each) => each.persist);
    assert.equal(stateOf('silent.example'), 'started');
    assert.deepEqual(
      childrenOf(item).map(({ description = '' }) => description.split(',')[0]),
      ['holds', ''],
    );
  });

  test('tells of a language server that ended as of a fault of this program, and of no domain', async () => {
    const { document } = await openPolicy('dane-ee.example dane\nsilent.example secure\n');
    await tableItem(controller, document.uri, 2);
    await log.start('testing.runCurrentFile');
    await until('the first result', () => (stateOf('dane-ee.example') === 'passed' ? true : undefined));
    const [server] = await childProcesses(/dist[\\/]server\.js/);
    assert.ok(server, 'there is a server to kill');
    process.kill(server, 'SIGKILL');
    const run = await log.ended('run of a server that ended', (each) => each.persist);
    assert.equal(stateOf('silent.example'), 'errored');
    const message = run.messages.get('silent.example')?.message;
    assert.match(typeof message === 'string' ? message : '', /^The language server ended before it was done\./);
    await commands.executeCommand('postfixTlsPolicy.restartServer');
  });

  test('begins no run, which would hide the last one, where no entry differs from those of a revision', async () => {
    const uri = await writeFile('unchanged.tls_policy', 'dane-ee.example dane\n');
    await window.showTextDocument(uri);
    await tableItem(controller, uri, 1);
    const { showInputBox } = window;
    Object.assign(window, { showInputBox: () => Promise.resolve('HEAD') });
    try {
      // The folder is in no repository, so that nothing is known of the revision.
      await commands.executeCommand('postfixTlsPolicy.verifyChanged');
    } finally {
      Object.assign(window, { showInputBox });
    }
    assert.deepEqual(log.runs, []);
  });

  test('brings back what an earlier session saw, without asking', async () => {
    const uri = await writeFile('kept.tls_policy', 'dane-ee.example dane\nself-signed.example secure\n');
    await window.showTextDocument(uri);
    await tableItem(controller, uri, 2);
    await commands.executeCommand('postfixTlsPolicy.verifyFile');
    await log.ended('run of the file', (each) => each.persist);
    log.clear();
    await closeAll();
    const gone = new WorkspaceEdit();
    gone.deleteFile(uri);
    await workspace.applyEdit(gone);
    await until('no table', () => (controller.items.get(uri.toString()) ? undefined : true));
    await commands.executeCommand('postfixTlsPolicy.restartServer');
    await writeFile('kept.tls_policy', 'dane-ee.example   dane\nself-signed.example dane\n');
    await window.showTextDocument(uri);
    await tableItem(controller, uri, 2);
    const stored = await log.ended('stored results', (each) => !each.persist);
    assert.deepEqual(Object.fromEntries(stored.states), { 'dane-ee.example': 'passed' });
  });

  test('asks before it asks more than twenty, and names how many', async () => {
    const lines = Array.from({ length: 21 }, (_, index) => `d${index}.null-mx.example secure`);
    const { document } = await openPolicy(`${lines.join('\n')}\n`);
    await tableItem(controller, document.uri, 21);
    const questions = await answering('Cancel', async () => {
      await commands.executeCommand('postfixTlsPolicy.verifyFile');
      await log.ended('run that was refused', (each) => each.persist);
    });
    assert.match(questions[0]?.text ?? '', /21 domains/);
    assert.deepEqual(
      [...(log.runs[0]?.states.values() ?? [])].filter((state) => state !== 'enqueued'),
      [],
    );
  });

  test('holds twenty thousand entries, which it lists when they are wanted, and touches only what an edit touches', async () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, index) => `d${index}.example.org secure`);
    const uri = await writeFile('large.tls_policy', `${lines.join('\n')}\n`);
    try {
      await commands.executeCommand('testing.refreshTests');
      const item = await tableItem(controller, uri, 0);
      assert.equal(item.canResolveChildren, true);
      const changes = recordChanges(item);
      await controller.resolveHandler?.(item);
      assert.deepEqual([item.children.size, changes.splice(0)], [count, ['replace']]);

      const { document } = await window.showTextDocument(uri);
      const last = childrenOf(item).at(-1);
      const insert = (text: string) => {
        const edit = new WorkspaceEdit();
        edit.insert(uri, document.positionAt(0), text);
        return workspace.applyEdit(edit);
      };
      const isAt = (line: number) => () => (last?.range?.start.line === line ? true : undefined);
      await insert('# above\n');
      await until('the entries a line below', isAt(count));
      assert.deepEqual(changes, []);
      await insert('new.example may\n');
      await tableItem(controller, uri, count + 1);
      await until('the entries two lines below', isAt(count + 1));
      assert.deepEqual(changes, ['replace']);

      let refused: Seen | undefined;
      const questions = await answering('Cancel', async () => {
        await commands.executeCommand('postfixTlsPolicy.verifyFile');
        refused = await log.ended('run that was refused', (each) => each.persist);
      });
      assert.equal(refused?.states.size, 200);
      assert.match(questions[0]?.text ?? '', new RegExp(`of ${count + 1} domains`));
    } finally {
      await closeAll();
      await workspace.fs.delete(uri);
    }
  });
});

/** Notes from now on how the children of a test are changed: each is one message to the editor, or many. */
function recordChanges({ children }: TestItem): string[] {
  const changes: string[] = [];
  for (const name of ['add', 'delete', 'replace'] as const) {
    const change = children[name].bind(children) as (value: unknown) => void;
    Object.assign(children, {
      [name]: (value: unknown) => {
        changes.push(name);
        change(value);
      },
    });
  }
  return changes;
}
