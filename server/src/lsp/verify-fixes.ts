import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver/node';
import { t } from '../text/translate';
import type { Improvement } from '../verify/conversation';
import { isWanted } from './code-action-kinds';
import type { ServerContext } from './context';
import { improvementOf } from './improvements';
import type { OpenDocument } from './open-document';
import { improveCommand } from './server-commands';
import type { DocumentSettings } from './settings';
import { verifiedBy, verifyDiagnostics } from './verify-diagnostics';

/**
 * The quick fixes of what verification found in some lines: the entry that would hold and protect from more, by what was seen of late.
 * Those with names from plain DNS are none of them, as a person has to say yes to the names first.
 */
export async function verifyFixes(
  context: ServerContext,
  document: OpenDocument,
  settings: DocumentSettings,
  { start, end }: Range,
  only: readonly CodeActionKind[] | undefined,
): Promise<readonly CodeAction[]> {
  if (!isWanted(CodeActionKind.QuickFix, only)) return [];
  const { uri } = document;
  const results = await context.verifying.results.of(uri);
  const here = (await verifyDiagnostics(context, document, settings)).filter(
    ({ range }) => start.line <= range.end.line && range.start.line <= end.line,
  );
  const fixes = here.map(async (diagnostic): Promise<CodeAction[]> => {
    const told = results.get(verifiedBy(diagnostic) ?? '');
    const planned = told === undefined ? null : await improvementOf(context, uri, told);
    return planned === null || planned.improvement.confirm.length > 0
      ? []
      : [toAction(uri, diagnostic, planned.improvement)];
  });
  return (await Promise.all(fixes)).flat();
}

function toAction(uri: string, diagnostic: Diagnostic, { key, occurrence, after }: Improvement): CodeAction {
  const title = t('Replace by "{0}", as verified', after);
  const command = { title, command: improveCommand, arguments: [{ uri, entries: [{ key, occurrence, after }] }] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command };
}
