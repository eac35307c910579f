import {
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type Command,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from 'vscode-languageclient/node';
import { executeWithProgress } from './execute-command';
import { section } from './names';
import { showDocument } from './show-document';

const languages = ['postfix-tls-policy', 'postfix-main-cf', 'postfix-master-cf'];
/** Documents that a person edits; the old side of a diff (`git:`) is none of them. */
const schemes = ['file', 'untitled', 'vscode-vfs'];
/** What our server looks after. */
export const selector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));

/**
 * The client of our language server, not yet started.
 *
 * @param onChecked told of each document that was checked anew, for whatever reason.
 */
export function createClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  onChecked: (document: TextDocument | Uri) => void,
): LanguageClient {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const client: LanguageClient = new LanguageClient(
    section,
    'Postfix TLS Policy',
    { run: server, debug: server },
    {
      documentSelector: selector,
      outputChannel: log,
      traceOutputChannel: log,
      // Read anew at each start of the server: trust may have been granted since.
      initializationOptions: () => ({
        workspaceTrusted: workspace.isTrusted,
        storage: context.globalStorageUri.fsPath,
      }),
      // Our own messages have a button for it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true, onSave: false },
      middleware: {
        executeCommand: (command, args) => executeWithProgress(client, command, args),
        provideCodeActions: async (document, range, context, token, next) =>
          forOccasion(await next(document, range, context, token), context.triggerKind),
        provideDiagnostics: async (document, previous, token, next) => {
          const report = await next(document, previous, token);
          onChecked(document);
          return report;
        },
        window: { showDocument },
      },
    },
  );
  return client;
}

/** VS Code asks by itself to light its bulb, and refactorings would light it on every healthy line. */
function forOccasion(
  actions: (Command | CodeAction)[] | null | undefined,
  occasion: CodeActionTriggerKind,
): (Command | CodeAction)[] | null | undefined {
  if (occasion !== CodeActionTriggerKind.Automatic) return actions;
  return actions?.filter((action) => !isRefactoring(action));
}

/** A bare command has a kind of no sort. */
function isRefactoring(action: Command | CodeAction): boolean {
  return 'kind' in action && action.kind instanceof CodeActionKind && CodeActionKind.Refactor.contains(action.kind);
}

/**
 * Returns what ends the server and starts it anew, from whatever state the client is in; the language client's own
 * `restart` rejects while the server is starting, stopping, and after a start that failed. Asked again meanwhile it joins
 * the restart under way. Rejects when the new server does not start.
 */
export function createRestart(client: LanguageClient, log: LogOutputChannel): () => Promise<void> {
  const carryOn = (error: unknown): void => log.warn(String(error));
  const restart = async (): Promise<void> => {
    if (client.state === State.Starting) await client.start().catch(carryOn);
    // A server that hangs does not answer; the client then ends it by force, and rejects nevertheless.
    if (client.isRunning()) await client.stop().catch(carryOn);
    await client.start();
  };
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= restart().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
