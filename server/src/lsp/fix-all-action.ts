import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import { fixAll, hasSafeFix } from '../language/fix-all';
import { languageNamed } from '../languages/languages';
import { editsOf } from '../text/changes';
import { fixAllKind, isWanted } from './code-action-kinds';
import type { ServerContext } from './context';
import { languageOptions } from './language-options';
import type { OpenDocument } from './open-document';
import { toWorkspaceEdit } from './positions';
import { safely } from './safely';
import { asRecord, type DocumentSettings } from './settings';

/**
 * All safe fixes of a document in one action. To mend what shows only after other fixes the document is checked several
 * times, so an editor that can ask for the edit of an action gets it when a person, or a save, takes the action.
 */
export function fixAllAction(
  context: ServerContext,
  document: OpenDocument,
  settings: DocumentSettings,
  only: readonly string[] | undefined,
): readonly CodeAction[] {
  if (!isWanted(fixAllKind, only)) return [];
  if (!hasSafeFix(context.models.findingsOf(document, settings))) return [];
  const action = { title: 'Fix all safe problems', kind: fixAllKind };
  if (context.client.resolvesActionEdits) return [{ ...action, data: { uri: document.uri } }];
  return [{ ...action, edit: editOf(context, document, settings) }];
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
      return document ? { ...action, edit: editOf(context, document, settings) } : action;
    }),
  );
}

function editOf({ client }: ServerContext, document: OpenDocument, settings: DocumentSettings): WorkspaceEdit {
  const language = languageNamed(document.languageId);
  const options = languageOptions(settings);
  const text = document.text.toString();
  const { changes } = fixAll(text, (each) => language?.checkText(each, options.parse, options.check) ?? []);
  return toWorkspaceEdit(document, editsOf(changes, text), client.versionedEdits);
}
