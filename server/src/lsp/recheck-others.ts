import type { ServerContext } from './context';
import { checkDocument, type ToldDiagnostics } from './diagnostics';
import type { OpenDocument } from './open-document';
import { describeError } from './safely';
import { sameDiagnostics } from './same-diagnostics';

/** Looks at all open documents once none has been edited for a moment. */
export interface OtherDocuments {
  /** A document was opened, changed or closed. */
  edited(): void;
  stop(): void;
}

/** Milliseconds without an edit. */
const pause = 250;

/**
 * The findings of a table rest on its main.cf, and the other way round. Which documents a keystroke concerns is not asked at
 * the keystroke: when the person pauses, all are checked, which costs little where nothing has changed.
 *
 * @param tell called with those of which the editor was told something else.
 */
export function createOtherDocuments(
  context: ServerContext,
  told: ToldDiagnostics,
  tell: (others: readonly OpenDocument[]) => void,
): OtherDocuments {
  const { documents, connection, siteChecks } = context;
  let timer: NodeJS.Timeout | undefined;

  async function recheck(): Promise<void> {
    siteChecks.settle();
    const changed: OpenDocument[] = [];
    for (const { uri } of documents.all()) {
      // Of a document that the editor has not asked about yet it will ask, or is being told.
      const before = told(uri);
      const checked = before && (await checkDocument(context, uri));
      if (before && checked && !sameDiagnostics(before, checked.diagnostics)) changed.push(checked.document);
    }
    if (changed.length > 0) tell(changed);
  }

  return {
    edited() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        recheck().catch((error: unknown) => connection.console.error(describeError(error)));
      }, pause);
    },
    stop: () => clearTimeout(timer),
  };
}
