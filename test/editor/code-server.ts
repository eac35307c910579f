import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditorFolder } from './editor-folder';
import type { CodeServerInstallation } from './install-code-server';
import { type ProcessGroup, startGroup } from './process-group';
import { runOrThrow } from './run-program';
import { until } from './until';

export interface CodeServerOptions {
  /** The default is any free port. */
  readonly port?: number;
  /** Whether Workspace Trust asks; the default is that every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Lets a page start extension tests, and suppresses notifications. */
  readonly smokeTestDriver?: boolean;
}

/** A running code-server on loopback. */
export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The address of a window on `folder`, with the workbench's own start parameters. */
  window(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** The URI by which that window knows an absolute path. */
  uri(path: string): string;
  /** Resolves to the exit code when it ended by itself or was stopped. */
  readonly exited: Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Installs a packaged extension (`.vsix`) into the folder's own extensions. */
export async function installExtension(
  { node, entry }: CodeServerInstallation,
  folder: EditorFolder,
  vsix: string,
): Promise<void> {
  const args = [entry, ...sharedArguments(folder), '--install-extension', vsix];
  await runOrThrow(node, args, { env: environment(folder), output: 'collect' });
}

/** Starts code-server and resolves once it listens. */
export async function startCodeServer(
  { node, entry }: CodeServerInstallation,
  folder: EditorFolder,
  options: CodeServerOptions = {},
): Promise<CodeServer> {
  const logFile = join(folder.path, 'code-server.log');
  const log = openSync(logFile, 'w');
  const group = startGroup(node, [entry, ...sharedArguments(folder), ...serverArguments(options)], {
    stdio: ['ignore', log, log],
    env: environment(folder),
  });
  closeSync(log);
  try {
    const origin = await Promise.race([
      until(
        'code-server listens',
        async () => /HTTP server listening on (http:\S+?)\/?\s/.exec(await readFile(logFile, 'utf8'))?.[1],
      ),
      group.exited.then(async (code) => {
        const output = await readFile(logFile, 'utf8');
        if (output.includes('EADDRINUSE')) throw new Error(`port ${options.port} is taken by another program`);
        throw new Error(`code-server ended with ${code}\n${output}`);
      }),
    ]);
    return describeServer(origin, group);
  } catch (error) {
    await group.stop();
    throw error;
  }
}

function describeServer(origin: string, { exited, stop }: ProcessGroup): CodeServer {
  const { host } = new URL(origin);
  return {
    origin,
    uri: (path) => `vscode-remote://${host}${encodeURI(path)}`,
    window: (folder, payload = []) => {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `${origin}/?${query.toString()}`;
    },
    exited,
    stop,
  };
}

function sharedArguments(folder: EditorFolder): string[] {
  const configuration = join(folder.path, 'code-server.yaml');
  return ['--config', configuration, '--user-data-dir', folder.userData, '--extensions-dir', folder.extensions];
}

function serverArguments({ port = 0, workspaceTrust = false, smokeTestDriver = false }: CodeServerOptions): string[] {
  return [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...['--disable-proxy', '--ignore-last-opened'],
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(smokeTestDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

/** The folder holds the sockets and caches that would otherwise stay behind in the system's temporary folder. */
function environment(folder: EditorFolder): NodeJS.ProcessEnv {
  const configuration = join(folder.path, 'configuration');
  return {
    ...process.env,
    TMPDIR: folder.path,
    XDG_CONFIG_HOME: configuration,
    XDG_DATA_HOME: configuration,
    // No requests to a marketplace.
    EXTENSIONS_GALLERY: '{}',
    PASSWORD: undefined,
    HASHED_PASSWORD: undefined,
    VSCODE_IPC_HOOK_CLI: undefined,
  };
}
