// `npm start`: the extension on the example list, with the lab as its internet, in an editor of its own.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension } from '../package/package';
import { installExtension, startCodeServer } from './code-server';
import { type DesktopCommand, findDesktopCommand, sandboxArguments } from './desktop';
import type { EditorFolder } from './editor-folder';
import { installCodeServer } from './install-code-server';
import { type LabWorld, startLabWorld } from './lab-world';
import { openInBrowser } from './open-in-browser';
import { startGroup } from './process-group';
import { runOrThrow } from './run-program';

const usage = `npm start [-- OPTIONS]

  --desktop       desktop VS Code, or fail
  --code-server   code-server in the browser, even where desktop VS Code is to be had
  --port PORT     the port of code-server on 127.0.0.1 (default: any free one)
  --no-open       print the address of code-server, but open no browser
  --help          this text

VSCODE_PATH names the desktop VS Code to use.`;

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
  /** Resolves when the person closes it. */
  readonly closed: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

interface Wishes {
  readonly desktop: boolean;
  readonly codeServer: boolean;
  readonly port: number | undefined;
  readonly openBrowser: boolean;
}

async function main(): Promise<void> {
  const wishes = readWishes();
  if (typeof wishes === 'string') {
    console.log(wishes);
    return;
  }
  const interrupted = untilInterrupted();
  const world = await startLabWorld();
  try {
    const vsix = join(world.folder.path, 'postfix-tls-policy.vsix');
    console.log('Building the extension …');
    await packageExtension(vsix);
    const editor = await openEditor(world, vsix, wishes);
    try {
      console.log(`${editor.greeting}\n${whatToTry}\nCtrl-C stops the editor and the lab.`);
      await Promise.race([editor.closed, interrupted]);
    } finally {
      await editor.stop();
    }
  } finally {
    await world.end();
  }
}

/** A text tells how to use this. */
function readWishes(): Wishes | string {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      'code-server': { type: 'boolean', default: false },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return usage;
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Error(`--port ${values.port ?? ''} is no port\n\n${usage}`);
  }
  if (values.desktop && values['code-server']) throw new Error(`either --desktop or --code-server\n\n${usage}`);
  return { desktop: values.desktop, codeServer: values['code-server'], port, openBrowser: !values['no-open'] };
}

/** The first Ctrl-C ends everything in order, the second one at once. */
function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

async function openEditor({ folder }: LabWorld, vsix: string, wishes: Wishes): Promise<OpenEditor> {
  if (wishes.codeServer) return openCodeServer(folder, vsix, wishes);
  const desktop = await findDesktopCommand();
  if (!('absent' in desktop)) return openDesktop(desktop, folder, vsix);
  if (wishes.desktop) throw new Error(desktop.absent);
  console.log(`Desktop VS Code: ${desktop.absent}. Taking code-server.`);
  return openCodeServer(folder, vsix, wishes);
}

async function openDesktop({ command }: DesktopCommand, folder: EditorFolder, vsix: string): Promise<OpenEditor> {
  const own = ['--user-data-dir', folder.userData, '--extensions-dir', folder.extensions, ...sandboxArguments()];
  await runOrThrow(command, [...own, '--install-extension', vsix], { output: 'collect' });
  const files = [folder.workspace, join(folder.workspace, 'tls_policy')];
  const options = ['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'];
  const group = startGroup(command, [...own, ...options, ...files], { stdio: 'ignore' });
  return { greeting: `VS Code opens (${command}).`, closed: group.exited, stop: group.stop };
}

async function openCodeServer(folder: EditorFolder, vsix: string, { port, openBrowser }: Wishes): Promise<OpenEditor> {
  const installation = await installCodeServer();
  await installExtension(installation, folder, vsix);
  const server = await startCodeServer(installation, folder, port === undefined ? {} : { port });
  const policy = server.uri(join(folder.workspace, 'tls_policy'));
  const address = server.window(folder.workspace, [['openFile', policy]]);
  if (openBrowser) openInBrowser(address);
  return {
    greeting: `VS Code in the browser (code-server ${installation.version}):\n\n  ${address}`,
    closed: server.exited,
    stop: server.stop,
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
