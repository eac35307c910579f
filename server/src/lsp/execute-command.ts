import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { ServerContext } from './context';
import { runProbeCommand } from './probe-command';
import { probeCommand } from './probe-request';
import { rulePageCommand, rulePageUri } from './rule-page';

export const serverCommands = [probeCommand, rulePageCommand] as const;

/** `workspace/executeCommand`. */
export function registerCommands(context: ServerContext): void {
  context.connection.onExecuteCommand(async (params, token, progress) => {
    switch (params.command) {
      case probeCommand:
        // Without a token of its own the request gets a progress display that the server creates.
        return runProbeCommand(context, params.arguments, params.workDoneToken === undefined ? null : progress, token);
      case rulePageCommand:
        return openRulePage(context, params.arguments?.[0]);
      default:
        return new ResponseError(ErrorCodes.InvalidParams, `there is no command ${params.command}`);
    }
  });
}

async function openRulePage({ connection, client, runtime }: ServerContext, id: unknown): Promise<boolean> {
  if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return false;
  const uri = rulePageUri(runtime.rulePages, id);
  if (client.showDocument) return (await connection.window.showDocument({ uri, takeFocus: true })).success;
  connection.window.showInformationMessage(uri);
  return true;
}
