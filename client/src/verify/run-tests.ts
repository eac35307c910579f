import { randomUUID } from 'node:crypto';
import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  l10n,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunRequest,
  window,
} from 'vscode';
import { ExecuteCommandRequest, type LanguageClient, LSPErrorCodes, ResponseError } from 'vscode-languageclient/node';
import type { Verified, VerifyEntriesRequest, VerifyEntriesResult } from '../../../server/src/verify/conversation';
import { entryId } from '../../../server/src/verify/told-entry';
import { hasServerEnded, refuseWithoutTrust, serverEndedText } from '../execute-command';
import type { EntryItem, EntryTree, TableItem } from './entry-tree';
import { serverVerified, serverVerifyEntries } from './names';
import { showResult } from './show-result';
import { openTable } from './tables';
import { createWaitingEntries, type WaitingEntries } from './waiting-entries';

/** What a run rests on. */
export interface RunMeans {
  readonly client: LanguageClient;
  readonly controller: TestController;
  readonly tree: EntryTree;
  /** Lists the entries of a table whose entries were never looked at. */
  readonly load: (table: TableItem) => Promise<void>;
  /** Finds the tables of the workspace. */
  readonly discover: (token: CancellationToken) => Promise<void>;
}

/** The entries of one table that a run is for. */
interface Part {
  readonly table: TableItem;
  readonly entries: readonly EntryItem[];
  /** What the server is asked besides the table. */
  readonly choice: Pick<VerifyEntriesRequest, 'only' | 'changedSince'>;
}

/** Where the results of a run go. */
interface Stage {
  /** The run in the Test Explorer; it begins when it is asked for. */
  readonly run: () => TestRun;
  readonly token: CancellationToken;
}

/** Runs the tests of a request: verifies their entries, table by table. It never rejects. */
export async function runTests(means: RunMeans, request: TestRunRequest): Promise<void> {
  if (refuseWithoutTrust()) return;
  const run = means.controller.createTestRun(request);
  try {
    for (const part of await partsOf(means, request, run.token)) {
      if (run.token.isCancellationRequested) break;
      await runPart(means, { run: () => run, token: run.token }, part);
    }
  } finally {
    run.end();
  }
}

/**
 * The same of those entries of one table that differ from the ones of a revision. Where there are none no run begins, since the editor shows
 * the messages of the last one alone.
 */
export async function runChanged(
  means: RunMeans,
  request: TestRunRequest,
  table: TableItem,
  changedSince: string,
): Promise<void> {
  if (refuseWithoutTrust()) return;
  await means.load(table);
  const cancellation = new CancellationTokenSource();
  let run: TestRun | undefined;
  const begin = (): TestRun => {
    const begun = means.controller.createTestRun(request);
    begun.token.onCancellationRequested(() => cancellation.cancel());
    return begun;
  };
  try {
    const stage = { run: () => (run ??= begin()), token: cancellation.token };
    await runPart(means, stage, { table, entries: [], choice: { changedSince } });
  } finally {
    run?.end();
    cancellation.dispose();
  }
}

async function partsOf(means: RunMeans, request: TestRunRequest, token: CancellationToken): Promise<readonly Part[]> {
  const { tree } = means;
  if (request.include === undefined) await means.discover(token);
  const excluded = new Set(request.exclude);
  const wanted = request.include ?? tree.tables().map(({ item }) => item);
  const chosen = new Map<TableItem, Set<TestItem> | null>();
  for (const item of wanted) {
    const table = tree.tableOf(item) ?? (item.parent && tree.tableOf(item.parent));
    if (table === undefined || excluded.has(table.item)) continue;
    const items = chosen.get(table);
    if (table.item === item) chosen.set(table, null);
    else if (items !== null) chosen.set(table, (items ?? new Set()).add(item));
  }
  const parts: Part[] = [];
  for (const [table, items] of chosen) {
    if (!table.isLoaded) await means.load(table);
    const entries = [...table.entries.values()].filter(
      ({ item }) => !excluded.has(item) && (items === null || items.has(item)),
    );
    const isAll = entries.length === table.entries.size;
    if (entries.length > 0)
      parts.push({ table, entries, choice: isAll ? {} : { only: entries.map(({ name }) => name) } });
  }
  return parts;
}

async function runPart(means: RunMeans, stage: Stage, part: Part): Promise<void> {
  const { table, entries, choice } = part;
  const open = new Map<string, EntryItem>(entries.map((entry) => [entryId(entry.name), entry]));
  const waiting = createWaitingEntries(entries, ({ item }) => stage.run().enqueued(item));
  waiting.fill();
  const id = randomUUID();
  const listening = follow(means, stage, table, id, open, waiting);
  try {
    // The server verifies what is open; it need not stay so.
    if ((await openTable(table.uri)) === null) {
      skip(stage, open, l10n.t('The table is gone.'));
      return;
    }
    const request: VerifyEntriesRequest = { uri: table.uri.toString(), run: id, ...choice };
    const { outcome, message } = await ask(means.client, request, stage.token);
    // The server tells a person by itself why nothing is verified.
    if (outcome === 'finished' || open.size > 0) stage.run().appendOutput(`${message}\r\n`);
    if (outcome === 'refused') skip(stage, open, message);
  } catch (error) {
    if (isCancelled(error)) return;
    // A fault of ours is no finding about a domain.
    const text = hasServerEnded(means.client, error) ? serverEndedText() : describe(error);
    if (entries.length === 0) void window.showWarningMessage(text);
    for (const { item } of open.values()) stage.run().errored(item, new TestMessage(text));
  } finally {
    listening.dispose();
    // What changed while it ran has no result: only the server knows.
    void means.load(table);
  }
}

/** Shows the progress display of the Test Explorer alone: the token is there to keep the server from making another one. */
async function ask(
  client: LanguageClient,
  request: VerifyEntriesRequest,
  token: CancellationToken,
): Promise<VerifyEntriesResult> {
  const params = { command: serverVerifyEntries, arguments: [request], workDoneToken: randomUUID() };
  return (await client.sendRequest(ExecuteCommandRequest.type, params, token)) as VerifyEntriesResult;
}

function follow(
  { client, tree }: RunMeans,
  stage: Stage,
  table: TableItem,
  id: string,
  open: Map<string, EntryItem>,
  waiting: WaitingEntries,
): Disposable {
  return client.onNotification(serverVerified, ({ run: of, started, results }: Verified) => {
    if (of !== id) return;
    for (const name of started) {
      const entry = table.entries.get(entryId(name));
      if (!entry) continue;
      waiting.passOver(entry);
      stage.run().started(entry.item);
    }
    for (const { told, output } of results) {
      const entry = table.entries.get(entryId(told));
      open.delete(entryId(told));
      if (!entry) continue;
      waiting.passOver(entry);
      tree.show(entry, told);
      showResult(stage.run(), entry.item, told, output);
    }
    waiting.fill();
  });
}

function skip(stage: Stage, open: ReadonlyMap<string, EntryItem>, why: string): void {
  for (const { item } of open.values()) {
    item.description = why;
    stage.run().skipped(item);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isCancelled(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
}
