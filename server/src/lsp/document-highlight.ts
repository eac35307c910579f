import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver/node';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toRange } from './positions';

/** `textDocument/documentHighlight`. */
export function registerDocumentHighlights(context: ServerContext): void {
  context.connection.onDocumentHighlight(({ textDocument, position }, token) =>
    askStructure(context, 'highlights', textDocument, token, ({ open, parsed, structure }) =>
      structure.highlights(parsed, open.lines.offsetAt(position)).map(
        ({ span, kind }): DocumentHighlight => ({
          range: toRange(open, span),
          kind: kind === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }),
      ),
    ),
  );
}
