import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { choose, closeAll, codeActionAt, isQuickFix, openPolicy, type ProbeResult } from './editor';

/** What the server's verify command answers. */
interface VerifyResult {
  readonly outcome: string;
  readonly message: string;
}

suite('verify and replace', () => {
  setup(() => commands.executeCommand('notifications.clearAll'));
  teardown(closeAll);

  const entries: readonly (readonly [string, string, RegExp])[] = [
    ['dane-ee.example dane', 'holds', /authenticated hosts only/],
    ['secure-nexthop-name.example dane', 'weaker', /less than it says/],
    ['dane-ee.example secure', 'deferred', /Server certificate not/],
  ];
  for (const [text, outcome, message] of entries) {
    test(`"${text}": ${outcome}, and nothing is edited`, async () => {
      const { document } = await openPolicy(`${text}\n`);
      const action = await codeActionAt(document, 0, /^Verify the entry of /);
      assert.equal(isQuickFix(action), false);
      const result = (await choose(action)) as VerifyResult;
      assert.equal(result.outcome, outcome, result.message);
      assert.match(result.message, message);
      assert.equal(document.getText(), `${text}\n`);
    });
  }

  test('a runner-up is offered after that, replaces the entry, and one undo takes it back', async () => {
    const { document } = await openPolicy('dane-ee.example dane protocols=>=TLSv1.2\n');
    await choose(await codeActionAt(document, 0, /^Verify the entry of /));
    const action = await codeActionAt(document, 0, /^Replace by "dane-ee\.example dane-only protocols=>=TLSv1\.2": /);
    assert.equal(action.isPreferred ?? false, false);
    const result = (await choose(action)) as ProbeResult;
    assert.equal(result.outcome, 'inserted', result.message);
    assert.equal(document.getText(), 'dane-ee.example dane-only protocols=>=TLSv1.2\n');
    await commands.executeCommand('undo');
    assert.equal(document.getText(), 'dane-ee.example dane protocols=>=TLSv1.2\n');
  });
});
