import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { closeAll, codeActionAt, diagnosticsWhen, lineReading, openExample, openPolicy, startProbe } from './editor';

const restart = () => commands.executeCommand('postfixTlsPolicy.restartServer');

suite('language server', () => {
  teardown(closeAll);

  test('restarts, and knows the open documents again', async () => {
    const editor = await openPolicy('example.org dan\n');
    await diagnosticsWhen(editor.document, 'one', ({ length }) => length === 1);
    await restart();
    await codeActionAt(editor.document, 0, /^Probe example\.org/);
    await editor.edit((edit) => edit.insert(editor.document.lineAt(0).range.end, 'e'));
    await diagnosticsWhen(editor.document, 'none', ({ length }) => length === 0);
  });

  test('restarted in the middle of a probe: nothing is written, and the next probe works', async () => {
    const { document } = await openPolicy('postscreen.example\ndane-ee.example\n');
    const { answer } = await startProbe(document, 0);
    const ended = answer.then(
      ({ outcome }) => outcome,
      () => 'rejected',
    );
    await restart();
    assert.ok(['cancelled', 'rejected'].includes(await ended));
    assert.equal(document.getText(), 'postscreen.example\ndane-ee.example\n');
    const { answer: next } = await startProbe(document, 1);
    assert.equal((await next).outcome, 'inserted');
  });

  test('opens the page of a rule from the package', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, '*.mpg.de encrypt');
    const action = await codeActionAt(document, line, /^Open the page of dead-wildcard-key/);
    assert.ok(action.command);
    await commands.executeCommand(action.command.command, ...(action.command.arguments as unknown[]));
  });
});
