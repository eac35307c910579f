import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath, SilentReporter } from '@vscode/test-electron';
import type { EditorFolder } from './editor-folder';
import { findOnPath, isExecutable } from './on-path';
import { cache } from './paths';
import { startGroup } from './process-group';
import { runOrThrow } from './run-program';
import { patience, register } from './started';
import { until } from './until';

/** Milliseconds without an answer after which the download site counts as unreachable. */
const downloadTimeout = 15_000;

/** Something that is not to be had here, with the reason in words. */
export interface Absent {
  readonly absent: string;
}

/** Desktop VS Code's own program, which runs extension tests. */
export interface DesktopProgram {
  readonly program: string;
  /** What has to stand before the program: a display for machines without one. */
  readonly display: readonly string[];
}

/** Desktop VS Code's command line (`code`), which opens windows and installs extensions. */
export interface DesktopCommand {
  readonly command: string;
}

/** The program that `VSCODE_PATH` names, else a downloaded one (`VSCODE_VERSION`, by default the stable one). */
export async function findDesktopProgram(): Promise<DesktopProgram | Absent> {
  const virtualDisplay = findOnPath('xvfb-run');
  if (!hasDisplay() && virtualDisplay === null) return { absent: 'no display and no xvfb-run' };
  const display = hasDisplay() || virtualDisplay === null ? [] : [virtualDisplay, '-a'];
  const named = process.env['VSCODE_PATH'];
  if (!named) {
    const downloaded = await download();
    return 'absent' in downloaded ? downloaded : { program: downloaded.program, display };
  }
  return isExecutable(named) ? { program: named, display } : { absent: `VSCODE_PATH=${named} is no program` };
}

/** The command line of the VS Code that `VSCODE_PATH` names, of the one on the PATH, or of a downloaded one. */
export async function findDesktopCommand(): Promise<DesktopCommand | Absent> {
  if (!hasDisplay()) return { absent: 'no display' };
  const named = process.env['VSCODE_PATH'];
  if (named) {
    return isExecutable(named) ? { command: commandOf(named) } : { absent: `VSCODE_PATH=${named} is no program` };
  }
  const onPath = isRelay() ? null : findOnPath('code');
  if (onPath !== null) return { command: onPath };
  const downloaded = await download();
  return 'absent' in downloaded ? downloaded : { command: commandOf(downloaded.program) };
}

/** In a terminal of a remote window, and under WSL, `code` opens a window elsewhere and ignores the options we need. */
function isRelay(): boolean {
  return Boolean(process.env['VSCODE_IPC_HOOK_CLI'] || process.env['WSL_DISTRO_NAME']);
}

/** A desktop VS Code that was opened. */
export interface DesktopWindow {
  /** Resolves to the exit code of `code --wait` when the window is closed. */
  readonly closed: Promise<number>;
}

/** Installs a packaged extension (`.vsix`) and opens a window on the examples, with all its data in the folder. */
export async function openDesktop(
  { command }: DesktopCommand,
  folder: EditorFolder,
  vsix: string,
): Promise<DesktopWindow> {
  const own = ['--user-data-dir', folder.userData, '--extensions-dir', folder.extensions, ...sandboxArguments()];
  await runOrThrow(command, [...own, '--install-extension', vsix], { output: 'collect' });
  const paths = [folder.workspace, join(folder.workspace, 'tls_policy')];
  const options = ['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'];
  const group = startGroup(command, [...own, ...options, ...paths], { stdio: 'ignore' });
  // `code` starts the editor in a session of its own, out of reach of the group.
  const editor = {
    kill: () => signalEditor(folder, 'SIGKILL'),
    stop: async () => {
      const gone = (): true | undefined => (signalEditor(folder, 0) ? undefined : true);
      if (!signalEditor(folder, 'SIGTERM')) return;
      await until('VS Code ends', gone, patience).catch(() => signalEditor(folder, 'SIGKILL'));
    },
  };
  register(editor);
  return { closed: group.exited };
}

/** Returns whether the editor that has its data in this folder is running. It keeps its process id in a file there. */
function signalEditor({ userData }: EditorFolder, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(Number(readFileSync(join(userData, 'code.lock'), 'utf8')), signal);
  } catch {
    return false;
  }
}

/** Electron refuses to run as root with its sandbox. */
export function sandboxArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Both the program and its command line may be named; the latter lies in a folder `bin`. */
function commandOf(path: string): string {
  const real = realpathSync(path);
  return basename(dirname(real)) === 'bin' ? real : resolveCliPathFromVSCodeExecutablePath(real);
}

async function download(): Promise<{ readonly program: string } | Absent> {
  try {
    const program = await downloadAndUnzipVSCode({
      version: process.env['VSCODE_VERSION'] ?? 'stable',
      cachePath: join(cache, 'vscode'),
      timeout: downloadTimeout,
      reporter: new SilentReporter(),
    });
    return { program };
  } catch (error) {
    return { absent: `VS Code can't be downloaded (${error instanceof Error ? error.message : String(error)})` };
  }
}
