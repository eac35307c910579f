import type { CancellationToken, TextEdit as LspTextEdit, Range, ResponseError } from 'vscode-languageserver/node';
import type { Span } from '../text/span';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toLspEdits, touches } from './positions';

/**
 * `textDocument/formatting` and `textDocument/rangeFormatting`. The editor's own options (tabs, their width) mean nothing in
 * files that Postfix reads; how columns are set is a setting of ours.
 */
export function registerFormatting(context: ServerContext): void {
  const { connection } = context;
  connection.onDocumentFormatting(({ textDocument }, token) => formatting(context, textDocument, null, token));
  connection.onDocumentRangeFormatting(({ textDocument, range }, token) =>
    formatting(context, textDocument, range, token),
  );
}

/** @param range null: the whole document. */
function formatting(
  context: ServerContext,
  textDocument: { readonly uri: string },
  range: Range | null,
  token: CancellationToken,
): Promise<LspTextEdit[] | ResponseError<never>> {
  return askStructure(context, 'formatting', textDocument, token, ({ open, parsed, structure, settings }) => {
    const edits = structure.format(parsed, settings);
    const wanted = range && linesOf(open, range);
    // Columns are those of the whole block, so that one may format it part by part.
    return toLspEdits(open, wanted ? edits.filter(({ span }) => touches(span, wanted)) : edits);
  });
}

/** The whole lines of a selection, which is what a person means by it. One that ends where a line begins does not reach into that. */
function linesOf({ lines }: OpenDocument, { start, end }: Range): Span {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return {
    start: lines.offsetAt({ line: start.line, character: 0 }),
    end: lines.offsetAt({ line: last, character: Number.MAX_SAFE_INTEGER }),
  };
}
