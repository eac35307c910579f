import {
  commands,
  type ExtensionContext,
  type LanguageStatusItem,
  type TestController,
  type TextDocument,
  tasks,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { checkMachine } from './check-machine';
import { createCheckTasks, taskType } from './check-tasks';
import { chooseTableType } from './choose-table-type';
import { createClient, createRestart, selector } from './client';
import { createDocumentStatus } from './document-status';
import { explainLog } from './explain-log';
import { explainPosture } from './explain-posture';
import { chooseTableTypeCommand, section, showLogCommand, trustGranted } from './names';
import { probeAtCursor } from './probe-at-cursor';
import { queryPolicy } from './query-policy';
import { type Reviewing, registerReview } from './review/commands';
import { sortEntries } from './sort-entries';
import { registerVerifyCommands } from './verify/commands';
import { createVerification } from './verify/verification';
import { createVerifyStatus } from './verify/verify-status';

/** What `activate` returns: the tests wait for `ready`, and read the rest. */
export interface ExtensionApi {
  /** Resolves when the language server has answered `initialize`. */
  readonly ready: Promise<void>;
  readonly timings: Timings;
  /** What stands behind the `{}` of the status bar. */
  readonly statusItems: readonly Pick<LanguageStatusItem, 'text' | 'detail'>[];
  /** The entries in the Test Explorer. */
  readonly testController: TestController;
  /** The comments of a review. */
  readonly reviewThreads: Reviewing['threads'];
}

/** In milliseconds. */
export interface Timings {
  /** How long `activate` itself took. */
  activate: number;
  /** From the beginning of `activate` to the language server being ready; null until then. */
  ready: number | null;
}

let client: LanguageClient | undefined;

export function activate(context: ExtensionContext): ExtensionApi {
  const started = performance.now();
  const log = window.createOutputChannel('Postfix TLS Policy', { log: true });
  const languageClient = createClient(context, log, (document) => showFacts(document));
  client = languageClient;
  const logError = (error: unknown): void => log.error(error instanceof Error ? error : String(error));

  const status = createDocumentStatus(languageClient, selector);
  const verifyStatus = createVerifyStatus(languageClient, selector);
  const showFacts = (document: TextDocument | Uri | undefined): void => {
    for (const each of [status, verifyStatus]) void each.refresh(document).catch(logError);
  };

  context.subscriptions.push(
    log,
    status,
    verifyStatus,
    window.onDidChangeActiveTextEditor((editor) => showFacts(editor?.document)),
    commands.registerCommand(`${section}.restartServer`, createRestart(languageClient, log)),
    commands.registerCommand(showLogCommand, () => log.show()),
    commands.registerCommand(`${section}.probe`, () => probeAtCursor(languageClient)),
    commands.registerCommand(chooseTableTypeCommand, () => chooseTableType(languageClient)),
    commands.registerCommand(`${section}.checkMachine`, () => checkMachine(languageClient)),
    commands.registerCommand(`${section}.explainLog`, () => explainLog(languageClient)),
    commands.registerCommand(`${section}.explainPosture`, () => explainPosture(languageClient)),
    commands.registerCommand(`${section}.query`, () => queryPolicy(languageClient)),
    commands.registerCommand(`${section}.sortEntries`, () => sortEntries(languageClient, 'domain')),
    commands.registerCommand(`${section}.sortEntriesByOrganisation`, () => sortEntries(languageClient, 'organisation')),
    tasks.registerTaskProvider(taskType, createCheckTasks(context)),
    workspace.onDidGrantWorkspaceTrust(() => {
      // A server that is not running learns it when it starts.
      if (languageClient.isRunning()) languageClient.sendNotification(trustGranted).catch(logError);
    }),
  );

  const timings: Timings = { activate: 0, ready: null };
  const ready = languageClient.start().then(() => {
    timings.ready = performance.now() - started;
  });
  ready.catch(logError);
  const verification = createVerification(languageClient, ready, logError);
  context.subscriptions.push(verification, ...registerVerifyCommands(languageClient, verification));
  const reviewing = registerReview(languageClient);
  context.subscriptions.push(reviewing);
  timings.activate = performance.now() - started;
  return {
    ready,
    timings,
    statusItems: [...status.items, ...verifyStatus.items],
    testController: verification.controller,
    reviewThreads: reviewing.threads,
  };
}

/** Ends the language server, and with it every probe that still runs. */
export async function deactivate(): Promise<void> {
  if (client?.needsStop()) await client.stop();
}
