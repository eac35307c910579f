import { l10n, type TestController, TestRunRequest, type TextDocument, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { causeOf, type ToldEntry } from '../../../server/src/verify/told-entry';
import type { EntryTree, StoredResult, TableItem } from './entry-tree';
import { listEntries } from './list-entries';
import { showResult } from './show-result';
import { isTable, openTable } from './tables';

/** Keeps the tree in step with the tables. */
export interface TableLoader {
  /** Asks for the entries of a table anew; asked again meanwhile, once more after that. */
  readonly load: (table: TableItem) => Promise<void>;
  /** The same of all tables that are open. */
  readonly loadOpen: () => void;
  dispose(): void;
}

/** Milliseconds of rest after which a changed table is listed anew. */
const rest = 400;

export function createTableLoader(
  client: LanguageClient,
  controller: TestController,
  tree: EntryTree,
  onError: (error: unknown) => void,
): TableLoader {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();

  async function loadNow(table: TableItem): Promise<void> {
    if (!client.isRunning()) return;
    const document = await openTable(table.uri);
    if (document === null) {
      tree.forget(table.uri);
      return;
    }
    table.item.busy = true;
    try {
      const listed = await listEntries(client, table.uri);
      if (listed === null) return;
      table.isLoaded = true;
      showStored(controller, tree, tree.fill(table, listed));
    } finally {
      table.item.busy = false;
    }
  }

  function load(table: TableItem): Promise<void> {
    const id = table.uri.toString();
    const next = (running.get(id) ?? Promise.resolve())
      .then(() => loadNow(table))
      .catch(onError)
      .finally(() => {
        if (running.get(id) === next) running.delete(id);
      });
    running.set(id, next);
    return next;
  }

  function soon(document: TextDocument, wait: number): void {
    if (!isTable(document)) return;
    const id = document.uri.toString();
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => void load(tree.table(document.uri)), wait),
    );
  }

  const listeners = [
    workspace.onDidOpenTextDocument((document) => {
      // Opened for a list that is being made.
      if (!running.has(document.uri.toString())) soon(document, 0);
    }),
    workspace.onDidChangeTextDocument(({ document }) => soon(document, rest)),
    workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document.uri.toString()));
      // A document without a file is gone when it is closed.
      if (document.isUntitled) tree.forget(document.uri);
    }),
    workspace.onDidDeleteFiles(({ files }) => files.forEach(tree.forget)),
    workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => tree.forget(oldUri))),
  ];

  return {
    load,
    loadOpen: () => {
      for (const document of workspace.textDocuments) soon(document, 0);
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    },
  };
}

/** What earlier sessions saw comes back as a run that the editor need not keep: the server does. */
function showStored(controller: TestController, tree: EntryTree, results: readonly StoredResult[]): void {
  if (results.length === 0) return;
  const items = results.map(({ entry: { item } }) => item);
  const run = controller.createTestRun(new TestRunRequest(items), l10n.t('Seen before'), false);
  for (const { entry, told } of results) {
    showResult(run, entry.item, told, tellStored(told));
    tree.show(entry, told);
  }
  run.end();
}

function tellStored(told: ToldEntry): string {
  const cause = causeOf(told);
  const [head, details] = cause === null ? ['', told.details] : [` ${cause}`, told.details.slice(1)];
  return [`${told.words}:${head}`, ...details.map((detail) => `  ${detail}`), ''].join('\n');
}
