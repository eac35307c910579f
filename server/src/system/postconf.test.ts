import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askPostconf } from './postconf';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-postconf-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of this name that is a shell script, alone in a folder. */
function program(name: string, script: string, mode = 0o755): string {
  const path = join(folder, `${name}-of-test`);
  mkdirSync(path, { recursive: true });
  const file = join(path, 'postconf');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return path;
}

const alone = { otherFolders: [] };

it('is told what postconf writes, and asks it for nothing but its release', async () => {
  const path = program('arguments', 'echo "3.7.11 $*"');
  expect(await askPostconf({ path, ...alone })).toEqual({ output: '3.7.11 -d -h mail_version\n' });
});

it('looks behind the PATH, too', async () => {
  const other = program('other', 'echo 3.8.1');
  expect(await askPostconf({ path: folder, otherFolders: [other] })).toEqual({ output: '3.8.1\n' });
});

it('runs it in the root folder, and hands it nothing of the environment', async () => {
  const path = program('environment', 'pwd; echo "${HOME-unset} ${MAIL_CONFIG-unset} $LC_ALL"');
  expect(await askPostconf({ path, ...alone })).toEqual({ output: '/\nunset unset C\n' });
});

it.each([
  ['is nowhere', () => [folder, '', '.'].join(delimiter)],
  ['lies in a relative folder', () => 'server/src/system'],
  ['may not be run', () => program('locked', 'echo 3.7', 0o644)],
])('tells that none is there where it %s', async (_, path) => {
  expect(await askPostconf({ path: path(), ...alone })).toEqual({ failure: 'absent', detail: '' });
});

it.each([
  ['fails', 'echo "postconf: fatal: no such thing" >&2; exit 1', 'postconf: fatal: no such thing'],
  ['writes without end', 'while :; do echo 3.7; done', 'stdout maxBuffer length exceeded'],
])('tells why, where it %s', async (name, script, detail) => {
  const path = program(name, script);
  expect(await askPostconf({ path, ...alone })).toEqual({ failure: 'failed', detail });
});

it('ends one that does not answer, whatever that has started', async () => {
  const path = program('slow', 'sleep 600 & sleep 600');
  expect(await askPostconf({ path, ...alone, deadline: 50 })).toEqual({ failure: 'slow', detail: '' });
});
