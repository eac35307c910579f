import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { withRulePageLinks } from './diagnostic-links';
import { executeWithProgress } from './execute-command';
import { showDocument } from './show-document';

/** The section of our settings, and the prefix of our commands. */
export const section = 'postfixTlsPolicy';

/** Tells the server that the person trusts the workspace from now on. */
export const trustGranted = `${section}/didGrantWorkspaceTrust`;

const languages = ['postfix-tls-policy', 'postfix-main-cf'];
/** Documents that a person edits; the old side of a diff (`git:`) is none of them. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

/** The client of our language server, not yet started. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const client: LanguageClient = new LanguageClient(
    section,
    'Postfix TLS Policy',
    { run: server, debug: server },
    {
      documentSelector: schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
      outputChannel: log,
      traceOutputChannel: log,
      // Read anew at each start of the server: trust may have been granted since.
      initializationOptions: () => ({ workspaceTrusted: workspace.isTrusted }),
      diagnosticPullOptions: { onChange: true, onSave: false },
      middleware: {
        executeCommand: (command, args) => executeWithProgress(client, command, args),
        provideDiagnostics: async (document, previousResultId, token, next) =>
          withRulePageLinks(await next(document, previousResultId, token), section),
        window: { showDocument },
      },
    },
  );
  return client;
}
