import { isAbsolute } from 'node:path';
import type { InitializeParams, SemanticTokensClientCapabilities } from 'vscode-languageserver/node';
import { asRecord } from './settings';

/** What the editor at the other end can do, and what it told at the start. */
export interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  /** Code actions as literals with kinds; without them only commands can be offered. */
  readonly codeActionLiterals: boolean;
  /** Which semantic tokens it asks for: those of the visible part, or of the whole document. */
  readonly semanticTokens: 'none' | 'range' | 'full';
  readonly preferredCodeActions: boolean;
  /** Shows actions that can't be taken now, and why. */
  readonly disabledCodeActions: boolean;
  /** Asks for the edit of an action when the action is taken. */
  readonly resolvesActionEdits: boolean;
  /** Symbols as a tree; without that as a list. */
  readonly symbolTree: boolean;
  /** How many folding ranges it wants at most. */
  readonly mostFolds: number;
  /** Markdown in hover texts, and in the documentation of completions. */
  readonly hoverMarkdown: boolean;
  readonly completionMarkdown: boolean;
  /** Completions with places to fill in. */
  readonly snippets: boolean;
  readonly pullConfiguration: boolean;
  readonly registerConfiguration: boolean;
  /** Tells of changed files that the server names. */
  readonly registerWatchedFiles: boolean;
  /** Whether it can be asked to tell the texts of further documents. */
  readonly registerTexts: boolean;
  /** The same for files of any folder. */
  readonly watchesFolders: boolean;
  readonly versionedEdits: boolean;
  /** Shows notes on the parts of an edit, and lets a person confirm them. */
  readonly changeAnnotations: boolean;
  readonly showDocument: boolean;
  /** `workspace/textDocumentContent`: virtual documents out of the server (LSP 3.18). */
  readonly virtualDocuments: boolean;
  /**
   * False only when the editor said so: most have no idea of trust, and whoever starts a server there decided already.
   * VS Code's client always tells.
   */
  readonly workspaceTrusted: boolean;
  /** The URIs of the folders that were open at the start, and whether the editor tells the present ones when it is asked. */
  readonly folders: readonly string[];
  readonly tellsFolders: boolean;
  /** A folder where the editor lets us keep what must outlive the session; null: none. */
  readonly storage: string | null;
  /** The settings that came with `initialize`, for editors that can't be asked. */
  readonly initialSettings: unknown;
}

/** As many as VS Code takes, for editors that name no limit. */
const defaultFolds = 5_000;

export function readClientFeatures({ capabilities, ...params }: InitializeParams): ClientFeatures {
  const { textDocument, workspace, window } = capabilities;
  const options = asRecord(params.initializationOptions);
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation:
      textDocument?.publishDiagnostics?.relatedInformation === true ||
      textDocument?.diagnostic?.relatedInformation === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    semanticTokens: semanticTokensOf(textDocument?.semanticTokens?.requests),
    preferredCodeActions: textDocument?.codeAction?.isPreferredSupport === true,
    disabledCodeActions: textDocument?.codeAction?.disabledSupport === true,
    resolvesActionEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    mostFolds: textDocument?.foldingRange?.rangeLimit ?? defaultFolds,
    hoverMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    completionMarkdown: textDocument?.completion?.completionItem?.documentationFormat?.includes('markdown') === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    pullConfiguration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registerWatchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesFolders:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true &&
      workspace.didChangeWatchedFiles.relativePatternSupport === true,
    registerTexts: textDocument?.synchronization?.dynamicRegistration === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    showDocument: window?.showDocument?.support === true,
    virtualDocuments: workspace?.textDocumentContent !== undefined,
    workspaceTrusted: options['workspaceTrusted'] !== false,
    folders: params.workspaceFolders?.map(({ uri }) => uri) ?? [],
    tellsFolders: workspace?.workspaceFolders === true,
    storage: readFolder(options['storage']),
    initialSettings: options['settings'],
  };
}

function readFolder(value: unknown): string | null {
  return typeof value === 'string' && isAbsolute(value) ? value : null;
}

function semanticTokensOf(
  requests: SemanticTokensClientCapabilities['requests'] | undefined,
): ClientFeatures['semanticTokens'] {
  if (requests?.range) return 'range';
  return requests?.full ? 'full' : 'none';
}
