import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Change } from '../site/modernise/change';
import { modernise } from '../site/modernise/modernise';
import type { LineIndex } from '../text/line-index';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toLspEdits, touches } from './positions';
import { otherTexts } from './site/site-texts';

/** A file of the site that is edited. */
interface Target {
  readonly uri: string;
  readonly version: number | null;
  readonly lines: LineIndex;
}

/** *Replace obsolete settings by the modern ones*, offered at a line of main.cf or master.cf that it changes. */
export async function moderniseActions(
  context: ServerContext,
  document: OpenDocument,
  language: string,
  offset: number,
): Promise<readonly CodeAction[]> {
  if (language !== 'main-cf' && language !== 'master-cf') return [];
  const site = await context.sites.of(document.uri);
  if (site === null) return [];
  const changes = modernise(site.site);
  const here = { start: offset, end: offset };
  const isHere = ({ file, edits }: Change): boolean =>
    file === language && edits.some(({ span }) => touches(span, here));
  if (!changes.some(isHere)) return [];
  const targets = new Map<Change['file'], Target>([[language, document]]);
  for (const { uri, open, lines, language: other } of otherTexts(context, site, document.uri)) {
    if (other.name === 'main-cf' || other.name === 'master-cf')
      targets.set(other.name, { uri, version: open?.version ?? null, lines });
  }
  if (changes.some(({ file }) => !targets.has(file))) return [];
  return [
    {
      title: t('Replace obsolete settings by the modern ones ({0})', changes.length),
      kind: CodeActionKind.RefactorRewrite,
      edit: toEdit(changes, targets, context.client),
    },
  ];
}

/** With a note on each change that a person confirms, where the editor shows such notes; all as one edit where it does not. */
function toEdit(
  changes: readonly Change[],
  targets: ReadonlyMap<Change['file'], Target>,
  { versionedEdits, changeAnnotations }: ServerContext['client'],
): WorkspaceEdit {
  const byFile = [...targets].flatMap(([file, target]) => {
    const edits = changes.flatMap((change, index): AnnotatedTextEdit[] =>
      change.file === file
        ? toLspEdits(target, change.edits).map((edit) => ({ ...edit, annotationId: String(index) }))
        : [],
    );
    return edits.length === 0 ? [] : [{ target, edits }];
  });
  if (versionedEdits && changeAnnotations) {
    return {
      documentChanges: byFile.map(
        ({ target: { uri, version }, edits }): TextDocumentEdit => ({ textDocument: { uri, version }, edits }),
      ),
      changeAnnotations: Object.fromEntries(
        changes.map(({ label, reason }, index): [string, ChangeAnnotation] => [
          String(index),
          { label, description: reason, needsConfirmation: true },
        ]),
      ),
    };
  }
  const plain = byFile.map(({ target, edits }) => ({
    target,
    edits: edits.map(({ range, newText }) => ({ range, newText })),
  }));
  return versionedEdits
    ? {
        documentChanges: plain.map(({ target: { uri, version }, edits }) => ({
          textDocument: { uri, version },
          edits,
        })),
      }
    : { changes: Object.fromEntries(plain.map(({ target: { uri }, edits }) => [uri, edits])) };
}
