import { commands, type ExtensionContext, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createClient, section, trustGranted } from './client';
import { probeAtCursor } from './probe-at-cursor';
import { openRulePage } from './rule-page';

/** What `activate` returns: the tests wait for `ready` and read the timings. */
export interface ExtensionApi {
  /** Resolves when the language server has answered `initialize`. */
  readonly ready: Promise<void>;
  readonly timings: Timings;
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
  const languageClient = createClient(context, log);
  client = languageClient;

  context.subscriptions.push(
    log,
    commands.registerCommand(`${section}.restartServer`, () => languageClient.restart()),
    commands.registerCommand(`${section}.showLog`, () => log.show()),
    commands.registerCommand(`${section}.openRulePage`, (id: unknown) => openRulePage(context.extensionUri, id)),
    commands.registerCommand(`${section}.probe`, () => probeAtCursor()),
    workspace.onDidGrantWorkspaceTrust(() => void languageClient.sendNotification(trustGranted)),
  );

  const timings: Timings = { activate: 0, ready: null };
  const ready = languageClient.start().then(() => {
    timings.ready = performance.now() - started;
  });
  ready.catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  timings.activate = performance.now() - started;
  return { ready, timings };
}

/** Ends the language server, and with it every probe that still runs. */
export async function deactivate(): Promise<void> {
  if (client?.needsStop()) await client.stop();
}
