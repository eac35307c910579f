import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features';
import { fixAllKind, sortKind } from './code-action-kinds';
import { completionOptions } from './completion';
import { evidenceScheme } from './evidence-store';
import { serverCommands } from './execute-command';
import { semanticTokensOptions } from './semantic-tokens';
import { structureCapabilities } from './structure';
import { diagnosticSource } from './to-diagnostics';

/** What the server offers to an editor with these features. */
export function serverCapabilities(client: ClientFeatures): ServerCapabilities {
  const semanticTokens = semanticTokensOptions(client);
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    codeActionProvider: client.codeActionLiterals
      ? {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind, sortKind],
          ...(client.resolvesActionEdits ? { resolveProvider: true } : {}),
        }
      : true,
    ...structureCapabilities,
    ...(semanticTokens ? { semanticTokensProvider: semanticTokens } : {}),
    hoverProvider: true,
    completionProvider: completionOptions,
    executeCommandProvider: { commands: [...serverCommands], workDoneProgress: true },
    ...(client.pullDiagnostics
      ? {
          diagnosticProvider: {
            identifier: diagnosticSource,
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    ...(client.virtualDocuments ? { workspace: { textDocumentContent: { schemes: [evidenceScheme] } } } : {}),
  };
}
