import assert from 'node:assert/strict';
import { commands, type TestController, WorkspaceEdit, window, workspace } from 'vscode';
import { until } from '../../editor/until';
import { activated, answering, closeAll, diagnosticsWhen, openPolicy, ruleOf, setPacing, writeFile } from './editor';
import { childrenOf, type RunLog, recordRuns, tableItem } from './test-runs';

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
    assert.match(message?.actualOutput ?? '', /not trusted|not verified/);
    assert.match(run.output, /mx\S*\.dane-ee\.example/);
    // What stands at a line in the editor besides: of the others the message or the diagnostic tells.
    assert.deepEqual([...run.located.keys()], ['refused.example']);
    assert.match(run.located.get('refused.example') ?? '', /^could not be tested: .*refused/s);
    const described = (label: string) => childrenOf(item).find((each) => each.label === label)?.description ?? '';
    assert.match(described('dane-ee.example'), /^holds, ./);
    assert.match(described('refused.example'), /^could not be tested: .*refused.*, ./);
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

  test('holds twenty thousand entries, and follows an edit of them', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `d${index}.example.org secure`);
    const editor = await openPolicy(`${lines.join('\n')}\n`);
    const item = await tableItem(controller, editor.document.uri, 20_000);
    await editor.edit((edit) => edit.insert(editor.document.lineAt(0).range.start, '# above\nnew.example may\n'));
    await tableItem(controller, editor.document.uri, 20_001);
    const last = childrenOf(item).find(({ label }) => label === 'd19999.example.org');
    await until('the entries where they are now', () => (last?.range?.start.line === 20_001 ? true : undefined));
  });
});
