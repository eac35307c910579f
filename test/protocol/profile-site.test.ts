import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import { probeRequest, setUpProbing } from './probing';

const world = setUpProbing();

/** Opens a table that a main.cf beside it names, and probes its one domain. */
async function probeAtSite(id: string, mainCf: string, settings: object): Promise<{ uri: string; answer: unknown }> {
  const path = join(world.folder, 'tls_policy');
  writeFileSync(join(world.folder, 'main.cf'), `smtp_tls_policy_maps = hash:${path}\n${mainCf}`);
  await world.restart({ settings: { ...world.settings, profile: 'site', ...settings } });
  const uri = pathToFileURL(path).href;
  world.editor.open(uri, `${world.scenario(id).domain}\n`);
  const request = probeRequest({ uri, key: world.scenario(id).domain });
  return { uri, answer: await world.editor.connection.sendRequest(ExecuteCommandRequest.type, request) };
}

it('judges by the main.cf that names the table: without DNSSEC lookups dane is nothing', async () => {
  const { answer } = await probeAtSite('dane-ee-pkix', 'smtp_tls_CAfile = /ca.pem\n', {});
  expect(answer).toMatchObject({ outcome: 'inserted', entry: `${world.scenario('dane-ee-pkix').domain} secure` });
});

it('offers digests where they are allowed, and writes them once a person said yes to them', async () => {
  const { domain } = world.scenario('self-signed');
  const mainCf = 'smtp_tls_fingerprint_digest = sha256\n';
  const { uri, answer } = await probeAtSite('self-signed', mainCf, { allowFingerprint: true });
  expect(answer).toMatchObject({ outcome: 'none' });
  expect(world.editor.text(uri)).toBe(`${domain}\n`);
  const [action, ...others] = (await world.editor.actions(uri, domain)).filter(({ title }) =>
    title.startsWith('Insert "'),
  );
  expect(others).toEqual([]);
  expect(action?.title).toMatch(/^Insert "\S+ fingerprint match=[0-9a-f]{64}": It is brittle/);
  world.editor.answer = (question) => (question.message.startsWith('Insert "') ? 'Insert' : null);
  const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command: action?.command?.command ?? '',
    arguments: action?.command?.arguments ?? [],
  });
  expect(result).toMatchObject({ outcome: 'inserted' });
  expect(world.editor.questions.some(({ message }) => message.includes('Nobody vouches for the keys of'))).toBe(true);
  expect(world.editor.text(uri)).toMatch(
    /^# tls-policy-probe: .*, keys as shown by: \S+\n\S+ +fingerprint match=[0-9a-f]{64}\n$/,
  );
});

it('advises nothing below the minimum level, and tells what would hold', async () => {
  const { answer } = await probeAtSite('secure-mx-name', 'smtp_tls_CAfile = /ca.pem\n', { minimumLevel: 'dane' });
  expect(answer).toMatchObject({
    outcome: 'none',
    message: expect.stringContaining('is below the minimum level') as string,
  });
});
