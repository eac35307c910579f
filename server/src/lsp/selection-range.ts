import type { SelectionRange } from 'vscode-languageserver/node';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toRange } from './positions';

/** `textDocument/selectionRange`: one answer for each position, in their order. */
export function registerSelectionRanges(context: ServerContext): void {
  context.connection.onSelectionRanges(({ textDocument, positions }, token) =>
    askStructure<SelectionRange>(context, 'selection ranges', textDocument, token, ({ open, parsed, structure }) =>
      positions.map((position) => {
        const spans = structure.selections(parsed, open.lines.offsetAt(position));
        const ranges = spans.map((span) => toRange(open, span));
        const chain = ranges.reduceRight<SelectionRange | undefined>(
          (parent, range) => (parent === undefined ? { range } : { range, parent }),
          undefined,
        );
        return chain ?? { range: { start: position, end: position } };
      }),
    ),
  );
}
