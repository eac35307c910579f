import { ErrorCodes, ResponseError, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { reviewCommand, reviewEvidenceCommand, reviewRefsCommand, reviewTextCommand } from '../revisions/conversation';
import type { ServerContext } from './context';
import { runDeepProbeCommand } from './deep-command';
import { runEvidenceCommand } from './evidence-command';
import { runExplainLogCommand } from './explain-log-command';
import { runFixAllCommand } from './fix-all-action';
import { runImproveCommand } from './improve-command';
import { runMachineCommand } from './machine-command';
import { runPostureCommand } from './posture-command';
import { runProbeCommand } from './probe-command';
import { runQueryCommand } from './query-command';
import { runRenameNamesCommand } from './rename-names-command';
import { runReplaceCommand } from './replace-command';
import { rulePageUri } from './rule-page';
import {
  deepProbeCommand,
  evidenceCommand,
  explainLogCommand,
  fixAllCommand,
  improveCommand,
  machineCommand,
  postureCommand,
  probeCommand,
  queryCommand,
  renameNamesCommand,
  replaceCommand,
  rulePageCommand,
  sortCommand,
  verifyCommand,
  verifyEntriesCommand,
} from './server-commands';
import { runSortCommand } from './sort-command';
import { runVerifyCommand } from './verify-command';
import { runVerifyEntriesCommand } from './verify-entries-command';

/** `workspace/executeCommand`. */
export function registerCommands(context: ServerContext): void {
  context.connection.onExecuteCommand(async (params, token, progress) => {
    switch (params.command) {
      case probeCommand:
        return runProbeCommand(context, params.arguments, withToken(progress), token);
      case verifyCommand:
        return runVerifyCommand(context, params.arguments, withToken(progress), token);
      case deepProbeCommand:
        return runDeepProbeCommand(context, params.arguments, withToken(progress), token);
      case verifyEntriesCommand:
        return runVerifyEntriesCommand(context, params.arguments, withToken(progress), token);
      case improveCommand:
        return runImproveCommand(context, params.arguments);
      case evidenceCommand:
        return runEvidenceCommand(context, params.arguments);
      case explainLogCommand:
        return runExplainLogCommand(context, params.arguments);
      case queryCommand:
        return runQueryCommand(context, params.arguments);
      case postureCommand:
        return runPostureCommand(context, params.arguments);
      case replaceCommand:
        return runReplaceCommand(context, params.arguments);
      case renameNamesCommand:
        return runRenameNamesCommand(context, params.arguments, withToken(progress), token);
      case sortCommand:
        return runSortCommand(context, params.arguments);
      case fixAllCommand:
        return runFixAllCommand(context, params.arguments?.[0]);
      case machineCommand:
        return runMachineCommand(context, params.arguments, withToken(progress), token);
      // Most sessions review nothing, so what it takes is loaded here.
      case reviewCommand:
        return (await import('./review-command')).runReviewCommand(
          context,
          params.arguments,
          withToken(progress),
          token,
        );
      case reviewRefsCommand:
      case reviewTextCommand:
      case reviewEvidenceCommand:
        return (await import('./review-queries')).runReviewQuery(context, params.command, params.arguments, token);
      case rulePageCommand:
        return openRulePage(context, params.arguments?.[0]);
      default:
        return new ResponseError(ErrorCodes.InvalidParams, `there is no command ${params.command}`);
    }
  });
}

/** Null for a request without a token of its own: it gets a progress display that the server creates. */
function withToken(progress: WorkDoneProgressReporter): WorkDoneProgressReporter | null {
  return WorkDoneProgressReporter.isNullInstance(progress) ? null : progress;
}

async function openRulePage({ connection, client, runtime }: ServerContext, id: unknown): Promise<boolean> {
  if (runtime.rulePages === null || typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return false;
  const uri = rulePageUri(runtime.rulePages, id);
  if (client.showDocument) return (await connection.window.showDocument({ uri, takeFocus: true })).success;
  connection.window.showInformationMessage(uri);
  return true;
}
