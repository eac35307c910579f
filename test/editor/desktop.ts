import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath, SilentReporter } from '@vscode/test-electron';
import { findOnPath, isExecutable } from './on-path';
import { cache } from './paths';

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
  // In a terminal of a remote window, `code` is a relay to that window and knows none of the options we need.
  const onPath = process.env['VSCODE_IPC_HOOK_CLI'] ? null : findOnPath('code');
  if (onPath !== null) return { command: onPath };
  const downloaded = await download();
  return 'absent' in downloaded ? downloaded : { command: commandOf(downloaded.program) };
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
