import type { ServerContext } from './context';
import { registerDefinition } from './definition';
import { registerDocumentHighlights } from './document-highlight';
import { registerDocumentLinks } from './document-links';
import { registerDocumentSymbols } from './document-symbol';
import { registerFoldingRanges } from './folding-range';
import { registerFormatting } from './formatting';
import { registerOnTypeFormatting } from './on-type-formatting';
import { registerReferences } from './references';
import { registerRename } from './rename';
import { registerSelectionRanges } from './selection-range';
import { registerSemanticTokens } from './semantic-tokens';
import { registerWorkspaceSymbols } from './workspace-symbol';

/** What is offered besides findings: how a document is built, and its formatting. */
export function registerStructure(context: ServerContext): void {
  registerDocumentSymbols(context);
  registerFoldingRanges(context);
  registerDocumentHighlights(context);
  registerDefinition(context);
  registerReferences(context);
  registerRename(context);
  registerDocumentLinks(context);
  registerSelectionRanges(context);
  registerWorkspaceSymbols(context);
  registerSemanticTokens(context);
  registerFormatting(context);
  registerOnTypeFormatting(context);
}
