import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type EditorOptions, type EditorWithServer, fullCapabilities, startEditor, without } from './editor';
import { until } from './until';

const uri = 'file:///srv/lists/tls_policy';
const pages = join(import.meta.dirname, '../../docs/rules');
const pushCapabilities = { ...fullCapabilities, textDocument: without(fullCapabilities.textDocument, 'diagnostic') };

let editor: EditorWithServer;
afterEach(async () => {
  expect(await editor.stop()).toBe(0);
});
async function start(options: EditorOptions = {}): Promise<void> {
  editor = await startEditor([inject('server'), '--stdio'], options);
}

const messy = [
  '# A list',
  'example.org encrypt',
  '*.example.org encrypt',
  'example.net secure # trailing',
  'example.com',
  'example.org secure match=.example.org',
  'mail.example secur',
  '',
].join('\n');

describe('diagnostics by pull', () => {
  it('name the rule, link its page and carry data', async () => {
    await start();
    editor.open(uri, messy);
    const diagnostics = await editor.diagnose(uri);
    expect(diagnostics.length).toBeGreaterThanOrEqual(6);
    for (const diagnostic of diagnostics) {
      expect(diagnostic.source).toBe('postfix-tls-policy');
      expect(diagnostic.message).not.toBe('');
      expect(diagnostic.data).toMatchObject({ rule: diagnostic.code });
      const { href } = diagnostic.codeDescription ?? {};
      expect(existsSync(join(pages, basename(new URL(href ?? 'file:///').pathname)))).toBe(true);
    }
    expect(editor.published).toEqual([]);
  });

  it('tell the other place that a duplicate is about', async () => {
    await start();
    editor.open(uri, messy);
    const related = (await editor.diagnose(uri)).flatMap(({ relatedInformation = [] }) => relatedInformation);
    const first = editor.rangeOf(uri, 'example.org encrypt').start;
    expect(related.map(({ location }) => location)).toContainEqual(
      expect.objectContaining({ uri, range: expect.objectContaining({ start: first }) as unknown }),
    );
  });

  it('follow what is typed', async () => {
    await start();
    editor.open(uri, 'example.org encrypt\n');
    expect(await editor.diagnose(uri)).toHaveLength(1);
    editor.replace(uri, 'encrypt', 'secure');
    expect(await editor.diagnose(uri)).toEqual([]);
    editor.replace(uri, 'secure', 'secur');
    expect(await editor.diagnose(uri)).toHaveLength(1);
  });

  it('are none for a closed document and for another language', async () => {
    await start();
    editor.open(uri, messy, 'plaintext');
    expect(await editor.diagnose(uri)).toEqual([]);
    editor.close(uri);
    editor.open(uri, messy);
    expect(await editor.diagnose(uri)).not.toEqual([]);
    editor.close(uri);
    expect(await editor.diagnose(uri)).toEqual([]);
  });

  it.each(['pfmain', 'conf', ''])('go by the name of the file where an editor calls the language %j', async (name) => {
    await start();
    editor.open('file:///srv/main.cf', 'smtp_tls_security_level = secrue\n', name);
    expect(await editor.diagnose('file:///srv/main.cf')).toMatchObject([{ code: 'invalid-security-level' }]);
    editor.open('file:///srv/notes', messy, name);
    expect(await editor.diagnose('file:///srv/notes')).toEqual([]);
  });

  it('check main.cf, too', async () => {
    await start();
    const mainCf = 'file:///srv/lists/main.cf';
    editor.open(mainCf, 'smtp_tls_security_level = dane\n', 'postfix-main-cf');
    expect(await editor.diagnose(mainCf)).not.toEqual([]);
    editor.change(
      mainCf,
      { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
      'smtp_dns_support_level = dnssec\n',
    );
    expect(await editor.diagnose(mainCf)).toEqual([]);
  });

  it('obey the severity of the settings, and ask for them once', async () => {
    await start();
    editor.open(uri, 'example.org encrypt\n');
    const [finding] = await editor.diagnose(uri);
    const rule = String(finding?.code);
    editor.settings = { rules: { [rule]: 'off' } };
    expect(await editor.diagnose(uri)).toHaveLength(1);
    expect(editor.askedScopes).toEqual([uri]);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect(await editor.diagnose(uri)).toEqual([]);
    editor.settings = { rules: { [rule]: 'hint' } };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect((await editor.diagnose(uri)).map(({ severity }) => severity)).toEqual([4]);
  });

  it('obey the table type of the settings, as soon as it changes', async () => {
    await start();
    editor.open(uri, 'example.org dane\nexample.org dane\n');
    const severities = async () => (await editor.diagnose(uri)).map(({ severity }) => severity);
    expect(await severities()).toEqual([2]);
    for (const [tableType, expected] of [
      ['texthash', [1]],
      ['hash', [2]],
      ['pcre', []],
    ] as const) {
      editor.settings = { tableType };
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      const found = await editor.diagnose(uri);
      const duplicates = found.filter(({ code }) => code === 'duplicate-key');
      expect(duplicates.map(({ severity }) => severity)).toEqual(expected);
    }
  });

  it('are not sent again when nothing has changed', async () => {
    await start();
    editor.open(uri, 'a.example encrypt\nb.example secure\nc.example may\n');
    expect(await editor.diagnose(uri)).toHaveLength(2);
    editor.replace(uri, 'b.example', 'bb.example');
    expect(await editor.diagnose(uri)).toHaveLength(2);
    editor.replace(uri, 'bb.example', 'bb.example\n#');
    expect(await editor.diagnose(uri)).toHaveLength(3);
    editor.close(uri);
    editor.open(uri, 'a.example encrypt\n');
    expect(await editor.diagnose(uri)).toHaveLength(1);
    expect(editor.reportKinds).toEqual(['full', 'unchanged', 'full', 'full']);
  });

  it('are at most a thousand, the most severe ones, and the last says how many more there are', async () => {
    await start();
    const weak = Array.from({ length: 2_500 }, (_, index) => `institute-${index}.example may\n`).join('');
    editor.open(uri, `${weak}last.example secrue\n`);
    const found = await editor.diagnose(uri);
    expect(found).toHaveLength(1_000);
    expect(found.filter(({ severity }) => severity === 1).map(({ code }) => code)).toEqual(['unknown-level']);
    expect(found.at(-1)?.message).toContain('1502 more findings');
    expect(found.at(-1)?.range.start.line).toBe(998);
  });

  it('are those of the whole text after any edits', async () => {
    await start();
    const fresh = 'file:///fresh/tls_policy';
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(30),
      text: fc.constantFrom(
        '',
        '\n',
        ' ',
        '#',
        'a',
        '.',
        'example.org',
        ' secure',
        ' match=.example.org',
        '\r\n',
        '\n ',
        '🙂',
        '*.',
      ),
    });
    const run = async (edits: readonly { at: number; length: number; text: string }[]) => {
      editor.open(uri, messy);
      for (const { at, length, text } of edits) {
        const document = TextDocument.create(uri, '', 0, editor.text(uri));
        const offset = Math.floor(at * document.getText().length);
        editor.change(uri, { start: document.positionAt(offset), end: document.positionAt(offset + length) }, text);
      }
      editor.open(fresh, editor.text(uri));
      const here = (diagnostics: Diagnostic[]) =>
        JSON.parse(JSON.stringify(diagnostics).replaceAll(fresh, uri)) as unknown;
      expect(here(await editor.diagnose(uri))).toEqual(here(await editor.diagnose(fresh)));
      editor.close(uri);
      editor.close(fresh);
    };
    await fc.assert(fc.asyncProperty(fc.array(edit, { maxLength: 12 }), run), { numRuns: 60 });
  });
});

