import { createConnection } from 'vscode-languageserver/node';
import { readLocale, speak } from '../text/locale';
import { serverCapabilities } from './capabilities';
import { readClientFeatures } from './client-features';
import type { Runtime } from './runtime';

/**
 * Serves one editor over the transport that the program's arguments name: `--node-ipc` under VS Code, `--stdio` elsewhere.
 * The answer to `initialize` holds names and options alone; the languages and all that serves them are loaded for the
 * message after it, which an editor sends once it has the answer.
 */
export function startServer(runtime: Runtime): void {
  let setUp: (() => Promise<void>) | null = null;
  const connection = createConnection({
    // Whatever arrives waits for its handler, in the order in which it arrived.
    messageStrategy: { handleMessage: (message, next) => (setUp ? setUp().then(() => next(message)) : next(message)) },
  });
  connection.onInitialize(async (params) => {
    // Before anything else: whatever is made from here on may hold texts.
    await speak(readLocale(params.locale));
    const client = readClientFeatures(params);
    let done: Promise<void> | null = null;
    setUp = () => (done ??= import('./serve').then(({ serve }) => serve(connection, runtime, client)));
    return {
      capabilities: serverCapabilities(client),
      serverInfo: { name: 'Postfix TLS Policy', version: runtime.version },
    };
  });
  connection.listen();
}
