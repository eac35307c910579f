import type { ServerCapabilities } from 'vscode-languageserver/node';
import type { ServerContext } from './context';
import { registerDocumentHighlights } from './document-highlight';
import { registerDocumentSymbols } from './document-symbol';
import { registerFoldingRanges } from './folding-range';
import { registerFormatting } from './formatting';

/** What is offered besides findings: how a document is built, and its formatting. */
export const structureCapabilities: ServerCapabilities = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentHighlightProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
};

export function registerStructure(context: ServerContext): void {
  registerDocumentSymbols(context);
  registerFoldingRanges(context);
  registerDocumentHighlights(context);
  registerFormatting(context);
}
