import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import { probeRequest, setUpProbing, start0, uri } from './probing';

const world = setUpProbing();

describe('a probe is refused', () => {
  it('in an untrusted workspace, until it is trusted', async () => {
    await world.restart({ initializationOptions: { workspaceTrusted: false } });
    const refused = await world.probeBare('dane-ee');
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(refused.message).toContain('trusted workspace');
    expect(world.lab.questions()).toEqual([]);
    expect(await world.editor.diagnose(uri)).not.toEqual([]);
    await world.editor.connection.sendNotification('postfixTlsPolicy/didGrantWorkspaceTrust');
    expect(await world.probe(world.scenario('dane-ee').domain)).toMatchObject({ outcome: 'inserted' });
  });

  it.each<[string, object]>([
    ['an unknown key', { key: 'absent.example' }],
    ['an occurrence too many', { key: 'example.net', occurrence: 1 }],
    ['a .domain', { key: '.example.net' }],
    ['a wildcard', { key: '*.example.net' }],
    ['a place without entry', { position: start0.start }],
    ['a place outside the text', { position: { line: 99, character: 99 } }],
    ['no place at all', {}],
    ['a position that is none', { position: { line: -1, character: 'x' } }],
    ['a closed document', { uri: 'file:///closed', key: 'example.net' }],
    ['a URI that is none', { uri: 7, key: 'example.net' }],
  ])('for %s', async (_, place) => {
    world.editor.open(uri, '# comment\n.example.net secure\n*.example.net secure\nexample.net secure\n# end\n');
    const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, probeRequest(place));
    expect(result).toMatchObject({ outcome: 'refused', entry: null });
    expect(world.lab.questions()).toEqual([]);
  });

  it('for a document in another language', async () => {
    world.editor.open(uri, 'smtp_tls_security_level = may\n', 'postfix-main-cf');
    expect(await world.probe('smtp_tls_security_level')).toMatchObject({ outcome: 'refused' });
  });

  it.each<[string, (folder: string) => unknown]>([
    ['route', () => 'socks5://nowhere'],
    ['resolver', () => 'localhost'],
    ['resolver', () => 'http://192.0.2.53/dns-query'],
    ['caFile', () => '/absent/ca.pem'],
    ['caFile', (folder) => written(folder, 'no certificate')],
    ['caPath', () => '/absent/certs'],
    ['caPath', (folder) => written(folder, 'no folder')],
    ['trustAnchors', () => '/absent/anchor.ds'],
    ['trustAnchors', (folder) => written(folder, 'no record')],
    ['allowAddresses', () => 'everything'],
    ['allowAddresses', () => ['everything']],
    ['noProbe', () => 'quiet.example'],
    ['noProbe', () => ['*.quiet.example']],
    ['smtpPort', () => -1],
    ['probeDeadline', () => 0],
    ['pacing', () => -1],
    ['heloName', () => 'a b'],
  ])('by a setting that can not be used: %s', async (name, value) => {
    world.editor.settings = { ...world.settings, [name]: value(world.folder) };
    const result = await world.probeBare('dane-ee');
    expect(result).toMatchObject({ outcome: 'refused' });
    expect(result.message).toContain(`postfixTlsPolicy.${name}: `);
    expect(world.lab.questions()).toEqual([]);
    expect([...world.editor.progress.values()].every(({ ended }) => ended)).toBe(true);
  });

  it('never on the word of a folder: whom to contact is asked without a scope', async () => {
    await world.probeBare('dane-ee');
    expect(world.editor.askedScopes).toContain(undefined);
    expect(world.editor.askedScopes.filter((scope) => scope !== undefined)).toEqual([uri]);
  });
});

function written(folder: string, text: string): string {
  const path = join(folder, 'unusable');
  writeFileSync(path, text);
  return path;
}
