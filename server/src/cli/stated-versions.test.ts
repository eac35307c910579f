import { describe, expect, it } from 'vitest';
import type { MemoryRun, MemoryWorld } from './testing/run-in-memory';
import { runInMemory } from './testing/run-in-memory';

/** Postfix 3.10 reads attributes in braces; 3.9 does not know them. */
const files = { tls_policy: 'example.org secure { match = a.example }\n' };
const inConfig = { ...files, '.postfix-tls-policy.json': '{"postfixVersion": "installed"}' };
const absent = /postfix-tls-policy \w+: There is no postconf on this machine .* Write the version, such as 3\.7/;

function run(args: readonly string[], world: MemoryWorld): Promise<MemoryRun> {
  return runInMemory(args, world);
}

describe('the installed Postfix', () => {
  it.each([
    ['3.9.1\n', 1],
    ['3.10.2\n', 0],
  ])('%j, as an option and as a configuration have it asked, ends check with %i', async (output, code) => {
    const postconf = { output };
    const byOption = await run(['check', '--postfix-version', 'installed', 'tls_policy'], { files, postconf });
    const byConfig = await run(['check', 'tls_policy'], { files: inConfig, postconf });
    expect([byOption.code, byConfig.code]).toEqual([code, code]);
    expect(byConfig.stdout).toBe(byOption.stdout);
  });

  it('that is not there fails the run once, and checks nothing', async () => {
    for (const command of ['check', 'fix', 'format']) {
      const answer = await run([command, 'tls_policy', 'tls_policy'], { files: inConfig });
      expect(answer).toMatchObject({ code: 2, stdout: '' });
      expect(answer.stderr).toMatch(absent);
      expect(answer.stderr.match(/no postconf/g)).toHaveLength(1);
    }
  });

  it('is not asked where an option comes before the configuration', async () => {
    const answer = await run(['check', '--postfix-version', '3.10', 'tls_policy'], { files: inConfig });
    expect(answer).toMatchObject({ code: 0, stderr: '' });
  });

  it('is not asked for a file that no such configuration is for', async () => {
    expect((await run(['check', '--no-config', 'tls_policy'], { files: inConfig })).stderr).toBe('');
  });

  it('is asked by query and by review, too', async () => {
    const mainCf = { 'main.cf': 'smtp_tls_security_level = may\n' };
    const query = ['query', '--main-cf', 'main.cf', '--postfix-version', 'installed', 'example.org'];
    expect((await run(query, { files: mainCf })).stderr).toMatch(absent);
    expect((await run(query, { files: mainCf, postconf: { output: '3.7.11\n' } })).code).toBe(0);
    const revisions = { 'old.tls_policy': '', 'new.tls_policy': files.tls_policy };
    const config = { '.postfix-tls-policy.json': inConfig['.postfix-tls-policy.json'] };
    const review = ['review', '--base', 'old.tls_policy', '--head', 'new.tls_policy'];
    expect((await run(review, { files: { ...revisions, ...config } })).stderr).toMatch(absent);
  });

  it('is no release by a name that is nearly right', async () => {
    const answer = await run(['check', '--postfix-version', 'instaled', 'tls_policy'], { files });
    expect(answer.stderr).toMatch(
      /"instaled" is no version of Postfix; write for example 3\.7, 3\.5-3\.11, 3\.5- or installed/,
    );
  });
});
