import { describe, expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import { probeRequest, setUpProbing, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

/** Opens a text in which `DOMAIN` stands for a scenario's domain, probes it, and gives the text back in the same terms. */
async function probeIn(text: string, id: string): Promise<{ readonly outcome: string; readonly text: string }> {
  const { domain } = world.scenario(id);
  world.editor.open(uri, text.replaceAll('DOMAIN', domain));
  const { outcome } = await world.probe(domain);
  return { outcome, text: world.editor.text(uri).replaceAll(domain, 'DOMAIN') };
}

describe('the entry', () => {
  it('is inserted by one edit, with a message why, and has no finding', async () => {
    const result = await world.probeBare('dane-ee');
    expect(result).toMatchObject({ outcome: 'inserted', entry: world.truth('dane-ee') });
    expect(world.editor.edits).toHaveLength(1);
    expect(world.editor.questions).toEqual([]);
    await until('the message', () => world.editor.messages.includes(result.message));
    expect(await world.editor.diagnose(uri)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      'touches nothing but its own line',
      'dane-ee',
      '# Head\n\nfirst.example\tencrypt\nDOMAIN    encrypt\n# tail\nlast.example secure # x\n',
      '# Head\n\nfirst.example\tencrypt\nDOMAIN    dane\n# tail\nlast.example secure # x\n',
    ],
    [
      'keeps its other attributes',
      'dane-ee',
      'DOMAIN encrypt protocols=>=TLSv1.2, ciphers=high\n',
      'DOMAIN dane protocols=>=TLSv1.2, ciphers=high\n',
    ],
    [
      'keeps its attributes in spite of a mistake beside them',
      'dane-ee',
      'DOMAIN encrpyt ciphers=high # why\n',
      '# why\nDOMAIN dane ciphers=high\n',
    ],
    ['keeps its continuation lines', 'dane-ee', 'DOMAIN\n  may\n  ciphers=high', 'DOMAIN\n  dane\n  ciphers=high'],
    [
      'continues the columns around it',
      'dane-ee',
      'a.example             may\nDOMAIN\n',
      'a.example             may\nDOMAIN       dane\n',
    ],
    [
      'keeps the line breaks of Windows',
      'dane-ee',
      'a.example may\r\nDOMAIN may\r\n',
      'a.example may\r\nDOMAIN dane\r\n',
    ],
    ['is written in whatever case its key has', 'dane-ee', 'DOMAIN MAY\n', 'DOMAIN dane\n'],
  ])('%s', async (_, id, before, after) => {
    expect(await probeIn(before, id)).toEqual({ outcome: 'inserted', text: after });
  });

  it.each<[string, string, string]>([
    ['it is right already', 'dane-ee', 'DOMAIN dane\n'],
    ['it is right already, in other words', 'dane-ee', 'DOMAIN  DANE, ciphers=medium\n'],
    ['it demands more', 'dane-ee', 'DOMAIN dane-only\n'],
    ['it is another protection', 'dane-ee-pkix', 'DOMAIN secure\n'],
    [
      'it demands more and is not proven to hold',
      'dane-ee',
      'DOMAIN fingerprint match=00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff\n',
    ],
    ['an attribute could not stay', 'dane-ee', 'DOMAIN verify tafile=/etc/postfix/ta.pem\n'],
  ])('stays as it is when %s', async (_, id, text) => {
    expect(await probeIn(text, id)).toEqual({ outcome: 'kept', text });
    expect(world.editor.edits).toEqual([]);
  });

  it('is found by a position, too', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.open(uri, `# x\n${domain}\n`);
    const request = probeRequest({ position: { line: 1, character: 2 } });
    expect(await world.editor.connection.sendRequest(ExecuteCommandRequest.type, request)).toMatchObject({
      outcome: 'inserted',
    });
  });

  it('is the one of several with its key that was meant', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.open(uri, `${domain} may\n${domain}\n`);
    const request = probeRequest({ key: domain, occurrence: 1 });
    await world.editor.connection.sendRequest(ExecuteCommandRequest.type, request);
    expect(world.editor.text(uri)).toBe(`${domain} may\n${domain} dane\n`);
  });

  it.each<[string, object, string, string]>([
    ['prefers dane-only', { preferDaneOnly: true }, 'DOMAIN\n', 'DOMAIN dane-only\n'],
    [
      'has a comment with date and resolver',
      { alwaysComment: true },
      'DOMAIN\n',
      '# tls-policy-probe: DATE, resolver RESOLVER\nDOMAIN dane\n',
    ],
    [
      'has a new comment in the place of the old one',
      { alwaysComment: true },
      '# tls-policy-probe: 2020-01-01, resolver 192.0.2.53\nDOMAIN may\n',
      '# tls-policy-probe: DATE, resolver RESOLVER\nDOMAIN dane\n',
    ],
  ])('%s by a setting', async (_, settings, before, after) => {
    await world.restart({ settings: { ...world.settings, ...settings } });
    const { text } = await probeIn(before, 'dane-ee');
    expect(text.replace(/\d{4}-\d\d-\d\d, resolver \S+/, 'DATE, resolver RESOLVER')).toBe(after);
  });

  it('follows the profile, as soon as the setting changes', async () => {
    const { truth, domain } = world.scenario('dane-ee-pkix');
    expect(await world.probeBare('dane-ee-pkix')).toMatchObject({ entry: truth.dnssec.entry });
    world.editor.close(uri);
    world.editor.settings = { ...world.settings, profile: 'any' };
    await world.editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    world.editor.open(uri, `${domain}\n`);
    expect(await world.probe(domain)).toMatchObject({ entry: truth.any.entry });
    expect(truth.any.entry).not.toBe(truth.dnssec.entry);
  });
});

describe('the report', () => {
  it('can be opened from the message that tells the outcome', async () => {
    world.editor.answer = () => 'Show evidence';
    const result = await world.probeBare('self-signed');
    await until('the report', () => world.editor.shown.length === 1);
    const report: unknown = await world.editor.connection.sendRequest('workspace/textDocumentContent', {
      uri: world.editor.shown[0],
    });
    expect((report as { text: string }).text).toContain(world.scenario('self-signed').domain);
    expect(result.outcome).toBe('none');
  });
});
