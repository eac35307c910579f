import {
  type CancellationToken,
  ResponseError,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
} from 'vscode-languageserver/node';
import { semanticTokenTypes } from '../language/structure';
import type { Span } from '../text/span';
import { type Asked, askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toSpan } from './positions';

/** Entries of which tokens are told: an editor that can't ask for the visible part asks for all at each pause. */
const mostEntries = 10_000;

/** `textDocument/semanticTokens/range`, or `/full` and `/full/delta`. */
export function registerSemanticTokens(context: ServerContext): void {
  const { semanticTokens } = context.connection.languages;
  switch (context.client.semanticTokens) {
    case 'none':
      return;
    case 'range':
      semanticTokens.onRange(async ({ textDocument, range }, token) => {
        const data = await ask(context, textDocument, token, ({ open }) => toSpan(open, range));
        return data instanceof ResponseError ? data : { data };
      });
      return;
    case 'full':
      registerFull(context);
  }
}

function registerFull(context: ServerContext): void {
  const { connection, documents } = context;
  const { semanticTokens } = connection.languages;
  const sent = new Map<string, SemanticTokens>();
  let results = 0;
  documents.onDidClose(({ document }) => void sent.delete(document.uri));

  async function answer(
    textDocument: { readonly uri: string },
    token: CancellationToken,
  ): Promise<SemanticTokens | ResponseError<never>> {
    const data = await ask(context, textDocument, token, ({ open }) => ({ start: 0, end: open.text.length }));
    if (data instanceof ResponseError) return data;
    const result = { resultId: String(++results), data };
    sent.set(textDocument.uri, result);
    return result;
  }

  semanticTokens.on(({ textDocument }, token) => answer(textDocument, token));
  semanticTokens.onDelta(async ({ textDocument, previousResultId }, token) => {
    const before = sent.get(textDocument.uri);
    const after = await answer(textDocument, token);
    if (after instanceof ResponseError || before?.resultId !== previousResultId) return after;
    return deltaOf(before, after);
  });
}

/** The tokens of a part of a document as the protocol counts them, each from the one before. */
function ask(
  context: ServerContext,
  textDocument: { readonly uri: string },
  token: CancellationToken,
  within: (asked: Asked) => Span,
): Promise<number[] | ResponseError<never>> {
  return askStructure<number>(context, 'semantic tokens', textDocument, token, (asked) => {
    const builder = new SemanticTokensBuilder();
    for (const { span, type, isVoid } of asked.structure.tokens(asked.parsed, within(asked), mostEntries)) {
      const { line, character } = asked.open.lines.positionAt(span.start);
      builder.push(line, character, span.end - span.start, semanticTokenTypes.indexOf(type), isVoid ? 1 : 0);
    }
    return builder.build().data;
  });
}

/** One edit, from the first number that is another to the last. */
function deltaOf(before: SemanticTokens, { resultId, data }: SemanticTokens): SemanticTokensDelta {
  const old = before.data;
  const shorter = Math.min(old.length, data.length);
  let start = 0;
  while (start < shorter && old[start] === data[start]) start++;
  let tail = 0;
  while (tail < shorter - start && old[old.length - 1 - tail] === data[data.length - 1 - tail]) tail++;
  const deleteCount = old.length - tail - start;
  const inserted = data.slice(start, data.length - tail);
  const edits = deleteCount === 0 && inserted.length === 0 ? [] : [{ start, deleteCount, data: inserted }];
  return { ...(resultId === undefined ? {} : { resultId }), edits };
}
