import { execFileSync } from 'node:child_process';
import type { CliIo } from '../../../server/src/cli/io';
import { createProcessIo } from '../../../server/src/cli/process-io';
import { runCli } from '../../../server/src/cli/run';
import { environment } from '../machine';

export interface DeployResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const own = createProcessIo();

/** Runs `deploy` in this process, with the real programs of Postfix. */
export async function runDeploy(args: readonly string[]): Promise<DeployResult> {
  const told = { stdout: '', stderr: '' };
  const output = (name: keyof typeof told): CliIo['stdout'] => ({
    write: (text) => {
      told[name] += String(text);
    },
    isTTY: false,
    hasColor: false,
    columns: 80,
  });
  const io = { ...own, stdout: output('stdout'), stderr: output('stderr'), locale: 'en' as const };
  const code = await runCli(['deploy', ...args], io);
  return { code, ...told };
}

/** What postmap(1) finds in a table; or why it does not. */
export function answerOf(table: string, key: string): string {
  const script = 'postmap -q "$1" "$2" 2>&1 || true';
  return execFileSync('sh', ['-c', script, 'sh', key, table], { env: environment(), encoding: 'utf8' }).trim();
}
