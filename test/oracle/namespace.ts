import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environment } from './machine';

const inside = path.join(import.meta.dirname, 'inside');

/** After which a script is given up, in seconds: how long the real Postfix takes is for the machine to say. */
const deadline = 840;

/**
 * Runs a script of `inside/` as the first process of a namespace with its own network, mounts and processes, which end
 * with it. The script gets a folder that holds `input.json`, and leaves its result there as `output.json`.
 *
 * @throws Error with what the script wrote, when it fails or takes too long.
 */
export async function runInside<Output>(unshare: readonly string[], script: string, input: unknown): Promise<Output> {
  const folder = mkdtempSync(path.join(tmpdir(), 'postfix-oracle-'));
  // Postfix's own users have to pass through it.
  chmodSync(folder, 0o755);
  try {
    writeFileSync(path.join(folder, 'input.json'), JSON.stringify(input));
    await runToEnd('unshare', [...unshare, process.execPath, '--import', 'tsx', path.join(inside, script), folder]);
    return JSON.parse(readFileSync(path.join(folder, 'output.json'), 'utf8')) as Output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runToEnd(program: string, parameters: readonly string[]): Promise<void> {
  const child = spawn(program, parameters, {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadline * 1000,
    killSignal: 'SIGKILL',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-8_000);
    });
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...ending) => resolve(ending));
  });
  if (code !== 0) throw new Error(`${program} ended with ${signal ?? code} (deadline ${deadline} s):\n${said}`);
}
