import type { CancellationToken, ResponseError } from 'vscode-languageserver/node';
import type { Language } from '../language/language';
import type { ParsedDocument } from '../language/rule';
import type { Structure } from '../language/structure';
import { structureOf } from '../languages/structures';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { safely } from './safely';
import type { DocumentSettings } from './settings';

/** A document that a request is about, in its present version. */
export interface Asked {
  readonly open: OpenDocument;
  readonly parsed: ParsedDocument;
  readonly language: Language;
  readonly structure: Structure;
  readonly settings: DocumentSettings;
}

/** Answers a request about one document; with nothing where that is not open, or in a language without structure. */
export function askStructure<T>(
  context: ServerContext,
  what: string,
  { uri }: { readonly uri: string },
  token: CancellationToken,
  answer: (asked: Asked) => T[] | Promise<T[]>,
): Promise<T[] | ResponseError<never>> {
  return safely<T[]>(context.connection.console, what, [], token, async () => {
    const settings = await context.configuration.ofDocument(uri);
    const open = context.documents.get(uri);
    const model = open && context.models.modelOf(open, settings);
    const structure = model && structureOf(model.language);
    return structure ? answer({ open, parsed: model.document, language: model.language, structure, settings }) : [];
  });
}
