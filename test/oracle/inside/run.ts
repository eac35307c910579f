import { spawn } from 'node:child_process';

/**
 * Runs a program to its end without blocking the servers of this process.
 *
 * @param seconds after which it is killed.
 * @returns what it wrote to standard output and standard error, together.
 * @throws Error with that text when it fails.
 */
export async function run(program: string, parameters: readonly string[], input = '', seconds = 30): Promise<string> {
  const child = spawn(program, parameters, { timeout: seconds * 1000, killSignal: 'SIGKILL' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  // A program that does not read its input closes the pipe early.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ending = await new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? code ?? 0));
  });
  if (ending !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${ending}: ${said}`);
  return said;
}
