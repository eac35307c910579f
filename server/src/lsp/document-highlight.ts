import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver/node';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toRange } from './positions';

/** More places than a person can look at; of a name that stands on every line the first ones are told. */
const mostHighlights = 1_000;

/** `textDocument/documentHighlight`. */
export function registerDocumentHighlights(context: ServerContext): void {
  context.connection.onDocumentHighlight(({ textDocument, position }, token) =>
    askStructure<DocumentHighlight>(context, 'highlights', textDocument, token, ({ open, parsed, structure }) => {
      const subject = structure.subjectAt(parsed, open.lines.offsetAt(position));
      if (subject === null) return [];
      return structure.occurrences(parsed, subject, mostHighlights).map(({ span, kind }) => ({
        range: toRange(open, span),
        kind: kind === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );
}
