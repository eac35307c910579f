import type { ServerContext } from './context';
import { type Checked, checkDocument, type ToldDiagnostics } from './diagnostics';
import type { OpenDocument } from './open-document';
import { describeError } from './safely';

/** `textDocument/publishDiagnostics`, for editors that can't ask. */
export interface DiagnosticPusher {
  push(document: OpenDocument): void;
  pushAll(): void;
  readonly told: ToldDiagnostics;
  /** Takes the diagnostics of a closed document away. */
  clear(uri: string): void;
}

export function createDiagnosticPusher(context: ServerContext): DiagnosticPusher {
  const { connection, documents } = context;
  const sent = new Map<string, Checked['diagnostics']>();

  async function publish(document: OpenDocument): Promise<void> {
    const { uri } = document;
    // A burst of changes that lies in the input queue is read before the work begins; only the last is checked.
    await new Promise((resolve) => setImmediate(resolve));
    if (documents.get(uri) !== document) return;
    const checked = await checkDocument(context, uri);
    // Another version has a check of its own under way.
    if (checked?.document !== document) return;
    sent.set(uri, checked.diagnostics);
    await connection.sendDiagnostics({ uri, version: document.version, diagnostics: [...checked.diagnostics] });
  }

  const push = (document: OpenDocument) => {
    publish(document).catch((error: unknown) => connection.console.error(describeError(error)));
  };
  return {
    push,
    pushAll: () => documents.all().forEach(push),
    clear(uri) {
      sent.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    told: (uri) => sent.get(uri) ?? null,
  };
}
