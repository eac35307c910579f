import { randomUUID } from 'node:crypto';
import { CancellationTokenSource, commands, l10n, ProgressLocation, window, workspace } from 'vscode';
import {
  ErrorCodes,
  ExecuteCommandRequest,
  type LanguageClient,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageclient/node';
import { serverCheckMachine, serverProbe, serverProbeDeep, serverVerify, showLogCommand } from './names';

/** Of VS Code itself. */
const trustCommand = 'workbench.trust.manage';

type ProgressValue = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/**
 * Sends a command to the server and shows its progress as a notification that can be cancelled. The language client by
 * itself would show a silent spinner in the status bar and could not cancel.
 *
 * The notification appears when the server begins its progress and goes when the server ends it: after that the server
 * may still ask a question before it answers the request.
 *
 * Resolves to undefined where there is no answer: the workspace is not trusted, it was cancelled before the server
 * began, or the server ended.
 */
export async function executeWithProgress(
  client: LanguageClient,
  command: string,
  args: readonly unknown[],
): Promise<unknown> {
  if (asksTheNetwork(command) && refuseWithoutTrust()) return undefined;
  const workDoneToken = randomUUID();
  const cancellation = new CancellationTokenSource();
  const display = createDisplay(() => cancellation.cancel());
  const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, display.update);
  try {
    const params = { command, arguments: [...args], workDoneToken };
    return await client.sendRequest(ExecuteCommandRequest.type, params, cancellation.token);
  } catch (error) {
    if (hasCode(error, LSPErrorCodes.RequestCancelled)) return undefined;
    if (!hasServerEnded(client, error)) throw error;
    void tellThatServerEnded();
    return undefined;
  } finally {
    display.end();
    listening.dispose();
    cancellation.dispose();
  }
}

/** Whether nothing may be asked since the workspace is not trusted; then the way out is offered. The server refuses by itself, too. */
export function refuseWithoutTrust(): boolean {
  if (workspace.isTrusted) return false;
  void tellThatTrustIsNeeded();
  return true;
}

/** Whether a request failed since there is no server any more to answer it. */
export function hasServerEnded(client: LanguageClient, error: unknown): boolean {
  return !client.isRunning() || hasCode(error, ErrorCodes.PendingResponseRejected);
}

/** What a person is told then: the language client by itself would show the words of a broken connection. */
export function serverEndedText(): string {
  return l10n.t('The language server ended before it was done. It starts again by itself; then try once more.');
}

function asksTheNetwork(command: string): boolean {
  return [serverProbe, serverVerify, serverProbeDeep, serverCheckMachine].includes(command);
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof ResponseError && error.code === code;
}

async function tellThatTrustIsNeeded(): Promise<void> {
  const manage = l10n.t('Manage Workspace Trust');
  const text = l10n.t('Probing needs a trusted workspace, because it contacts name servers and mail servers.');
  if ((await window.showWarningMessage(text, manage)) === manage) await commands.executeCommand(trustCommand);
}

async function tellThatServerEnded(): Promise<void> {
  const showLog = l10n.t('Show the log');
  if ((await window.showWarningMessage(serverEndedText(), showLog)) === showLog)
    await commands.executeCommand(showLogCommand);
}

interface Display {
  readonly update: (value: ProgressValue) => void;
  end(): void;
}

function createDisplay(onCancel: () => void): Display {
  let report: ((message: string) => void) | undefined;
  let close: (() => void) | undefined;

  function begin({ title, message, cancellable }: WorkDoneProgressBegin): void {
    const ended = new Promise<void>((resolve) => {
      close = resolve;
    });
    const options = { location: ProgressLocation.Notification, title, cancellable: cancellable ?? true };
    void window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(onCancel);
      report = (text) => progress.report({ message: text });
      if (message !== undefined) report(message);
      return ended;
    });
  }

  return {
    update: (value) => {
      if (value.kind === 'begin') begin(value);
      else if (value.kind === 'end') close?.();
      else if (value.message !== undefined) report?.(value.message);
    },
    end: () => close?.(),
  };
}
