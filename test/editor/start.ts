// `npm start`: the extension on the example list, with the lab as its internet, in an editor of its own.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { packageExtension } from '../package/package';
import { installExtension, startCodeServer } from './code-server';
import { type DesktopCommand, findDesktopCommand, openDesktop } from './desktop';
import type { EditorFolder } from './editor-folder';
import { installCodeServer } from './install-code-server';
import { startLabWorld } from './lab-world';
import { openInBrowser } from './open-in-browser';
import { readWishes, UsageError, usage, type Wishes } from './start-options';
import { interrupted, patience, stopAll } from './started';

const whatToTry = `
Try, in tls_policy:
  - put the cursor on mpg.de and press Ctrl+. (Cmd+. on a Mac): "Probe mpg.de and insert its entry"
  - the same on the bare domains at the end of the file: one gets dane, others stay, and you are told why
  - rest the pointer on anything underlined: it says what Postfix does because of it
  - then open main.cf
The internet of this editor is the lab in this process: it knows only the names of lab/scenarios.
`;

/** An editor that was opened. */
interface OpenEditor {
  /** What to tell about it. */
  readonly greeting: string;
  /** Resolves to the exit code when the person closes it. */
  readonly closed: Promise<number>;
}

async function main(): Promise<void> {
  const wishes = readWishes(process.argv.slice(2));
  if (wishes === null) {
    console.log(usage);
    return;
  }
  // A terminal that was closed takes no more text; that is no reason to leave anything running.
  process.stdout.on('error', () => undefined);
  const stopping = new AbortController();
  const stopped = interrupted().then(async () => {
    stopping.abort();
    console.log('\nStopping. Ctrl-C once more ends everything at once.');
    await stopAll();
    // What is neither an editor nor a program, such as a download, is not waited for.
    await pause(patience, undefined, { ref: false });
  });
  try {
    const code = await Promise.race([run(wishes), stopped]);
    if (code && !stopping.signal.aborted) throw new Error(`The editor ended with exit code ${code}.`);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
}

/** Resolves to the editor's exit code when the person has closed it, and everything is cleared away. */
async function run(wishes: Wishes): Promise<number> {
  // Before the rest: whoever wants an editor that can't be had is told at once.
  const open = await chooseEditor(wishes);
  const world = await startLabWorld();
  try {
    const vsix = join(world.folder.path, 'postfix-tls-policy.vsix');
    console.log('Building the extension …');
    await packageExtension(vsix);
    const editor = await open(world.folder, vsix);
    console.log(`${editor.greeting}\n${whatToTry}\nCtrl-C stops the editor and the lab.`);
    return await editor.closed;
  } finally {
    await stopAll();
    await world.end();
  }
}

type OpenAnEditor = (folder: EditorFolder, vsix: string) => Promise<OpenEditor>;

async function chooseEditor(wishes: Wishes): Promise<OpenAnEditor> {
  if (wishes.editor === 'code-server') return codeServerFor(wishes);
  const desktop = await findDesktopCommand();
  if (!('absent' in desktop)) return desktopFor(desktop);
  if (wishes.editor === 'desktop') throw new Error(`Desktop VS Code: ${desktop.absent}.`);
  console.log(`Desktop VS Code: ${desktop.absent}. Taking code-server.`);
  return codeServerFor(wishes);
}

function desktopFor(desktop: DesktopCommand): OpenAnEditor {
  return async (folder, vsix) => {
    const { closed } = await openDesktop(desktop, folder, vsix);
    return { greeting: `VS Code opens (${desktop.command}).`, closed };
  };
}

async function codeServerFor({ port, openBrowser }: Wishes): Promise<OpenAnEditor> {
  const installation = await installCodeServer();
  return async (folder, vsix) => {
    await installExtension(installation, folder, vsix);
    const server = await startCodeServer(installation, folder, port === null ? {} : { port });
    const policy = server.uri(join(folder.workspace, 'tls_policy'));
    const address = server.window(folder.workspace, [['openFile', policy]]);
    if (openBrowser) openInBrowser(address);
    return {
      greeting: `VS Code in the browser (code-server ${installation.version}):\n\n  ${address}`,
      closed: server.exited,
    };
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) console.error(`\n${usage}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