describe('diagnostics by push', () => {
  const last = () => editor.published.at(-1);

  it('come with the version, follow edits, and go when the document is closed', async () => {
    await start({ capabilities: pushCapabilities });
    editor.open(uri, 'example.org encrypt\n');
    await until('the first diagnostics', () => last()?.version === 1 && last()?.diagnostics.length === 1);
    editor.replace(uri, 'encrypt', 'secure');
    await until('the diagnostics of the edit', () => last()?.version === 2 && last()?.diagnostics.length === 0);
    editor.replace(uri, 'secure', 'encrypt');
    await until('the diagnostics of the second edit', () => last()?.version === 3 && last()?.diagnostics.length === 1);
    editor.close(uri);
    await until('the end of the diagnostics', () => last()?.version === undefined && last()?.diagnostics.length === 0);
  });

  it('use the settings that an editor sends by itself', async () => {
    const capabilities = { ...pushCapabilities, workspace: {} };
    await start({ capabilities, initializationOptions: { settings: { rules: {} } } });
    editor.open(uri, 'example.org encrypt\n');
    await until('the first diagnostics', () => last()?.diagnostics.length === 1);
    const rule = String(last()?.diagnostics[0]?.code);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { postfixTlsPolicy: { rules: { [rule]: 'off' } } },
    });
    await until('the diagnostics after the change', () => last()?.diagnostics.length === 0);
    expect(editor.askedScopes).toEqual([]);
  });
});
