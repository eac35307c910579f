import type { TextEdit } from '../text/span';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toWorkspaceEdit } from './positions';

/** Asks the editor to edit a document in one step, which `label` names. Null when it did, else its reason. */
export async function applyEdit(
  { connection, client }: Pick<ServerContext, 'connection' | 'client'>,
  document: OpenDocument,
  label: string,
  edits: readonly TextEdit[],
): Promise<string | null> {
  const edit = toWorkspaceEdit(document, edits, client.versionedEdits);
  const { applied, failureReason } = await connection.workspace.applyEdit({ label, edit });
  return applied ? null : (failureReason ?? t('the editor refused the edit.'));
}
