import type { CancellationToken, Position, ResponseError } from 'vscode-languageserver/node';
import type { Assistance } from '../language/assistance';
import type { PostfixVersions } from '../language/postfix-versions';
import type { ParsedDocument } from '../language/rule';
import { assistanceOf } from '../languages/assistants';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { safely } from './safely';

/** A place in an open document, and who knows what to tell and to offer there. */
export interface AskedPlace {
  readonly open: OpenDocument;
  readonly parsed: ParsedDocument;
  readonly offset: number;
  readonly assistance: Assistance;
  readonly versions: PostfixVersions;
}

/** Answers a request about one place; with null where the document is not open, or in a language without assistance. */
export function askAssistance<T>(
  context: ServerContext,
  what: string,
  { textDocument: { uri }, position }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
  token: CancellationToken,
  answer: (asked: AskedPlace) => T | null | Promise<T | null>,
): Promise<T | null | ResponseError<never>> {
  return safely<T | null>(context.connection.console, what, null, token, async () => {
    const settings = await context.configuration.ofDocument(uri);
    const open = context.documents.get(uri);
    const model = open && context.models.modelOf(open, settings);
    const assistance = model && assistanceOf(model.language);
    if (!assistance) return null;
    return answer({
      open,
      parsed: model.document,
      offset: open.lines.offsetAt(position),
      assistance,
      versions: model.versions(),
    });
  });
}
