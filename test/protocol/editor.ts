import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  type ApplyWorkspaceEditParams,
  ApplyWorkspaceEditRequest,
  type ApplyWorkspaceEditResult,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExitNotification,
  type FullDocumentDiagnosticReport,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  MessageType,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  type Registration,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  type ShowMessageRequestParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** The language of its user; English where it does not tell. */
  readonly locale?: string;
  /** The URIs of the folders that are open. */
  readonly folders?: readonly string[];
  /** The section `postfixTlsPolicy`, as the editor answers it. */
  readonly settings?: Record<string, unknown>;
}

/** One progress display as the editor saw it. */
export interface SeenProgress {
  readonly title: string;
  readonly cancellable: boolean;
  readonly messages: string[];
  ended: boolean;
}

/**
 * An editor without a screen: a connection to a server, and at this end documents, versions, settings,
 * questions and progress, as an editor keeps them.
 */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server logged as an error, or wrote to its standard error: nothing, as long as it has no fault. */
  readonly errors: string[];
  readonly messages: string[];
  readonly questions: ShowMessageRequestParams[];
  readonly shown: string[];
  readonly progress: Map<string | number, SeenProgress>;
  readonly edits: ApplyWorkspaceEditParams[];
  /** Every `publishDiagnostics` in the order of arrival. */
  readonly published: { readonly uri: string; readonly version?: number; readonly diagnostics: Diagnostic[] }[];
  /** What the server wants to be told of. */
  readonly registrations: Registration[];
  /** How often the server asked to be asked for diagnostics again. */
  refreshes: number;
  /** The scopes that settings were asked for with; undefined: none. */
  readonly askedScopes: (string | undefined)[];
  /** Answers the questions to come; without one they stay open. */
  answer: ((question: ShowMessageRequestParams, index: number) => string | null | Promise<string | null>) | undefined;
  /** Called before an edit is applied, to change things under the server's feet. */
  beforeEdit: (() => void) | undefined;
  /** The reason with which the editor refuses every edit; undefined: it does not. */
  refuseEdits: string | undefined;
  settings: Record<string, unknown>;
  open(uri: string, text: string, languageId?: string): void;
  /** Replaces the first occurrence of a text, incrementally. */
  replace(uri: string, search: string, replacement: string): void;
  change(uri: string, range: Range, text: string): void;
  close(uri: string): void;
  /** The URIs of the documents that are open. */
  openDocuments(): readonly string[];
  text(uri: string): string;
  version(uri: string): number;
  rangeOf(uri: string, search: string): Range;
  /** The kinds of the answers to `diagnose`, in their order. */
  readonly reportKinds: ('full' | 'unchanged')[];
  /** Pulls the diagnostics as VS Code does: what has not changed need not be sent again. */
  diagnose(uri: string): Promise<Diagnostic[]>;
  actions(uri: string, search: string, context?: Partial<CodeActionContext>): Promise<CodeAction[]>;
  cancelProgress(): void;
}

/** An editor that has started its server as a child process. */
export interface EditorWithServer extends Editor {
  readonly process: ChildProcess;
  /** Ends the server as an editor does; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** What VS Code's client can do, as far as our server looks at it. */
export const fullCapabilities: ClientCapabilities = {
  textDocument: {
    diagnostic: { relatedDocumentSupport: false, dynamicRegistration: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor.rewrite', 'source.fixAll'] } },
      isPreferredSupport: true,
    },
  },
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    textDocumentContent: {},
  },
  window: { workDoneProgress: true, showDocument: { support: true }, showMessage: {} },
};

/** An object without one of its properties: an editor that lacks a feature. */
export function without<T extends object, Key extends keyof T>(object: T | undefined, key: Key): Omit<T, Key> {
  const copy = { ...object } as T;
  Reflect.deleteProperty(copy, key);
  return copy;
}

