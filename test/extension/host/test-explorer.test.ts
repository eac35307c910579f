import assert from 'node:assert/strict';
import {
  commands,
  type TestController,
  type TestItem,
  type TestMessage,
  type TestRunRequest,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { until } from '../../editor/until';
import { activated, answering, closeAll, diagnosticsWhen, openPolicy, ruleOf, setPacing, writeFile } from './editor';

/** What a run told of an entry, by its label. */
interface Seen {
  readonly persist: boolean;
  readonly states: Map<string, string>;
  readonly messages: Map<string, TestMessage>;
  output: string;
  ended: boolean;
}

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
  let runs: Seen[] = [];

  suiteSetup(async () => {
    controller = (await activated()).testController;
    recordRuns(controller, (run) => runs.push(run));
    await setPacing(0);
  });
  suiteTeardown(() => setPacing(undefined));
  setup(() => {
    runs = [];
  });
  teardown(closeAll);

  /** The editor learns of new tests a little later, and runs none before. */
  async function start(command: string): Promise<void> {
    const began = (): true | undefined => (runs.some(({ persist }) => persist) ? true : undefined);
    await until(`run by ${command}`, async () => {
      // It resolves when the run has ended; `ended` waits for that, and tells more where it does not.
      void commands.executeCommand(command);
      await until('a run', began, 5_000).catch(() => undefined);
      return began();
    });
  }

  test('shows every entry of an open table as a test, where it stands', async () => {
    const { document } = await openPolicy(`# head\n${table}\n`);
    const item = await tableItem(controller, document.uri, 5);
    const entries = childrenOf(item);
    assert.deepEqual(
      entries.map(({ label, range }) => [label, range?.start.line]),
      table.split('\n').map((line, index) => [line.split(' ')[0], index + 1]),
    );
    assert.deepEqual(runs, []);
  });

  test('runs one file: each outcome as it is, with expected and actual, and one that changes has none', async () => {
    const editor = await openPolicy(`${table}\n`);
    const { document } = editor;
    const item = await tableItem(controller, document.uri, 5);
    await start('testing.runCurrentFile');
    const run = await ended(runs, 'run of the file', (each) => each.persist);
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
    await start('testing.runAtCursor');
    const run = await ended(runs, 'run at the cursor', (each) => each.persist);
    assert.deepEqual(Object.fromEntries(run.states), { 'self-signed.example': 'failed' });
    runs = [];
    await start('testing.reRunFailTests');
    const again = await ended(runs, 'run of what failed', (each) => each.states.has('self-signed.example'));
    assert.equal(again.states.get('self-signed.example'), 'failed');
    assert.equal(again.states.has('dane-ee.example'), false);
  });

  test('brings back what an earlier session saw, without asking', async () => {
    const uri = await writeFile('kept.tls_policy', 'dane-ee.example dane\nself-signed.example secure\n');
    await window.showTextDocument(uri);
    await tableItem(controller, uri, 2);
    await commands.executeCommand('postfixTlsPolicy.verifyFile');
    await ended(runs, 'run of the file', (each) => each.persist);
    runs = [];
    await closeAll();
    const gone = new WorkspaceEdit();
    gone.deleteFile(uri);
    await workspace.applyEdit(gone);
    await until('no table', () => (controller.items.get(uri.toString()) ? undefined : true));
    await commands.executeCommand('postfixTlsPolicy.restartServer');
    await writeFile('kept.tls_policy', 'dane-ee.example   dane\nself-signed.example dane\n');
    await window.showTextDocument(uri);
    await tableItem(controller, uri, 2);
    const stored = await ended(runs, 'stored results', (each) => !each.persist);
    assert.deepEqual(Object.fromEntries(stored.states), { 'dane-ee.example': 'passed' });
  });

  test('asks before it asks more than twenty, and names how many', async () => {
    const lines = Array.from({ length: 21 }, (_, index) => `d${index}.null-mx.example secure`);
    const { document } = await openPolicy(`${lines.join('\n')}\n`);
    await tableItem(controller, document.uri, 21);
    const questions = await answering('Cancel', async () => {
      await commands.executeCommand('postfixTlsPolicy.verifyFile');
      await ended(runs, 'run that was refused', (each) => each.persist);
    });
    assert.match(questions[0]?.text ?? '', /21 domains/);
    assert.deepEqual(
      [...(runs[0]?.states.values() ?? [])].filter((state) => state !== 'enqueued'),
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

function tableItem(controller: TestController, uri: Uri, entries: number): Promise<TestItem> {
  return until(`${entries} entries of ${uri.path}`, () => {
    const item = controller.items.get(uri.toString());
    return item?.children.size === entries ? item : undefined;
  });
}

function childrenOf({ children }: TestItem): readonly TestItem[] {
  return [...children].map(([, item]) => item);
}

async function ended(runs: readonly Seen[], what: string, is: (run: Seen) => boolean): Promise<Seen> {
  try {
    return await until(what, () => runs.find((run) => run.ended && is(run)), 30_000);
  } catch (error) {
    const seen = runs.map(({ states, ...run }) => ({ ...run, states: Object.fromEntries(states) }));
    throw new Error(`${String(error)}: ${JSON.stringify(seen)}`);
  }
}

/** Tests share the extension's controller, so they can read along what it tells the editor. */
function recordRuns(controller: TestController, onRun: (run: Seen) => void): void {
  const createTestRun = controller.createTestRun.bind(controller);
  controller.createTestRun = (request: TestRunRequest, name?: string, persist = true) => {
    const run = createTestRun(request, name, persist);
    const seen: Seen = { persist, states: new Map(), messages: new Map(), output: '', ended: false };
    onRun(seen);
    for (const state of ['enqueued', 'started', 'passed', 'failed', 'skipped', 'errored'] as const) {
      const tell = run[state].bind(run) as (item: TestItem, ...rest: unknown[]) => void;
      Object.assign(run, {
        [state]: (item: TestItem, ...rest: unknown[]) => {
          seen.states.set(item.label, state);
          if (state === 'failed') seen.messages.set(item.label, rest[0] as TestMessage);
          tell(item, ...rest);
        },
      });
    }
    const [appendOutput, end] = [run.appendOutput.bind(run), run.end.bind(run)];
    Object.assign(run, {
      appendOutput: (text: string, ...rest: never[]) => {
        seen.output += text;
        appendOutput(text, ...rest);
      },
      end: () => {
        seen.ended = true;
        end();
      },
    });
    return run;
  };
}
