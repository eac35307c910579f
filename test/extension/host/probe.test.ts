import assert from 'node:assert/strict';
import { commands, Position, Range, type TextDocument, workspace } from 'vscode';
import { until } from '../../editor/until';
import {
  answering,
  closeAll,
  lineReading,
  openExample,
  openInTab,
  openPolicy,
  type ProbeResult,
  pressFirstButton,
  startProbe,
  writeFile,
} from './editor';

/** A domain of the lab whose host takes six seconds to greet: time enough to interfere. */
const slow = 'postscreen.example';

suite('probe', () => {
  setup(() => commands.executeCommand('notifications.clearAll'));
  teardown(closeAll);

  test('writes dane at a bare domain of the example, and one undo takes it back', async () => {
    const { document } = await openExample('tls_policy');
    const before = document.getText();
    const line = lineReading(document, 'dane-ee.example');
    const result = await probe(document, line);
    assert.equal(result.outcome, 'inserted', result.message);
    assert.equal(result.entry, 'dane-ee.example dane');
    assert.match(document.lineAt(line).text, /^dane-ee\.example\s+dane$/);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('writes secure where the certificate names the next-hop', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, 'secure-nexthop-name.example');
    assert.equal((await probe(document, line)).outcome, 'inserted');
    assert.match(document.lineAt(line).text, /^secure-nexthop-name\.example\s+secure$/);
  });

  test('asks before it writes names from plain DNS, and notes where they come from', async () => {
    const { document } = await openExample('tls_policy');
    const line = lineReading(document, 'mpg.de encrypt');
    const questions = await answering('Insert', async () => {
      const result = await probe(document, line);
      assert.equal(result.outcome, 'inserted', result.message);
    });
    assert.deepEqual(
      questions.map(({ buttons }) => buttons),
      [['Insert', 'Show evidence', 'Cancel']],
    );
    assert.match(questions[0]?.text ?? '', /mx1\.provider\.example.*plain DNS/);
    assert.match(document.lineAt(line).text, /^# .*mx1\.provider\.example/);
    assert.match(
      document.lineAt(line + 1).text,
      /^mpg\.de\s+secure match=mx1\.provider\.example:mx2\.provider\.example$/,
    );
  });

  for (const answer of ['Cancel', undefined]) {
    test(`${answer ?? 'a dismissed question'} writes nothing`, async () => {
      const { document } = await openPolicy('mpg.de\n');
      await answering(answer, async () => {
        const result = await probe(document, 0);
        assert.equal(result.outcome, 'cancelled', result.message);
      });
      assert.equal(document.getText(), 'mpg.de\n');
    });
  }

  const unchanged: readonly (readonly [string, ProbeResult['outcome'], RegExp])[] = [
    ['self-signed.example', 'none', /guaranteed/],
    ['no-starttls.example', 'none', /STARTTLS/],
    ['dane-wrong-digest.example', 'none', /TLSA/],
    ['refused.example', 'untested', /could not be tested/],
    ['outside-the-lab.org', 'untested', /could not be tested/],
    ['dane-ee-pkix.example dane', 'kept', /stays/],
  ];
  for (const [text, outcome, message] of unchanged) {
    test(`leaves "${text}" as it is: ${outcome}`, async () => {
      const { document } = await openPolicy(`${text}\n`);
      const result = await probe(document, 0);
      assert.equal(result.outcome, outcome, result.message);
      assert.match(result.message, message);
      assert.equal(document.getText(), `${text}\n`);
    });
  }

  test('cancelled: the document is unchanged', async () => {
    const { document } = await openPolicy(`${slow}\n`);
    const { answer } = await startProbe(document, 0);
    const result = await pressUntilAnswered(answer);
    assert.equal(result.outcome, 'cancelled', result.message);
    assert.equal(document.getText(), `${slow}\n`);
  });

  test('edited meanwhile: the entry is found again by its key', async () => {
    const editor = await openPolicy(`${slow} may\n`);
    const { answer } = await startProbe(editor.document, 0);
    await editor.edit((edit) => edit.insert(new Position(0, 0), '# above\nother.example dane\n'));
    const result = await answer;
    assert.equal(result.outcome, 'inserted', result.message);
    assert.equal(editor.document.getText(), `# above\nother.example dane\n${slow} secure\n`);
  });

  test('deleted meanwhile: the edit is refused', async () => {
    // With its port it is another next-hop: the one of the test before would not be asked again so soon.
    const editor = await openPolicy(`${slow}:25\nother.example dane\n`);
    const { answer } = await startProbe(editor.document, 0);
    await editor.edit((edit) => edit.delete(new Range(0, 0, 1, 0)));
    const result = await answer;
    assert.equal(result.outcome, 'refused', result.message);
    assert.match(result.message, /no longer in the document/);
    assert.equal(editor.document.getText(), 'other.example dane\n');
  });

  test('closed meanwhile: the probe ends, and the file is as it was', async () => {
    const text = 'silent.example may\n';
    const uri = await writeFile('closed.tls_policy', text);
    const document = await openInTab(uri);
    const { answer } = await startProbe(document, 0);
    await closeAll();
    const result = await answer;
    assert.equal(result.outcome, 'cancelled', result.message);
    assert.equal((await workspace.openTextDocument(uri)).getText(), text);
  });
});

async function probe(document: TextDocument, line: number): Promise<ProbeResult> {
  return (await startProbe(document, line)).answer;
}

/** Presses *Cancel* of the progress notification, the only one on the screen. */
async function pressUntilAnswered(answer: Promise<ProbeResult>): Promise<ProbeResult> {
  let result: ProbeResult | undefined;
  const settled = answer.then((value) => {
    result = value;
  });
  const got = await until('the probe’s answer', async () => {
    await pressFirstButton();
    return result;
  });
  await settled;
  return got;
}
