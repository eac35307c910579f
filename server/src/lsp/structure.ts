import type { ServerCapabilities } from 'vscode-languageserver/node';
import type { ServerContext } from './context';
import { registerDocumentSymbols } from './document-symbol';
import { registerFoldingRanges } from './folding-range';

/** What is offered besides findings: how a document is built. */
export const structureCapabilities: Pick<ServerCapabilities, 'documentSymbolProvider' | 'foldingRangeProvider'> = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
};

export function registerStructure(context: ServerContext): void {
  registerDocumentSymbols(context);
  registerFoldingRanges(context);
}
