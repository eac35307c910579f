import type { Disposable } from 'vscode-languageserver/node';
import type { PolicyDocument } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { writeValue } from '../policy/write-value';
import { applyEdit } from './apply-edit';
import type { ServerContext } from './context';
import { type ProbeTarget, policyOf } from './entries';
import type { OpenDocument } from './open-document';

/** What to write, found anew for each state of the document; or why not. */
export type Decision =
  | { readonly target: ProbeTarget; readonly value: PolicyValue; readonly comment: string | null }
  | { readonly kept: string }
  | { readonly refused: string };

export type Written =
  | { readonly value: PolicyValue }
  | { readonly kept: string }
  | { readonly refused: string }
  /** The document was closed, or the signal aborted: nothing was written. */
  | { readonly abandoned: true };

/** How often a document may change under the edit before it is refused. */
const attempts = 4;
/** Milliseconds to wait for the change that made the editor refuse the edit. */
const patience = 1_000;

/**
 * Writes an entry by a versioned edit. When the document has changed meanwhile, the editor refuses that edit; then the
 * change is awaited and the entry is looked for anew. One edit, thus one step to undo.
 */
export async function writeEntry(
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
    if (!('value' in decision)) return decision;
    const { target, value, comment } = decision;
    const failure = await applyEdit(
      context,
      document,
      'Insert the probed entry',
      writeValue(model, target.entry, value, comment),
    );
    if (failure === null) return { value };
    if (!(await hasChanged(context, document))) return { refused: `${target.key} was not written: ${failure}` };
  }
  return { refused: 'The document keeps changing; probe again when it rests.' };
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
