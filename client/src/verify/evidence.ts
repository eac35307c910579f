import { commands, type Disposable, env, l10n, type TestItem, Uri, window, workspace } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import type { Evidence } from '../../../server/src/probe/evidence';
import { section } from '../names';
import { showMarkdown } from '../show-document';
import type { EntryTree } from './entry-tree';
import { isTable, openTable } from './tables';

/** The server's command; see `server/src/lsp/evidence-command.ts`. */
const serverEvidence = `${section}.server.evidence`;

interface EvidenceDocument {
  readonly uri: string;
  readonly markdown: string;
  readonly seenAt: string;
}

/** What was seen of an entry, and in the run before. */
interface Found {
  readonly nextHop: string;
  readonly document: EvidenceDocument;
  readonly previous: EvidenceDocument | null;
  readonly evidence: readonly Evidence[];
}

/** The commands that show what was seen of the entry under the cursor, or of a test. Nobody is contacted. */
export function registerEvidenceCommands(client: LanguageClient, tree: EntryTree): readonly Disposable[] {
  const register = (name: string, use: (found: Found) => Promise<unknown>): Disposable =>
    commands.registerCommand(`${section}.${name}`, async (item?: TestItem) => {
      const found = await findEvidence(client, tree, item);
      return found && use(found);
    });
  return [
    register('showEvidence', ({ document }) => showMarkdown(Uri.parse(document.uri))),
    register('copyEvidence', copy),
    register('saveEvidence', save),
    register('compareEvidence', compare),
  ];
}

async function findEvidence(
  client: LanguageClient,
  tree: EntryTree,
  item: TestItem | undefined,
): Promise<Found | undefined> {
  const request = item === undefined ? requestAtCursor() : await requestOf(tree, item);
  if (request === undefined) {
    void window.showInformationMessage(l10n.t('Put the cursor on an entry of a tls_policy file to see its evidence.'));
    return undefined;
  }
  const params = { command: serverEvidence, arguments: [request] };
  const answer = (await client.sendRequest(ExecuteCommandRequest.type, params)) as Partial<Found>;
  // The server has told why there is none.
  return answer.document === undefined ? undefined : (answer as Found);
}

function requestAtCursor(): object | undefined {
  const editor = window.activeTextEditor;
  if (!editor || !isTable(editor.document)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

async function requestOf(tree: EntryTree, item: TestItem): Promise<object | undefined> {
  const entry = tree.entryOf(item);
  if (!entry || !item.uri || (await openTable(item.uri)) === null) return undefined;
  return { uri: item.uri.toString(), ...entry.name };
}

async function copy({ nextHop, document }: Found): Promise<void> {
  await env.clipboard.writeText(document.markdown);
  void window.setStatusBarMessage(l10n.t('The evidence of {0} is in the clipboard.', nextHop), 5_000);
}

async function save({ nextHop, document, evidence }: Found): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  const name = `${nextHop.replace(/[^\p{L}\p{N}.-]+/gu, '-')}-${document.seenAt.slice(0, 10)}.md`;
  const uri = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder.uri, name) } : {}),
    filters: { Markdown: ['md'], JSON: ['json'] },
  });
  if (!uri) return;
  const [only] = evidence;
  const text = uri.path.endsWith('.json')
    ? `${JSON.stringify(evidence.length === 1 ? only : evidence, null, 2)}\n`
    : document.markdown;
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function compare({ nextHop, document, previous }: Found): Promise<void> {
  if (previous === null) {
    void window.showInformationMessage(l10n.t('There is no earlier evidence of {0} to compare with.', nextHop));
    return;
  }
  const date = (at: string) => new Date(at).toLocaleString(env.language);
  const title = `${nextHop}: ${date(previous.seenAt)} ↔ ${date(document.seenAt)}`;
  await commands.executeCommand('vscode.diff', Uri.parse(previous.uri), Uri.parse(document.uri), title);
}
