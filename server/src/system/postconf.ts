import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where it lies on most systems, and where the PATH of an ordinary person does not lead. */
const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin'];
/** Bytes of an answer, which is one word. */
const maxOutput = 4_096;

/**
 * Asks the Postfix of this machine for its release: `postconf -d -h mail_version`, which reads no configuration. Run without
 * a shell and without our environment, and found only in absolute folders of the PATH, so that none that somebody else
 * wrote takes its place. Never rejects.
 *
 * @param options `otherFolders` are looked into behind the PATH; the `deadline` is in milliseconds, and postconf needs ten.
 * @returns what it wrote, or why there is nothing: it is not there, it was not done in time, or it failed in the words of `detail`.
 */
export async function askPostconf({
  path = process.env['PATH'] ?? '',
  otherFolders = usualFolders,
  deadline = 5_000,
} = {}) {
  const program = await find([...path.split(delimiter), ...otherFolders].filter((folder) => isAbsolute(folder)));
  if (program === null) return { failure: 'absent', detail: '' } as const;
  return run(program, deadline);
}

async function find(folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const program = join(folder, 'postconf');
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return null;
}

type Answer = { readonly output: string } | { readonly failure: 'slow' | 'failed'; readonly detail: string };

function run(program: string, timeout: number): Promise<Answer> {
  const options = {
    cwd: '/',
    env: { LC_ALL: 'C' },
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: maxOutput,
  } as const;
  return new Promise((resolve) => {
    const child = execFile(program, ['-d', '-h', 'mail_version'], options, (error, output, complaint) => {
      if (error === null) resolve({ output });
      else if (error.killed === true && error.code === null) resolve({ failure: 'slow', detail: '' });
      else resolve({ failure: 'failed', detail: complaint.trim().split('\n')[0] || error.message });
    });
    child.stdin?.end();
  });
}
