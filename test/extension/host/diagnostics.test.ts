import assert from 'node:assert/strict';
import { DiagnosticSeverity, Position, type TextDocument, workspace } from 'vscode';
import { activated, closeAll, diagnosticsWhen, lineReading, openExample, openPolicy, ruleOf } from './editor';

/** Lines of `examples/tls_policy` and the rule that underlines each. */
const mistakes: readonly (readonly [string, RegExp])[] = [
  ['mpg.de encrypt', /^unsafe-level/],
  ['*.mpg.de encrypt', /^dead-wildcard-key$/],
  ['secure-wildcard.example securee', /^unknown-level$/],
  ['secure-signed.example verify', /^unsafe-level/],
  ['sts-own.example secure # agreed with their postmaster', /^trailing-comment$/],
  ['dane-ta.example dane match=mx.dane-ta.example', /^attribute-not-allowed$/],
  ['hosted-wildcard.example secure matches=mx.wild-provider.example', /^unknown-attribute$/],
  ['Hosted.example encrypt', /^duplicate-key$/],
  ['dane-ee.example', /^missing-value$/],
];

const healthy = ['secure-mx-name.example secure', 'dane-ee-pkix.example dane', 'hosted-signed.example secure'];

/** Lines of `examples/main.cf`. */
const mainCfMistakes = [
  'smtp_use_tls = yes',
  'smtp_enforce_tls = no',
  'smtp_tls_per_site = hash:/etc/postfix/tls_per_site',
  'smtp_tls_security_level = dane',
];

suite('diagnostics', () => {
  teardown(closeAll);

  test('start with the file, quickly', async () => {
    const { timings } = await activated();
    assert.ok(timings.ready !== null && timings.ready < 5000, `ready after ${timings.ready} ms`);
  });

  test('show the mistakes of examples/tls_policy, and nothing on healthy lines', async () => {
    const { document } = await openExample('tls_policy');
    assert.equal(document.languageId, 'postfix-tls-policy');
    const found = await diagnosticsWhen(document, 'as many as mistakes', ({ length }) => length >= mistakes.length);
    const rulesAt = (text: string): string[] => {
      const line = lineReading(document, text);
      return found.filter(({ range }) => range.start.line <= line && line <= range.end.line).map(ruleOf);
    };
    for (const [text, rule] of mistakes) {
      assert.ok(
        rulesAt(text).some((each) => rule.test(each)),
        `${text}: ${String(rule)}, not ${rulesAt(text).join(', ')}`,
      );
    }
    for (const text of healthy) assert.deepEqual(rulesAt(text), [], text);
  });

  test('name the source and a page for each rule', async () => {
    const { document } = await openExample('tls_policy');
    for (const { source, code, message } of await diagnosticsWhen(document, 'some', ({ length }) => length > 0)) {
      assert.equal(source, 'postfix-tls-policy');
      assert.ok(typeof code === 'object', message);
      const page = await workspace.fs.readFile(code.target);
      assert.match(Buffer.from(page).toString(), new RegExp(`\`${code.value}\``));
    }
  });

  test('show the mistakes of examples/main.cf', async () => {
    const { document } = await openExample('main.cf');
    assert.equal(document.languageId, 'postfix-main-cf');
    const lines = mainCfMistakes.map((text) => lineReading(document, text));
    await diagnosticsWhen(document, mainCfMistakes.join(', '), (found) =>
      lines.every((line) => found.some(({ range }) => range.start.line === line)),
    );
  });

  test('follow the typing', async () => {
    const editor = await openPolicy('example.org dane\n');
    await editor.edit((edit) => edit.insert(endOf(editor.document), 'example.net dan\n'));
    const [wrong] = await diagnosticsWhen(editor.document, 'one', ({ length }) => length === 1);
    assert.ok(wrong);
    assert.equal(wrong.range.start.line, 1);
    assert.equal(wrong.severity, DiagnosticSeverity.Error);
    await editor.edit((edit) => edit.insert(new Position(1, 'example.net dan'.length), 'e'));
    await diagnosticsWhen(editor.document, 'none', ({ length }) => length === 0);
  });
});

function endOf(document: TextDocument): Position {
  return document.lineAt(document.lineCount - 1).range.end;
}
