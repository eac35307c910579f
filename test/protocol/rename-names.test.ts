import { expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { RenameNamesResult } from '../../server/src/lsp/rename-names-request';
import { setUpProbing, uri } from './probing';

const world = setUpProbing();
const old = 'secure match=old1.provider.example:old2.provider.example';
const now = 'secure match=mx1.provider.example:mx2.provider.example';

/** The action on the entry of a scenario; undefined where there is none. */
async function offered(id: string) {
  const actions = await world.editor.actions(uri, world.scenario(id).domain);
  return actions.find(({ command }) => command?.command === 'postfixTlsPolicy.server.renameNames');
}

it('replaces the names of a provider in all entries in which the new ones hold, by one question and one edit', async () => {
  const domain = (id: string) => world.scenario(id).domain;
  const text = `${domain('sts-testing')} ${old}\nother.example secure match=mx.other.example\n${domain('sts-none')}   ${old} ciphers=high\n${domain('self-signed')} ${old}\n.provider-customer.example ${old}\n`;
  world.editor.open(uri, text);
  expect(await offered('sts-testing')).toBeUndefined();
  expect(await world.probe(domain('sts-testing'))).toMatchObject({ outcome: 'kept' });
  const action = await offered('sts-testing');
  expect(action).toMatchObject({
    title:
      'Replace old1.provider.example:old2.provider.example by mx1.provider.example:mx2.provider.example in all 3 entries…',
    kind: 'refactor.rewrite',
  });
  expect(action?.isPreferred).toBeUndefined();

  const { questions } = world.editor;
  const before = questions.length;
  world.editor.answer = (question) => (question.message.startsWith('Replace ') ? 'Insert' : null);
  const result = (await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command: action?.command?.command ?? '',
    arguments: action?.command?.arguments ?? [],
  })) as RenameNamesResult;
  expect(result).toMatchObject({
    outcome: 'inserted',
    entries: [`${domain('sts-testing')} ${now}`, `${domain('sts-none')} ${now} ciphers=high`],
  });
  expect(result.message).toMatch(/^2 entries have the new names\. These stay: self-signed\.example \(What was seen of/);
  expect(result.message).toContain('.provider-customer.example (the key stands for sub-domains');
  expect(questions[before]?.message).toContain('in 2 entries? Names that came from plain DNS');
  expect(world.editor.edits).toHaveLength(1);
  const lines = world.editor
    .text(uri)
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual([
    `${domain('sts-testing')} ${now}`,
    'other.example secure match=mx.other.example',
    `${domain('sts-none')} ${now} ciphers=high`,
    `${domain('self-signed')} ${old}`,
    `.provider-customer.example ${old}`,
    '',
  ]);
});

it('offers it to no entry that is alone, and refuses what no probe showed', async () => {
  const { domain } = world.scenario('sts-testing');
  world.editor.open(uri, `${domain} ${old}\n`);
  await world.probe(domain);
  expect(await offered('sts-testing')).toBeUndefined();
  const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command: 'postfixTlsPolicy.server.renameNames',
    arguments: [{ uri, key: 'missing.example' }],
  });
  expect(result).toMatchObject({ outcome: 'refused' });
});
