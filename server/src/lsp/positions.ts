import type { TextEdit as LspTextEdit, Range, WorkspaceEdit } from 'vscode-languageserver/node';
import type { Span, TextEdit } from '../text/span';
import type { OpenDocument } from './open-document';

export function toRange({ lines }: Pick<OpenDocument, 'lines'>, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

export function toSpan({ lines }: OpenDocument, range: Range): Span {
  return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}

export function toLspEdits(document: Pick<OpenDocument, 'lines'>, edits: readonly TextEdit[]): LspTextEdit[] {
  return edits.map(({ span, newText }) => ({ range: toRange(document, span), newText }));
}

/** True when the two share an offset or touch: a cursor at the end of a word still means the word. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/**
 * Edits of one document, bound to its version where the editor understands that: what was made for one text must not
 * be applied to the next.
 */
export function toWorkspaceEdit(document: OpenDocument, edits: readonly TextEdit[], versioned: boolean): WorkspaceEdit {
  const { uri, version } = document;
  const lspEdits = toLspEdits(document, edits);
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits: lspEdits }] }
    : { changes: { [uri]: lspEdits } };
}
