import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { type Absent, findDesktopProgram } from '../editor/desktop';
import { type DriftWorlds, startDriftWorlds } from '../editor/drift-worlds';
import { startLabWorld } from '../editor/lab-world';
import { cache, root } from '../editor/paths';
import type { TestEvent } from './events';
import { findCodeServerLauncher } from './in-code-server';
import { desktopLauncher } from './in-desktop';
import type { Launcher, Suite } from './launcher';

/** Milliseconds after which a run that has not ended counts as failed. */
const deadline = 300_000;

export interface ExtensionRun {
  readonly launcher: string;
  readonly events: readonly TestEvent[];
  /** Why the run as a whole failed although no test did; null if it did not. */
  readonly failure: string | null;
}

/** Runs the suites of `host/` in a real extension host, with the lab as its internet. */
export async function runExtensionTests(onEvent: (event: TestEvent) => void): Promise<ExtensionRun | Absent> {
  const launcher = await findLauncher();
  if ('absent' in launcher) return launcher;
  const tests = await bundleTests();
  const world = await startLabWorld();
  const drift = await startDriftWorlds(world.folder.lab);
  try {
    const eventsFile = join(world.folder.path, 'events.jsonl');
    const suite: Suite = { folder: world.folder, tests, environment: environmentOf(eventsFile, drift), deadline };
    const following = followEvents(eventsFile, onEvent);
    const { code, output } = await launcher.run(suite);
    const events = following.end();
    return { launcher: launcher.name, events, failure: describeFailure(events, code, output) };
  } finally {
    await drift.stop();
    await world.end();
  }
}

/** `EXTENSION_TEST_GREP` chooses among the tests by their titles. */
function environmentOf(eventsFile: string, { settings }: DriftWorlds): Suite['environment'] {
  return {
    EXTENSION_TEST_EVENTS: eventsFile,
    EXTENSION_TEST_GREP: process.env['EXTENSION_TEST_GREP'] ?? '',
    EXTENSION_TEST_DRIFT: JSON.stringify(settings),
  };
}

/** `EDITOR_TARGET` is `desktop`, `code-server` or, by default, whichever is to be had, desktop first. */
async function findLauncher(): Promise<Launcher | Absent> {
  const target = process.env['EDITOR_TARGET'] ?? 'auto';
  const reasons: string[] = [];
  if (target !== 'code-server') {
    const desktop = await findDesktopProgram();
    if (!('absent' in desktop)) return desktopLauncher(desktop);
    reasons.push(`desktop: ${desktop.absent}`);
  }
  if (target !== 'desktop') {
    const codeServer = await findCodeServerLauncher();
    if (!('absent' in codeServer)) return codeServer;
    reasons.push(`code-server: ${codeServer.absent}`);
  }
  return { absent: reasons.join('; ') };
}

/** The path of the tests' one file. It lies below the root, so that Mocha is found in its node_modules. */
async function bundleTests(): Promise<string> {
  const outfile = join(cache, 'extension-tests', 'index.js');
  await esbuild.build({
    entryPoints: [join(root, 'test', 'extension', 'host', 'index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** Reads the events as they come, for whoever watches; `end` returns all of them. */
function followEvents(file: string, onEvent: (event: TestEvent) => void): { end(): readonly TestEvent[] } {
  const events: TestEvent[] = [];
  const readMore = (): void => {
    if (!existsSync(file)) return;
    // The last line may be half written.
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(events.length)) {
      const event = JSON.parse(line) as TestEvent;
      events.push(event);
      onEvent(event);
    }
  };
  const timer = setInterval(readMore, 200);
  return {
    end: () => {
      clearInterval(timer);
      readMore();
      return events;
    },
  };
}

function describeFailure(events: readonly TestEvent[], code: number | null, output: string): string | null {
  if (code === null) return `not finished after ${deadline / 1000} s\n${output}`;
  if (!events.some(({ kind }) => kind === 'ended')) return `cut off with exit code ${code}\n${output}`;
  const failed = events.some(({ kind }) => kind === 'failed');
  return code !== 0 && !failed ? `exit code ${code} although no test failed\n${output}` : null;
}
