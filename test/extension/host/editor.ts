import {
  type CodeAction,
  CodeActionKind,
  type CommentThread,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  extensions,
  languages,
  type TestController,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import { until } from '../../editor/until';

/** What the extension's `activate` returns. */
interface ExtensionApi {
  readonly ready: Promise<void>;
  readonly timings: { readonly activate: number; readonly ready: number | null };
  readonly testController: TestController;
  readonly reviewThreads: { readonly all: () => readonly CommentThread[] };
  readonly statusItems: readonly { readonly text: string }[];
}

/** What the server's probe command answers. */
export interface ProbeResult {
  readonly outcome: 'inserted' | 'kept' | 'none' | 'untested' | 'cancelled' | 'refused';
  readonly entry: string | null;
  readonly message: string;
}

/** Waits until the extension runs and its language server has answered. */
export async function activated(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>('postfix-tls-policy.postfix-tls-policy');
  if (!extension) throw new Error('the extension is not installed');
  const api = await extension.activate();
  await api.ready;
  return api;
}

/** Lets the second look follow at once. */
export function setPacing(value: number | undefined): Thenable<void> {
  return workspace.getConfiguration('postfixTlsPolicy').update('pacing', value, ConfigurationTarget.Global);
}

/** Opens a file of the copied `examples/`, as it is on disk. */
export async function openExample(name: string): Promise<TextEditor> {
  const editor = await window.showTextDocument(await exampleUri(name), { preview: false });
  await commands.executeCommand('workbench.action.files.revert');
  return editor;
}

async function exampleUri(name: string): Promise<Uri> {
  await activated();
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, name);
}

/** Opens a file of the copied `examples/` as a person does: when its tab is closed, it is closed. */
export async function openInTab(uri: Uri): Promise<TextDocument> {
  await commands.executeCommand('vscode.open', uri, { preview: false });
  return until(`${uri.path} in a tab`, () => {
    const document = window.activeTextEditor?.document;
    return document?.uri.toString() === uri.toString() ? document : undefined;
  });
}

/** Opens a new policy table that is on no disk. */
export async function openPolicy(content: string): Promise<TextEditor> {
  await activated();
  const document = await workspace.openTextDocument({ language: 'postfix-tls-policy', content });
  return window.showTextDocument(document, { preview: false });
}

/** Closes all editors, and throws their changes away. */
export async function closeAll(): Promise<void> {
  await until('no tab', async () => {
    if (window.tabGroups.all.every(({ tabs }) => tabs.length === 0)) return true;
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return undefined;
  });
}

/** Waits for diagnostics that fulfil a condition, and returns all of the document. */
export function diagnosticsWhen(
  document: TextDocument,
  what: string,
  holds: (diagnostics: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  return until(`diagnostics: ${what}`, () => {
    const diagnostics = languages.getDiagnostics(document.uri);
    return holds(diagnostics) ? diagnostics : undefined;
  });
}

/** The id of the rule that a diagnostic comes from. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Where the first line that reads so stands. */
export function lineReading(document: TextDocument, text: string): number {
  for (let line = 0; line < document.lineCount; line += 1) if (document.lineAt(line).text === text) return line;
  throw new Error(`no line reads ${text}`);
}

/** Waits until the code action with this title is offered on a line. */
export function codeActionAt(document: TextDocument, line: number, title: string | RegExp): Promise<CodeAction> {
  return until(`code action ${String(title)} on line ${line + 1}`, async () => {
    const actions = await codeActionsAt(document, line);
    return actions.find((action) => (typeof title === 'string' ? action.title === title : title.test(action.title)));
  });
}

/** All code actions that are offered for a whole line just now. */
export async function codeActionsAt(document: TextDocument, line: number): Promise<readonly CodeAction[]> {
  const found = await commands.executeCommand<CodeAction[] | undefined>(
    'vscode.executeCodeActionProvider',
    document.uri,
    document.lineAt(line).range,
  );
  return found ?? [];
}

export function isQuickFix({ kind }: CodeAction): boolean {
  return kind !== undefined && CodeActionKind.QuickFix.contains(kind);
}

/** Does what the workbench does when a person chooses an action. */
export async function choose(action: CodeAction): Promise<unknown> {
  if (action.edit && !(await workspace.applyEdit(action.edit))) throw new Error(`not applied: ${action.title}`);
  if (!action.command) return undefined;
  return commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
}

/** Starts the probe of a line's domain; resolves to the server's answer. */
export async function startProbe(
  document: TextDocument,
  line: number,
): Promise<{ readonly answer: Promise<ProbeResult> }> {
  const action = await codeActionAt(document, line, /^Probe .* and insert its entry$/);
  // Wrapped, because a returned promise would be waited for.
  return { answer: choose(action) as Promise<ProbeResult> };
}

/** Answers the first notification on the screen with its first button. */
export async function pressFirstButton(): Promise<void> {
  await commands.executeCommand('notification.acceptPrimaryAction');
}

export interface Question {
  readonly text: string;
  readonly buttons: readonly string[];
}

/**
 * Answers every question with the button of this title, or dismisses it, while something runs; returns the questions.
 * Tests share the extension's `vscode` module, so they can stand in for the person; the browser tests press for real.
 */
export async function answering(title: string | undefined, run: () => Promise<void>): Promise<readonly Question[]> {
  const questions: Question[] = [];
  const { showWarningMessage } = window;
  Object.assign(window, {
    showWarningMessage: (text: string, ...items: { readonly title: string }[]) => {
      questions.push({ text, buttons: items.map((item) => item.title) });
      return Promise.resolve(items.find((item) => item.title === title));
    },
  });
  try {
    await run();
    return questions;
  } finally {
    Object.assign(window, { showWarningMessage });
  }
}

/** Writes a file into the copied `examples/`. */
export async function writeFile(name: string, text: string): Promise<Uri> {
  const uri = await exampleUri(name);
  await workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}
