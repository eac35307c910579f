import { randomUUID } from 'node:crypto';
import { CancellationTokenSource, ProgressLocation, window } from 'vscode';
import {
  ExecuteCommandRequest,
  type LanguageClient,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageclient/node';

type ProgressValue = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/**
 * Sends a command to the server and shows its progress as a notification that can be cancelled. The language client by
 * itself would show a silent spinner in the status bar and could not cancel.
 *
 * The notification appears when the server begins its progress and goes when the server ends it: after that the server
 * may still ask a question before it answers the request.
 */
export async function executeWithProgress(
  client: LanguageClient,
  command: string,
  args: readonly unknown[],
): Promise<unknown> {
  const workDoneToken = randomUUID();
  const cancellation = new CancellationTokenSource();
  const display = createDisplay(() => cancellation.cancel());
  const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, display.update);
  try {
    const params = { command, arguments: [...args], workDoneToken };
    return await client.sendRequest(ExecuteCommandRequest.type, params, cancellation.token);
  } finally {
    display.end();
    listening.dispose();
    cancellation.dispose();
  }
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
