import type { Disposable } from 'vscode-languageserver/node';
import type { PolicyDocument } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { writeValue } from '../policy/write-value';
import type { TextEdit } from '../text/span';
import { t } from '../text/translate';
import { applyEdit } from './apply-edit';
import type { ServerContext } from './context';
import { type ProbeTarget, policyOf } from './entries';
import type { OpenDocument } from './open-document';

/** One entry with the value that it shall have. */
export interface Planned {
  readonly target: ProbeTarget;
  readonly value: PolicyValue;
  readonly comment: string | null;
}

/** What to write, found anew for each state of the document; or why not. */
export type Decision =
  | { readonly entries: readonly [Planned, ...Planned[]] }
  | { readonly kept: string }
  | { readonly refused: string };

export type Written =
  | { readonly entries: readonly [Planned, ...Planned[]] }
  | { readonly kept: string }
  | { readonly refused: string }
  /** The document was closed, or the signal aborted: nothing was written. */
  | { readonly abandoned: true };

/** How often a document may change under the edit before it is refused. */
const attempts = 4;
/** Milliseconds to wait for the change that made the editor refuse the edit. */
const patience = 1_000;

/**
 * Writes entries by one versioned edit. When the document has changed meanwhile, the editor refuses that edit; then the
 * change is awaited and the entries are looked for anew. One edit, thus one step to undo.
 */
export async function writeEntries(
  context: ServerContext,
  uri: string,
  signal: AbortSignal,
  decide: (model: PolicyDocument) => Decision,
): Promise<Written> {
  const settings = await context.configuration.ofDocument(uri);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const document = context.documents.get(uri);
    const model = document ? policyOf(context.models.modelOf(document, settings)) : null;
    if (!document || !model || signal.aborted) return { abandoned: true };
    const decision = decide(model);
    if (!('entries' in decision)) return decision;
    const { entries } = decision;
    const edits = entries.flatMap(({ target, value, comment }) => writeValue(model, target.entry, value, comment));
    const label = entries.length > 1 ? t('Insert the probed entries') : t('Insert the probed entry');
    const failure = await applyEdit(context, document, label, inOrder(edits));
    if (failure === null) return { entries };
    if (!(await hasChanged(context, document))) {
      const [only, ...others] = entries;
      return {
        refused:
          others.length === 0
            ? t('{0} was not written: {1}', only.target.key, failure)
            : t('Nothing was written: {0}', failure),
      };
    }
  }
  return { refused: t('The document keeps changing; probe again when it rests.') };
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Waits a little for a document to leave a version; a document that closes has changed, too. */
async function hasChanged({ documents }: ServerContext, { uri, version }: OpenDocument): Promise<boolean> {
  const isOther = () => documents.get(uri)?.version !== version;
  if (isOther()) return true;
  return new Promise((resolve) => {
    const listeners: Disposable[] = [];
    const end = () => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
      resolve(isOther());
    };
    const timer = setTimeout(end, patience);
    const check = () => {
      if (isOther()) end();
    };
    listeners.push(documents.onDidChangeContent(check), documents.onDidClose(check));
  });
}
