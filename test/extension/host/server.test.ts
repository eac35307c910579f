import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { until } from '../../editor/until';
import {
  answering,
  choose,
  closeAll,
  codeActionAt,
  diagnosticsWhen,
  lineReading,
  openExample,
  openPolicy,
  type ProbeResult,
  startProbe,
} from './editor';
import { childProcesses } from './processes';

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
    await restart();
    // Undefined where the old server was gone before it could answer.
    assert.equal(((await answer) as ProbeResult | undefined)?.outcome ?? 'cancelled', 'cancelled');
    assert.equal(document.getText(), 'postscreen.example\ndane-ee.example\n');
    const { answer: next } = await startProbe(document, 1);
    assert.equal((await next).outcome, 'inserted');
  });

  test('restarted twice at once, it runs', async () => {
    const { document } = await openPolicy('example.org dan\n');
    await Promise.all([restart(), restart()]);
    await codeActionAt(document, 0, /^Probe example\.org/);
  });

  test('killed in the middle of a probe: nothing is written, it starts again, and the next probe works', async () => {
    const text = 'postscreen.example\ndane-ee.example\n';
    const { document } = await openPolicy(text);
    const { answer } = await startProbe(document, 0);
    const [server] = await childProcesses(/dist[\\/]server\.js/);
    assert.ok(server, 'there is a server to kill');
    const told = await answering(undefined, async () => {
      process.kill(server, 'SIGKILL');
      assert.equal(await answer, undefined);
    });
    assert.match(told[0]?.text ?? '', /language server ended/);
    assert.equal(document.getText(), text);
    const { answer: next } = await startProbe(document, 1);
    assert.equal((await next).outcome, 'inserted');
  });

  test('opens the page of a rule from the package', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, '*.mpg.de encrypt');
    await choose(await codeActionAt(document, line, /^Open the page of dead-wildcard-key/));
    await until('the page in a tab', () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('dead-wildcard-key.md')))
        ? true
        : undefined,
    );
  });
});
