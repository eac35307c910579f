import { join } from 'node:path';
import type { VerifyJson, VerifyJsonEntry } from '../../report/verify-json';
import { createProcessIo } from '../process-io';
import { runCli } from '../run';

/** What of a running lab a run needs. */
interface LabMeans {
  readonly resolver: { readonly host: string; readonly port: number };
  readonly socks: { readonly host: string; readonly port: number };
  readonly allowAddresses: readonly string[];
  readonly files: (folder: string) => Promise<{ readonly trustAnchors: string; readonly caFile: string }>;
  readonly connections: () => readonly unknown[];
}

export interface VerifiedInLab {
  readonly code: number;
  readonly entries: readonly VerifyJsonEntry[];
  readonly connections: number;
}

/** Runs `verify` in this process over the lab's internet, without pauses and as if nobody watched; or with other options. */
export async function verifyInLab(
  lab: LabMeans,
  table: string,
  evidence: string,
  options: readonly string[] = ['--pacing', '0'],
): Promise<VerifiedInLab> {
  const { trustAnchors, caFile } = await lab.files(join(evidence, '..'));
  let written = '';
  const output = { isTTY: false, hasColor: false, columns: 80 };
  const io = {
    ...createProcessIo(),
    stdout: { ...output, write: (text: string | Uint8Array) => void (written += String(text)) },
    stderr: { ...output, write: () => undefined },
  };
  const before = lab.connections().length;
  const code = await runCli(
    [
      ...['verify', '--format', 'json', '--evidence', evidence, ...options],
      ...['--resolver', `${lab.resolver.host}:${lab.resolver.port}`, '--socks', `${lab.socks.host}:${lab.socks.port}`],
      ...['--trust-anchor', trustAnchors, '--ca-file', caFile],
      ...lab.allowAddresses.flatMap((block) => ['--allow-address', block]),
      table,
    ],
    io,
  );
  const { files } = JSON.parse(written) as VerifyJson;
  return { code, entries: files.flatMap((file) => file.entries), connections: lab.connections().length - before };
}
