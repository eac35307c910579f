import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import { fixAll, hasSafeFix } from '../language/fix-all';
import { findingsInTables, fixableFindings } from '../languages/fixable-findings';
import { languageNamed } from '../languages/languages';
import { editsOf } from '../text/changes';
import type { TextEdit } from '../text/span';
import { t } from '../text/translate';
import { applyEdit } from './apply-edit';
import { fixAllKind, isWanted } from './code-action-kinds';
import type { ServerContext } from './context';
import { languageOptions } from './language-options';
import type { OpenDocument } from './open-document';
import { toWorkspaceEdit } from './positions';
import { safely } from './safely';
import { fixAllCommand } from './server-commands';
import { asRecord, type DocumentSettings } from './settings';

/**
 * All safe fixes of a document in one action. To mend what shows only after other fixes the document is checked several
 * times, which is too much for each opening of a menu: an editor that can ask for the edit of an action gets it when the
 * action is taken; of the others one that asks for this very kind gets it at once, as before a save, and a menu has a command.
 */
export function fixAllAction(
  context: ServerContext,
  document: OpenDocument,
  settings: DocumentSettings,
  only: readonly string[] | undefined,
): readonly CodeAction[] {
  if (!isWanted(fixAllKind, only)) return [];
  if (!hasSafeFix(context.models.findingsOf(document, settings)) && !hasFixableTable(document, settings)) return [];
  const { uri } = document;
  const title = t('Fix all safe problems');
  const action = { title, kind: fixAllKind };
  if (context.client.resolvesActionEdits) return [{ ...action, data: { uri } }];
  if (only === undefined) return [{ ...action, command: { title, command: fixAllCommand, arguments: [uri] } }];
  return [{ ...action, edit: toEdit(context, document, allFixes(document, settings)) }];
}

/** Handles `postfixTlsPolicy.server.fixAll`. Resolves to whether the document was mended, or needed no mending. */
export async function runFixAllCommand(context: ServerContext, uri: unknown): Promise<boolean> {
  if (typeof uri !== 'string') return false;
  const settings = await context.configuration.ofDocument(uri);
  const document = context.documents.get(uri);
  if (!document) return false;
  const edits = allFixes(document, settings);
  return edits.length === 0 || (await applyEdit(context, document, t('Fix all safe problems'), edits)) === null;
}

/** `codeAction/resolve`: the edit of *Fix all safe problems*; other actions have theirs from the beginning. */
export function registerFixAllResolve(context: ServerContext): void {
  const { connection, configuration, documents } = context;
  connection.onCodeActionResolve((action, token) =>
    safely<CodeAction>(connection.console, 'code action', action, token, async () => {
      const { uri } = asRecord(action.data);
      if (action.kind !== fixAllKind || typeof uri !== 'string') return action;
      const settings = await configuration.ofDocument(uri);
      const document = documents.get(uri);
      return document ? { ...action, edit: toEdit(context, document, allFixes(document, settings)) } : action;
    }),
  );
}

function toEdit({ client }: ServerContext, document: OpenDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  return toWorkspaceEdit(document, edits, client.versionedEdits);
}

function allFixes(document: OpenDocument, settings: DocumentSettings): readonly TextEdit[] {
  const language = languageNamed(document.languageId);
  const options = languageOptions(settings);
  const text = document.text.toString();
  const { changes } = fixAll(text, (each) =>
    language === null ? [] : fixableFindings(language, each, options.parse, options.check),
  );
  return editsOf(changes, text);
}

/** Whether something is to be mended in a table that stands in a main.cf or master.cf. Cheap for every other document. */
function hasFixableTable({ languageId, text }: OpenDocument, settings: DocumentSettings): boolean {
  const language = languageNamed(languageId);
  return language !== null && hasSafeFix(findingsInTables(language, text.toString(), languageOptions(settings).check));
}
