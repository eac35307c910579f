import {
  ErrorCodes,
  type PrepareRenameParams,
  type Range,
  type RenameParams,
  ResponseError,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { ParsedDocument } from '../language/rule';
import type { Structure, Subject } from '../language/structure';
import { structureOf } from '../languages/structures';
import type { MainCfDocument } from '../maincf/document';
import { parseMainCf } from '../maincf/parse';
import { whyNotName, whyNotRename } from '../maincf/rename';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toRange } from './positions';
import { describeError } from './safely';
import { otherTexts, type SiteText } from './site/site-texts';

/** More places than a person can look through. */
const mostPlaces = 10_000;

/** What can be renamed at a place: a parameter of the file's own, everywhere in main.cf and master.cf. */
interface Renaming {
  readonly open: OpenDocument;
  readonly parsed: ParsedDocument;
  readonly structure: Structure;
  readonly subject: Subject;
  readonly range: Range;
  /** The main.cf of the site; an empty one where there is none. */
  readonly mainCf: MainCfDocument;
  readonly others: readonly SiteText[];
}

/** `textDocument/prepareRename` and `textDocument/rename`. What stands in the way is told as the error of the request. */
export function registerRename(context: ServerContext): void {
  const { connection } = context;
  connection.onPrepareRename((params) =>
    answer(context, async () => {
      const { range, subject } = await renamingAt(context, params);
      return { range, placeholder: subject.name };
    }),
  );
  connection.onRenameRequest((params) =>
    answer(context, async () => {
      const renaming = await renamingAt(context, params);
      const reason = whyNotName(renaming.mainCf, params.newName);
      if (reason !== null) throw refuse(reason);
      return editsFor(context, renaming, params);
    }),
  );
}

async function answer<T>({ connection }: ServerContext, task: () => Promise<T>): Promise<T | ResponseError<never>> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof ResponseError) return error as ResponseError<never>;
    connection.console.error(`renaming failed: ${describeError(error)}`);
    return refuse(t('The parameter could not be renamed; the log tells why.'));
  }
}

async function renamingAt(
  context: ServerContext,
  { textDocument: { uri }, position }: Pick<PrepareRenameParams, 'textDocument' | 'position'>,
): Promise<Renaming> {
  const settings = await context.configuration.ofDocument(uri);
  const site = await context.sites.of(uri);
  const open = context.documents.get(uri);
  const model = open && context.models.modelOf(open, settings);
  const structure = model && structureOf(model.language);
  if (!structure) throw refuse(t('Only a parameter of main.cf or master.cf can be renamed.'));
  const { document: parsed, language } = model;
  const subject = structure.subjectAt(parsed, open.lines.offsetAt(position));
  if (subject?.kind !== 'parameter') throw refuse(t('Only a parameter of main.cf or master.cf can be renamed.'));
  const mainCf = language.name === 'main-cf' ? (parsed as MainCfDocument) : (site?.mainCf ?? parseMainCf(''));
  const reason = whyNotRename(mainCf, subject.name);
  if (reason !== null) throw refuse(reason);
  const offset = open.lines.offsetAt(position);
  const here = structure
    .occurrences(parsed, subject, mostPlaces)
    .find(({ span }) => span.start <= offset && offset <= span.end);
  if (here === undefined) throw refuse(t('Only a parameter of main.cf or master.cf can be renamed.'));
  const others = site === null ? [] : otherTexts(context, site, uri);
  return { open, parsed, structure, subject, range: toRange(open, here.span), mainCf, others };
}

function editsFor(
  { client }: ServerContext,
  { open, parsed, structure, subject, others }: Renaming,
  { newName }: Pick<RenameParams, 'newName'>,
): WorkspaceEdit {
  const places = [
    { uri: open.uri, version: open.version, lines: open.lines, document: parsed, structure },
    ...others.flatMap(({ uri, open: opened, lines, document, language }) => {
      const other = structureOf(language);
      return other === null ? [] : [{ uri, version: opened?.version ?? null, lines, document, structure: other }];
    }),
  ];
  const edits = places.flatMap(({ uri, version, lines, document, structure: own }): TextDocumentEdit[] => {
    const found = own.occurrences(document, subject, mostPlaces);
    if (found.length === 0) return [];
    const changes = found.map(({ span }) => ({ range: toRange({ lines }, span), newText: newName }));
    return [{ textDocument: { uri, version }, edits: changes }];
  });
  if (client.versionedEdits) return { documentChanges: edits };
  return { changes: Object.fromEntries(edits.map((edit) => [edit.textDocument.uri, edit.edits])) } as WorkspaceEdit;
}

function refuse(message: string): ResponseError<never> {
  return new ResponseError<never>(ErrorCodes.InvalidRequest, message);
}
