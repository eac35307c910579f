import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver/node';
import type { OutlineItem } from '../language/structure';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toRange } from './positions';

/** An editor asks at each pause of the typing, and shows no more of them than a person could use. */
const mostSymbols = 10_000;

/** `textDocument/documentSymbol`. Of a larger file the first entries are told. */
export function registerDocumentSymbols(context: ServerContext): void {
  const { connection, client } = context;
  connection.onDocumentSymbol(
    ({ textDocument }, token) =>
      askStructure<DocumentSymbol | SymbolInformation>(context, 'symbols', textDocument, token, (asked) => {
        const { open, parsed, structure } = asked;
        const symbols = toSymbols(open, structure.outline(parsed, mostSymbols));
        return client.symbolTree ? symbols : flatten(open.uri, symbols);
      }) as Promise<DocumentSymbol[]>,
  );
}

const kinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  entry: SymbolKind.Key,
  parameter: SymbolKind.Property,
};

function toSymbols(open: OpenDocument, items: readonly OutlineItem[]): DocumentSymbol[] {
  return items.map(({ name, detail, kind, span, nameSpan, children }) => ({
    name,
    ...(detail === '' ? {} : { detail }),
    kind: kinds[kind],
    range: toRange(open, span),
    selectionRange: toRange(open, nameSpan),
    children: toSymbols(open, children),
  }));
}

/** For an editor of the early days, which knows no tree. */
function flatten(uri: string, symbols: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
    ...flatten(uri, children, name),
  ]);
}
