import {
  CodeActionKind,
  type SemanticTokensOptions,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { semanticTokenTypes } from '../language/structure';
import type { ClientFeatures } from './client-features';
import { fixAllKind, sortKind } from './code-action-kinds';
import { evidenceScheme } from './evidence-store';
import { serverCommands } from './server-commands';
import { diagnosticSource } from './to-diagnostics';

/**
 * What the server offers to an editor with these features. The answer to `initialize` waits for what this file imports: no
 * more than names and options.
 */
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
    completionProvider: { triggerCharacters: [' ', '=', ':', ',', '$'] },
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

const structureCapabilities: ServerCapabilities = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentHighlightProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: {},
  selectionRangeProvider: true,
  workspaceSymbolProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [' '] },
};

/** Nothing for an editor that never asks; the visible part alone where it can ask for that. */
function semanticTokensOptions({ semanticTokens }: ClientFeatures): SemanticTokensOptions | null {
  if (semanticTokens === 'none') return null;
  return semanticTokens === 'range' ? { legend, range: true } : { legend, full: { delta: true } };
}

/** The standard words, so that every colour theme knows them; what has no effect counts as deprecated. */
const legend = { tokenTypes: [...semanticTokenTypes], tokenModifiers: ['deprecated'] };
