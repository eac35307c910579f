import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { until } from '../../editor/until';
import {
  choose,
  closeAll,
  codeActionAt,
  codeActionsAt,
  diagnosticsWhen,
  isQuickFix,
  lineReading,
  openExample,
  openPolicy,
} from './editor';

suite('quick fixes without the network', () => {
  teardown(closeAll);

  test('move a trailing comment to the line above', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, 'sts-own.example secure # agreed with their postmaster');
    await choose(await codeActionAt(document, line, /comment.*above/i));
    assert.equal(document.lineAt(line).text, '# agreed with their postmaster');
    assert.equal(document.lineAt(line + 1).text, 'sts-own.example secure');
  });

  test('make a dead wildcard key work', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, '*.mpg.de encrypt');
    const action = await codeActionAt(document, line, /^Write \.mpg\.de/);
    assert.notEqual(action.isPreferred, true, 'an unsafe fix is never preferred');
    await choose(action);
    assert.equal(document.lineAt(line).text, '.mpg.de encrypt');
  });

  test('delete a duplicate', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, 'Hosted.example encrypt');
    await choose(await codeActionAt(document, line, /^Delete this duplicate/));
    assert.throws(() => lineReading(document, 'Hosted.example encrypt'));
    lineReading(document, 'hosted.example secure match=.provider.example');
  });

  test('fix-all mends what is safe, and nothing else', async () => {
    const { document } = await openPolicy('a.example secure # note\n*.b.example dane\nc.example dane\nc.example may\n');
    await diagnosticsWhen(document, 'three', ({ length }) => length >= 3);
    // The workbench gives up without a word when a request for actions was cancelled, so it is asked again.
    // What a busy machine gives late must have come before that, or it is done twice.
    await until('fix-all', async () => {
      await commands.executeCommand('editor.action.fixAll');
      return until('what it mends', () => document.lineAt(0).text === '# note' || undefined, 5_000).catch(
        () => undefined,
      );
    });
    assert.equal(document.getText(), '# note\na.example secure\n*.b.example dane\nc.example dane\nc.example may\n');
  });

  test('a healthy line has a probe, but no quick fix', async () => {
    const { document } = await openPolicy('dane-ee.example dane\nbad.example nonsense\n');
    await diagnosticsWhen(document, 'one', ({ length }) => length >= 1);
    const probe = await codeActionAt(document, 0, /^Probe dane-ee\.example/);
    assert.equal(isQuickFix(probe), false);
    assert.deepEqual((await codeActionsAt(document, 0)).filter(isQuickFix), []);
  });

  test('no probe is offered where there is no next-hop', async () => {
    const { document } = await openPolicy('.parent.example dane\n*.wild.example dane\nplain.example dane\n');
    await codeActionAt(document, 2, /^Probe plain\.example/);
    for (const line of [0, 1]) {
      const titles = (await codeActionsAt(document, line)).map(({ title }) => title);
      assert.deepEqual(
        titles.filter((title) => title.startsWith('Probe')),
        [],
      );
    }
  });
});
