import {
  type CancellationToken,
  CancellationTokenSource,
  l10n,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  type Uri,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createEntryTree, type EntryTree } from './entry-tree';
import { createTableLoader } from './load-tables';
import { controllerId } from './names';
import { runChanged, runTests } from './run-tests';
import { findTables } from './tables';

/** The policy entries as tests, and what commands do with them. */
export interface Verification {
  /** For tests of the extension. */
  readonly controller: TestController;
  readonly tree: EntryTree;
  /** Verifies all entries of a table. */
  readonly verifyTable: (uri: Uri) => Promise<void>;
  /** Those alone that differ from the ones of a revision in git. */
  readonly verifyChanged: (uri: Uri, revision: string) => Promise<void>;
  dispose(): void;
}

/** Milliseconds between two looks at the ages. */
const ageing = 10_000;

/**
 * Shows every entry of the tables in the Test Explorer. Nobody is contacted before a person runs one: there is no continuous run.
 *
 * @param ready resolves when the server answers.
 */
export function createVerification(
  client: LanguageClient,
  ready: Promise<void>,
  onError: (error: unknown) => void,
): Verification {
  const controller = tests.createTestController(controllerId, 'Postfix TLS Policy');
  const tree = createEntryTree(controller);
  const loader = createTableLoader(client, controller, tree, onError);

  async function discover(token: CancellationToken): Promise<void> {
    for (const uri of await findTables(token)) tree.table(uri);
  }

  async function resolve(item: TestItem | undefined): Promise<void> {
    await ready;
    if (item === undefined) return discover(new CancellationTokenSource().token);
    const table = tree.tableOf(item);
    if (table) await loader.load(table);
  }

  controller.resolveHandler = resolve;
  controller.refreshHandler = async (token) => {
    await ready;
    await discover(token);
    await Promise.all(
      tree
        .tables()
        .filter(({ isLoaded }) => isLoaded)
        .map(loader.load),
    );
  };
  const means = { client, controller, tree, load: loader.load, discover };
  const profile = controller.createRunProfile(
    l10n.t('Verify'),
    TestRunProfileKind.Run,
    (request) => runTests(means, request),
    true,
  );
  void ready.then(() => loader.loadOpen()).catch(onError);
  const timer = setInterval(() => tree.refreshAges(), ageing);

  const requestOf = (uri: Uri) => new TestRunRequest([tree.table(uri).item], undefined, profile);

  return {
    controller,
    tree,
    verifyTable: (uri) => runTests(means, requestOf(uri)),
    verifyChanged: (uri, revision) => runChanged(means, requestOf(uri), tree.table(uri), revision),
    dispose() {
      clearInterval(timer);
      loader.dispose();
      controller.dispose();
    },
  };
}
