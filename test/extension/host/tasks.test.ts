import assert from 'node:assert/strict';
import { commands, type Diagnostic, languages, type Task, tasks, Uri, window, workspace } from 'vscode';
import { until } from '../../editor/until';
import { activated, closeAll, diagnosticsWhen, ruleOf, writeFile } from './editor';

const mistaken = 'a.example securee\nb.example secure\nc.example may\n';

suite('tasks that check files', () => {
  teardown(closeAll);

  test('of the workspace: findings stand at files that are not open', async () => {
    const uri = await writeFile('lists/checked.tls_policy', mistaken);
    await writeFile('lists/checked.tls_policy.db', 'compiled\0');
    const task = await taskNamed(/^check all files$/);
    assert.equal(await exitCodeOf(task), 1);
    const found = await findingsAt(uri, 2);
    assert.deepEqual(found.map(ruleOf), ['unknown-level', 'unsafe-level-may']);
    assert.deepEqual(
      found.map(({ range, source }) => [range.start.line, range.start.character, source]),
      [
        [0, 10, 'postfix-tls-policy'],
        [2, 10, 'postfix-tls-policy'],
      ],
    );
    assert.deepEqual(languages.getDiagnostics(uri.with({ path: `${uri.path}.db` })), []);
  });

  test('of the file in front: the server looks after an open one, and no finding stands there twice', async () => {
    const document = await workspace.openTextDocument(await writeFile('lists/front.tls_policy', mistaken));
    await window.showTextDocument(document, { preview: false });
    await diagnosticsWhen(document, 'two', ({ length }) => length === 2);
    assert.equal(await exitCodeOf(await taskNamed(/^check lists\/front\.tls_policy$/)), 1);
    assert.equal(languages.getDiagnostics(document.uri).length, 2);
  });

  test('of tasks.json, with files and options of its own', async () => {
    const uri = await writeFile('lists/configured.tls_policy', 'c.example may\n');
    const task = {
      type: 'postfix-tls-policy',
      label: 'lists',
      files: ['lists/configured.tls_policy'],
      options: ['--fail-on', 'error'],
    };
    await writeFile('.vscode/tasks.json', JSON.stringify({ version: '2.0.0', tasks: [task] }));
    assert.equal(await exitCodeOf(await taskNamed(/^lists$/)), 0);
    assert.deepEqual((await findingsAt(uri, 1)).map(ruleOf), ['unsafe-level-may']);
    await workspace.fs.delete(await writeFile('.vscode/tasks.json', '{}'));
  });
});

function taskNamed(name: RegExp): Promise<Task> {
  return until(`task ${String(name)}`, async () => {
    await activated();
    return (await tasks.fetchTasks({ type: 'postfix-tls-policy' })).find((task) => name.test(task.name));
  });
}

/** Runs a task to its end. */
async function exitCodeOf(task: Task): Promise<number | undefined> {
  let ended: { readonly code: number | undefined } | undefined;
  const listening = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
    if (execution.task.name === task.name) ended = { code: exitCode };
  });
  try {
    await tasks.executeTask(task);
    return (await until(`the end of task ${task.name}`, () => ended, 60_000)).code;
  } finally {
    listening.dispose();
    await commands.executeCommand('workbench.action.closePanel');
  }
}

/** What the problem matcher found in a file once it is as many, in the order of the lines. */
async function findingsAt(uri: Uri, count: number): Promise<readonly Diagnostic[]> {
  const found = await until(`${count} findings at ${uri.path}`, () => {
    const diagnostics = languages.getDiagnostics(Uri.file(uri.fsPath));
    return diagnostics.length >= count ? diagnostics : undefined;
  });
  return [...found].sort((one, other) => one.range.start.line - other.range.start.line);
}
