import { type TextDocumentContentChangeEvent, TextDocuments } from 'vscode-languageserver/node';
import { languageNamed, languageOfFile } from '../languages/languages';
import { type ChunkedText, chunkedText } from '../text/chunked-text';
import type { LineIndex, Position } from '../text/line-index';
import type { TextEdit } from '../text/span';
import { filePath } from './file-path';

/** One version of a document that an editor has open. It never changes: whoever waits keeps the text he began with. */
export interface OpenDocument {
  readonly uri: string;
  /** Of one of our languages, as {@link ourLanguageId} finds it, or whatever the editor says. */
  readonly languageId: string;
  readonly version: number;
  readonly text: ChunkedText;
  readonly lines: LineIndex;
}

export type OpenDocuments = TextDocuments<OpenDocument>;

/** Told how one version comes out of another: by these edits, each made to the text after the one before. */
export type EditListener = (before: OpenDocument, after: OpenDocument, edits: readonly TextEdit[]) => void;

/** Keeps the open documents in step with the editor. A document that is replaced as a whole is told as one edit, too. */
export function createDocuments(onEdit: EditListener): OpenDocuments {
  return new TextDocuments<OpenDocument>({
    create: (uri, languageId, version, text) =>
      openDocument({ uri, languageId: ourLanguageId(languageId, uri), version, text }),
    update: (document, changes, version) => {
      let { text } = document;
      const edits = changes.map((change) => {
        const edit = toEdit(text, change);
        text = text.edit(edit);
        return edit;
      });
      const after = { ...document, version, text, lines: text.lines };
      onEdit(document, after, edits);
      return after;
    },
  });
}

/**
 * Editors have names of their own for our languages (Neovim's is `pfmain` for main.cf), or none; then the name of the file
 * decides. What an editor calls plain text, a person may have chosen to be that.
 */
function ourLanguageId(languageId: string, uri: string): string {
  if (languageId === 'plaintext' || languageNamed(languageId) !== null) return languageId;
  return languageOfFile(filePath(uri) ?? uri)?.id ?? languageId;
}

export function openDocument({ text, ...document }: OpenedText): OpenDocument {
  const chunked = chunkedText(text);
  return { ...document, text: chunked, lines: chunked.lines };
}

type OpenedText = Omit<OpenDocument, 'lines' | 'text'> & { readonly text: string };

/** Bears every range: what lies outside the text counts as its nearest place, and a range from end to start as turned round. */
function toEdit({ length, lines }: ChunkedText, change: TextDocumentContentChangeEvent): TextEdit {
  if (typeof change.text !== 'string') throw new TypeError('a change of a document needs a text');
  if (!('range' in change)) return { span: { start: 0, end: length }, newText: change.text };
  const [from, to] = [offsetOf(lines, change.range.start), offsetOf(lines, change.range.end)];
  return { span: { start: Math.min(from, to), end: Math.max(from, to) }, newText: change.text };
}

function offsetOf(lines: LineIndex, { line, character }: Position): number {
  const isPlace = Number.isInteger(line) && Number.isInteger(character);
  if (!isPlace) throw new TypeError('a position needs a line and a character');
  return lines.offsetAt({ line, character });
}
