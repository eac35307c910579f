import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { type EditorOptions, type EditorWithServer, startEditor } from './editor';

/** The one server that the tests of a file share, and another for a test that needs an editor of another kind. */
export interface SharedEditor {
  readonly editor: EditorWithServer;
  /** Gives the running test a server of its own, which ends with it. */
  replace(options: EditorOptions): Promise<EditorWithServer>;
  /** Changes the settings, as a person does. */
  set(settings: Record<string, unknown>): Promise<void>;
}

/**
 * Registers the hooks of a test file whose tests share a server, since to start one is dearer than most of what is asked of it.
 * Each test begins without documents and with the first settings; no test may leave an error behind. What is returned can be used
 * inside tests only.
 */
export function shareEditor(options: EditorOptions = {}): SharedEditor {
  let shared: EditorWithServer;
  let own: EditorWithServer | undefined;
  const settings = options.settings ?? {};

  beforeAll(async () => {
    shared = await start(options);
  });
  afterEach(async () => {
    const errors = [...shared.errors.splice(0), ...(own?.errors ?? [])];
    const code = await own?.stop();
    own = undefined;
    await forget(shared, settings);
    expect(errors).toEqual([]);
    expect(code ?? 0).toBe(0);
  });
  afterAll(async () => {
    expect(await shared.stop()).toBe(0);
  });

  return {
    get editor() {
      return own ?? shared;
    },
    async replace(others) {
      await own?.stop();
      own = await start(others);
      return own;
    },
    set: (changed) => set(own ?? shared, changed),
  };
}

function start(options: EditorOptions): Promise<EditorWithServer> {
  return startEditor([inject('server'), '--stdio'], options);
}

/** Closes what a test has opened, forgets what the server told, and takes the test's settings back. */
async function forget(editor: EditorWithServer, settings: Record<string, unknown>): Promise<void> {
  for (const uri of editor.openDocuments()) editor.close(uri);
  for (const seen of [editor.messages, editor.questions, editor.shown, editor.edits, editor.published]) seen.length = 0;
  for (const seen of [editor.askedScopes, editor.reportKinds]) seen.length = 0;
  editor.progress.clear();
  editor.refreshes = 0;
  editor.answer = undefined;
  editor.beforeEdit = undefined;
  editor.refuseEdits = undefined;
  if (!isDeepStrictEqual(editor.settings, settings)) await set(editor, settings);
}

async function set(editor: EditorWithServer, settings: Record<string, unknown>): Promise<void> {
  editor.settings = settings;
  await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
}
