import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver/node';
import type { Fold } from '../language/structure';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';

/** `textDocument/foldingRange`: whole lines, and no more of them than the editor wants. */
export function registerFoldingRanges(context: ServerContext): void {
  const { connection, client } = context;
  connection.onFoldingRanges(({ textDocument }, token) =>
    askStructure(context, 'folding', textDocument, token, ({ open, parsed, structure }) =>
      structure
        .folds(parsed)
        .map((fold) => toFoldingRange(open, fold))
        .filter(({ startLine, endLine }) => endLine > startLine)
        .slice(0, client.mostFolds),
    ),
  );
}

/** Editors fold all of a kind at once; continued lines are of none. */
const kinds: Readonly<Record<Fold['kind'], Pick<FoldingRange, 'kind'>>> = {
  comment: { kind: FoldingRangeKind.Comment },
  section: { kind: FoldingRangeKind.Region },
  block: {},
};

function toFoldingRange({ lines }: OpenDocument, { span, kind }: Fold): FoldingRange {
  return {
    startLine: lines.positionAt(span.start).line,
    endLine: lines.positionAt(span.end).line,
    ...kinds[kind],
  };
}
