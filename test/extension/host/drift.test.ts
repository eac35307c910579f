import assert from 'node:assert/strict';
import {
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  TabInputTextDiff,
  type TestController,
  type TestItem,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { type DriftTruth, driftTruth } from '../../../lab/drift';
import { type DriftSettings, driftingList } from '../../editor/drifting-list';
import type { Settings } from '../../editor/editor-folder';
import { until } from '../../editor/until';
import { activated, answering, closeAll, diagnosticsWhen, ruleOf, setPacing, writeFile } from './editor';
import { childrenOf, type RunLog, recordRuns, type Seen, tableItem } from './test-runs';

const { lines, drifted, flapping } = driftingList;
const keys = lines.map((line) => line.split(' ')[0] ?? '');
const file = 'drift.tls_policy';
const text = lines.map((line) => `${line}\n`).join('');

/** The description of what an outcome of the lab comes to in the tree, without its age. */
const words = {
  holds: 'holds',
  deferred: 'fails: mail is deferred',
  bounced: 'fails: mail bounces',
  weaker: 'protects nothing now',
} as const;

function outcomeOf(key: string): DriftTruth['outcome'] | 'holds' {
  const kind = drifted.get(key);
  return kind === undefined ? 'holds' : driftTruth[kind].outcome;
}

/** What a run has to tell of each entry of the list once the world has drifted. */
const truth = keys.map((key) => {
  const outcome = outcomeOf(key);
  const isFailure = outcome === 'deferred' || outcome === 'bounced';
  return [key, isFailure ? 'failed' : 'passed', words[outcome]] as const;
});

suite('a list of 500 entries on 60 hosts, of which 40 drift in ten ways', () => {
  const worlds = JSON.parse(process.env['EXTENSION_TEST_DRIFT'] ?? '') as DriftSettings;
  let controller: TestController;
  let log: RunLog;
  let home: Settings;
  let uri: Uri;

  suiteSetup(async () => {
    controller = (await activated()).testController;
    log = recordRuns(controller);
    home = settingsNow(Object.keys(worlds.before));
    await setPacing(0);
    uri = await writeFile(file, text);
  });
  suiteTeardown(async () => {
    log.dispose();
    await enter(home);
    await setPacing(undefined);
    await removeList();
  });
  setup(async () => {
    log.clear();
    await window.showTextDocument(uri);
  });
  teardown(closeAll);

  const item = (): Promise<TestItem> => tableItem(controller, uri, lines.length);
  const described = async () =>
    childrenOf(await item()).map(
      ({ label, description = '' }) => [label, description.replace(/, [^,]*$/, '')] as const,
    );

  /** Runs what a command runs, says yes to the question, and returns what was told of the entries of the list. */
  async function verify(command: string): Promise<Seen> {
    let run: Seen | undefined;
    const questions = await answering('Verify', async () => {
      await log.start(command);
      run = await log.ended('the run', ({ persist }) => persist, 55_000);
    });
    assert.match(questions[0]?.text ?? '', new RegExp(`of ${lines.length} domains`));
    assert.ok(run);
    return run;
  }

  const statesOf = ({ states }: Seen) => keys.map((key) => [key, states.get(key)] as const);

  /** What a run told of the entries, and what stands in the tree, is what became of them. */
  async function assertTruth(run: Seen): Promise<void> {
    assert.deepEqual(
      statesOf(run),
      truth.map(([key, state]) => [key, state]),
    );
    assert.deepEqual(
      await described(),
      truth.map(([key, , what]) => [key, what]),
    );
  }

  test('holds as a whole before the drift', async () => {
    await enter(worlds.before);
    await item();
    const run = await verify('testing.runAll');
    assert.deepEqual(
      statesOf(run),
      keys.map((key) => [key, 'passed']),
    );
    assert.deepEqual(
      await described(),
      keys.map((key) => [key, 'holds']),
    );
    assertUnsteady(run);
  });

  test('shows each drift after it, named, and fails nothing that holds', async () => {
    await enter(worlds.after);
    await item();
    const run = await verify('testing.runCurrentFile');
    await assertTruth(run);
    for (const [key, state, what] of truth) {
      const kind = drifted.get(key);
      if (kind === undefined) continue;
      const { says } = driftTruth[kind];
      assert.match(run.outputs.get(key) ?? '', says);
      const message = run.messages.get(key);
      assert.equal(message === undefined, state === 'passed', key);
      if (message === undefined) continue;
      assert.match(typeof message.message === 'string' ? message.message : '', says);
      assert.equal(message.expectedOutput?.split('\n')[0], lines[keys.indexOf(key)]);
      assert.match(message.actualOutput?.replaceAll('\n', ' ') ?? '', says);
      assert.equal(message.actualOutput?.split('\n')[0], what);
      assert.equal(message.location?.range.start.line, keys.indexOf(key));
    }
    assertUnsteady(run);
    const document = await workspace.openTextDocument(uri);
    const found = await diagnosticsWhen(document, 'one for each drift', (all) => verified(all).length === drifted.size);
    for (const { severity, message, range } of verified(found)) {
      const kind = drifted.get(keys[range.start.line] ?? '');
      assert.ok(kind, message);
      const { outcome, says } = driftTruth[kind];
      assert.equal(severity, outcome === 'weaker' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error);
      assert.match(message, /^Verified /);
      assert.match(message, says);
    }
  });

  test('can be filtered by outcome', async () => {
    const table = await item();
    const tagged = (outcome: string) =>
      childrenOf(table).flatMap(({ label, tags }) => (tags.some(({ id }) => id === outcome) ? [label] : []));
    const keysOf = (...outcomes: readonly string[]) => keys.filter((key) => outcomes.includes(outcomeOf(key)));
    assert.deepEqual(tagged('fails'), keysOf('deferred', 'bounced'));
    assert.deepEqual(tagged('weaker'), keysOf('weaker'));
    assert.deepEqual(tagged('holds'), keysOf('holds'));
  });

  test('has the evidence of both sides of the drift', async () => {
    const expired = childrenOf(await item()).find(({ label }) => label === 'e0.expired.example');
    await commands.executeCommand('postfixTlsPolicy.compareEvidence', expired);
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof TabInputTextDiff);
    const textOf = async (side: Uri) => (await workspace.openTextDocument(side)).getText();
    const [before, after] = [await textOf(input.original), await textOf(input.modified)];
    assert.match(before, /holds: mail goes to authenticated hosts only/);
    assert.match(after, /Server certificate not verified: a certificate has expired/);
  });

  test('keeps what was seen for the next session', async () => {
    await closeAll();
    await removeList();
    await until('no table', () => (controller.items.get(uri.toString()) ? undefined : true));
    await commands.executeCommand('postfixTlsPolicy.restartServer');
    await writeFile(file, text);
    await window.showTextDocument(uri);
    await item();
    const run = await log.ended('what was kept', ({ persist }) => !persist);
    await assertTruth(run);
  });

  async function removeList(): Promise<void> {
    const gone = new WorkspaceEdit();
    gone.deleteFile(uri, { ignoreIfNotExists: true });
    await workspace.applyEdit(gone);
  }
});

/** Those at the host that is good and bad by turns: they hold, and that the host is not steady is told. */
function assertUnsteady({ outputs }: Seen): void {
  const unsteady = keys.filter((key) => outputs.get(key)?.includes('It is not steady: '));
  assert.deepEqual(unsteady, [...flapping]);
}

function verified(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter((each) => ruleOf(each).startsWith('verify-'));
}

function settingsNow(names: readonly string[]): Settings {
  const configuration = workspace.getConfiguration();
  return Object.fromEntries(names.map((name) => [name, configuration.inspect(name)?.globalValue]));
}

/** Makes a world the internet of this machine. */
async function enter(settings: Settings): Promise<void> {
  const configuration = workspace.getConfiguration();
  for (const [name, value] of Object.entries(settings)) {
    await configuration.update(name, value, ConfigurationTarget.Global);
  }
}
