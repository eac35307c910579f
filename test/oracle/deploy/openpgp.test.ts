import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, skip } from '../machine';
import { answerOf, runDeploy } from './run-deploy';
import { SignedList } from './signed-list';

const missing = ['git', 'gpg', 'gpg-agent', 'gpgconf', 'ssh-keygen', 'postmap'].filter(
  (program) => !isInstalled(program),
);
const skipped = skip('deploy by OpenPGP signatures', missing.length > 0 ? `needs ${missing.join(', ')}` : null);

describe.skipIf(skipped)('deploy by OpenPGP signatures', () => {
  let list: SignedList;
  /** Where gpg looks by itself, with the secret keys; and what deploy trusts, with one public key. */
  let own: string;
  let trusted: string;
  let maps = 0;

  const gpg = (home: string, args: readonly string[], input = ''): string =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', '--pinentry-mode', 'loopback', ...args], {
      encoding: 'utf8',
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
    });

  beforeAll(() => {
    list = new SignedList();
    [own, trusted] = [join(list.folder, '.gnupg'), join(list.folder, 'trusted')];
    for (const home of [own, trusted]) mkdirSync(home, { mode: 0o700 });
    for (const name of ['alice', 'mallory']) {
      gpg(own, ['--passphrase', '', '--quick-generate-key', `${name}@example.org`, 'ed25519', 'sign', 'never']);
    }
    gpg(trusted, ['--import'], gpg(own, ['--armor', '--export', 'alice@example.org']));
  });
  afterAll(() => {
    for (const home of [own, trusted]) execFileSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    list.remove();
  });

  function commit(text: string, signer: string): void {
    writeFileSync(join(list.work, 'tls_policy'), text);
    const signing = ['-c', 'gpg.format=openpgp', '-c', `user.signingKey=${signer}@example.org`];
    list.git(...signing, 'commit', '--quiet', '--all', '-S', '-m', 'list');
  }

  async function deploy(...rest: readonly string[]) {
    const map = join(list.folder, `map-${maps++}`);
    const result = await runDeploy([`file://${list.work}`, '--map', map, '--gnupg-home', trusted, ...rest]);
    return { ...result, isTaken: answerOf(`hash:${map}`, 'a.example') === 'secure' };
  }

  it.each<[what: string, sign: (text: string) => void, code: number, told: RegExp]>([
    ['by nobody', (text) => list.commit(text), 1, /Refused: nobody has signed the commit of refs\/heads\/main/],
    ['by a key that is trusted', (text) => commit(text, 'alice'), 0, /Good signature from "alice@example\.org"/],
    ['by another key', (text) => commit(text, 'mallory'), 1, /Refused: .*No public key/],
    ['by an SSH key of the same person', (text) => list.commit(text, 'alice'), 1, /Refused: /],
  ])('takes a commit that is signed %s', async (what, sign, code, told) => {
    sign(`a.example secure\n# ${what}\n`);
    const result = await deploy();
    expect([result.code, result.isTaken]).toEqual([code, code === 0]);
    expect(result.stderr).toMatch(told);
  });

  it('takes a tag by its own signature', async () => {
    list.commit('a.example secure\n# tagged\n');
    list.git('-c', 'user.signingKey=alice@example.org', 'tag', '-s', '-m', 'v1', 'v1');
    list.git('-c', 'user.signingKey=mallory@example.org', 'tag', '-s', '-m', 'v2', 'v2');
    expect(await deploy('--tag', 'v1')).toMatchObject({ code: 0, isTaken: true });
    expect(await deploy('--tag', 'v2')).toMatchObject({ code: 1, isTaken: false });
  });

  it('takes none any more by a key that was revoked', async () => {
    commit('a.example secure\n# revoked\n', 'alice');
    const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(
      gpg(own, ['--with-colons', '--list-keys', 'alice@example.org']),
    )?.[1];
    // As gpg writes it, with a colon before the dashes, so that nobody imports it by mistake.
    const certificate = readFileSync(join(own, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8').replace(/^:-/m, '-');
    gpg(trusted, ['--import'], certificate);
    const result = await deploy();
    expect(result).toMatchObject({ code: 1, isTaken: false });
    expect(result.stderr).toContain('This key has been revoked by its owner!');
  });
});