/** Starts a server by a command of Node, speaking over stdio, and introduces the editor to it. */
export async function startEditor(command: readonly string[], options: EditorOptions = {}): Promise<EditorWithServer> {
  const child = spawn(process.execPath, [...command], { stdio: ['pipe', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const editor = await connectEditor(child.stdout, child.stdin, options, errors);
  return Object.assign(editor, {
    process: child,
    async stop() {
      const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
      await editor.connection.sendRequest(ShutdownRequest.type);
      await editor.connection.sendNotification(ExitNotification.type);
      const [code] = (await exited) as [number | null];
      editor.connection.dispose();
      return code;
    },
  });
}

/** Introduces the editor to a server at the other end of two streams. */
export async function connectEditor(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  options: EditorOptions = {},
  errors: string[] = [],
): Promise<Editor> {
  const connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const documents = new Map<string, TextDocument>();
  const editor: Omit<Editor, 'initialized'> = {
    connection,
    errors,
    messages: [],
    questions: [],
    shown: [],
    progress: new Map(),
    edits: [],
    published: [],
    registrations: [],
    refreshes: 0,
    askedScopes: [],
    answer: undefined,
    beforeEdit: undefined,
    refuseEdits: undefined,
    settings: options.settings ?? {},
    ...documentFeatures(connection, documents),
    cancelProgress() {
      for (const token of this.progress.keys()) {
        void connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
      }
    },
  };
  answerServer(editor, documents);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>(InitializeRequest.method, {
    processId: process.pid,
    rootUri: null,
    ...(options.folders ? { workspaceFolders: options.folders.map((uri) => ({ uri, name: 'folder' })) } : {}),
    capabilities: options.capabilities ?? fullCapabilities,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return Object.assign(editor, { initialized });
}

type DocumentFeatures = Pick<
  Editor,
  | 'reportKinds'
  | 'open'
  | 'openDocuments'
  | 'replace'
  | 'change'
  | 'close'
  | 'text'
  | 'version'
  | 'rangeOf'
  | 'diagnose'
  | 'actions'
>;

function documentFeatures(connection: ProtocolConnection, documents: Map<string, TextDocument>): DocumentFeatures {
  const get = (uri: string) => {
    const document = documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  };
  const reports = new Map<string, FullDocumentDiagnosticReport>();
  const features: DocumentFeatures = {
    reportKinds: [],
    open(uri, text, languageId = 'postfix-tls-policy') {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      const textDocument = { uri, languageId, version: 1, text };
      void connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    },
    change(uri, range, text) {
      const document = get(uri);
      const contentChanges = [{ range, text }];
      const version = document.version + 1;
      documents.set(uri, TextDocument.update(document, contentChanges, version));
      const textDocument = { uri, version };
      void connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
    },
    replace: (uri, search, replacement) => features.change(uri, features.rangeOf(uri, search), replacement),
    openDocuments: () => [...documents.keys()],
    close(uri) {
      documents.delete(uri);
      reports.delete(uri);
      void connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    },
    text: (uri) => get(uri).getText(),
    version: (uri) => get(uri).version,
    rangeOf(uri, search) {
      const document = get(uri);
      const offset = document.getText().indexOf(search);
      if (offset < 0) throw new Error(`"${search}" is not in ${uri}`);
      return { start: document.positionAt(offset), end: document.positionAt(offset + search.length) };
    },
    async diagnose(uri) {
      const previous = reports.get(uri);
      const report: DocumentDiagnosticReport = await connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
        ...(previous?.resultId === undefined ? {} : { previousResultId: previous.resultId }),
      });
      features.reportKinds.push(report.kind);
      if (report.kind === 'full') reports.set(uri, report);
      return reports.get(uri)?.items ?? [];
    },
    async actions(uri, search, context = {}) {
      const { start } = features.rangeOf(uri, search);
      const actions = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri },
        range: { start, end: start },
        context: { diagnostics: [], ...context },
      });
      return (actions ?? []) as CodeAction[];
    },
  };
  return features;
}

function answerServer(editor: Omit<Editor, 'initialized'>, documents: Map<string, TextDocument>): void {
  const { connection } = editor;
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ scopeUri }) => {
      editor.askedScopes.push(scopeUri);
      return editor.settings;
    }),
  );
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    editor.registrations.push(...registrations);
  });
  connection.onRequest('workspace/diagnostic/refresh', () => {
    editor.refreshes += 1;
    return null;
  });
  connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => followProgress(editor, token));
  connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
    editor.shown.push(uri);
    return { success: true };
  });
  connection.onNotification(ShowMessageNotification.type, ({ message }) => void editor.messages.push(message));
  connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
    if (type === MessageType.Error) editor.errors.push(message);
  });
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => void editor.published.push(params));
  connection.onRequest(ShowMessageRequest.type, async (question) => {
    // A message that only offers to read more is a message; the others wait for an answer.
    if (!question.actions?.some(({ title }) => ['Insert', 'Verify', 'Examine'].includes(title))) {
      editor.messages.push(question.message);
    } else editor.questions.push(question);
    const title = editor.answer
      ? await editor.answer(question, editor.questions.length - 1)
      : await new Promise<null>(() => undefined);
    return question.actions?.find((action) => action.title === title) ?? null;
  });
  connection.onRequest(ApplyWorkspaceEditRequest.type, (params) => {
    editor.beforeEdit?.();
    editor.edits.push(params);
    if (editor.refuseEdits !== undefined) return { applied: false, failureReason: editor.refuseEdits };
    return applyEdit(params, documents, (uri, edit) => {
      const { range, newText } = edit;
      editor.change(uri, range, newText);
    });
  });
}

/** Applies a versioned edit, or refuses it as a whole when a version is another. */
function applyEdit(
  { edit }: ApplyWorkspaceEditParams,
  documents: Map<string, TextDocument>,
  change: (uri: string, edit: { range: Range; newText: string }) => void,
): ApplyWorkspaceEditResult {
  const changes = (edit.documentChanges ?? []).filter((one) => TextDocumentEdit.is(one));
  if (changes.some(({ textDocument: { uri, version } }) => documents.get(uri)?.version !== version)) {
    return { applied: false };
  }
  for (const { textDocument, edits } of changes) {
    const bottomUp = [...edits].sort(
      (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
    );
    for (const one of bottomUp) change(textDocument.uri, one as { range: Range; newText: string });
  }
  return { applied: true };
}

/** Listens to a progress display, whoever made its token. */
export function followProgress(editor: Pick<Editor, 'connection' | 'progress'>, token: string | number): void {
  editor.connection.onProgress(WorkDoneProgress.type, token, (value) => {
    if (value.kind === 'begin') {
      const { title, cancellable = false } = value;
      editor.progress.set(token, { title, cancellable, messages: [], ended: false });
    }
    const seen = editor.progress.get(token);
    if (!seen) return;
    if (value.kind === 'report' && value.message !== undefined) seen.messages.push(value.message);
    if (value.kind === 'end') seen.ended = true;
  });
}
