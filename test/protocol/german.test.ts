import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Hover, HoverRequest } from 'vscode-languageserver/node';
import type { ListedEntries } from '../../server/src/verify/conversation';
import { type EditorWithServer, fullCapabilities, startEditor } from './editor';

const uri = 'file:///srv/lists/tls_policy';
const samples = 'file:///srv/lists/samples.tls_policy';
const text = 'example.org may\nexample.net nonsense\n';

let editor: EditorWithServer;
beforeAll(async () => {
  editor = await startEditor([inject('server'), '--stdio'], {
    locale: 'de-DE',
    capabilities: {
      ...fullCapabilities,
      textDocument: { ...fullCapabilities.textDocument, hover: { contentFormat: ['markdown'] } },
    },
  });
  editor.open(uri, text);
});
afterAll(async () => {
  expect(editor.errors).toEqual([]);
  expect(await editor.stop()).toBe(0);
});

describe('an editor in German', () => {
  it('gets diagnostics in German, with the ids as ever', async () => {
    const diagnostics = await editor.diagnose(uri);
    expect(diagnostics.map(({ code }) => code)).toEqual(['unsafe-level-may', 'unknown-level']);
    expect(diagnostics[0]?.message).toMatch(/^Level may: Postfix prüft kein Zertifikat/);
    // The words of Postfix's own log stay.
    expect(diagnostics[1]?.message).toMatch(/Postfix kennt kein Security-Level .*"client TLS configuration problem"/);
  });

  it('gets hover texts in German', async () => {
    const hover: Hover | null = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 13 },
    });
    expect(JSON.stringify(hover)).toContain('Fällt zurück: ohne STARTTLS sofort auf Klartext');
  });

  it('gets code actions in German', async () => {
    const titles = (await editor.actions(uri, 'example.org')).map(({ title }) => title);
    expect(titles).toContain('Den Eintrag von example.org verifizieren');
  });

  it('gets the result of a verification in German, where nobody has to be asked for it', async () => {
    const params = { command: 'postfixTlsPolicy.server.verifyEntries', arguments: [{ uri: samples }] };
    editor.open(samples, '.example.org secure\n');
    const answer: unknown = await editor.connection.sendRequest('workspace/executeCommand', params);
    expect(answer).toMatchObject({ message: '0 von 1 Eintrag hält; 1 konnte nicht geprüft werden' });
    const list = { uri: samples, from: 0, count: 1 };
    const listed: ListedEntries | null = await editor.connection.sendRequest('postfixTlsPolicy/entries', list);
    const { words, details } = listed?.entries[0]?.told ?? { words: null, details: [] };
    expect(words).toBe('konnte nicht geprüft werden');
    expect(details[0]).toMatch(/^\.example\.org hat keinen eigenen Next-Hop\./);
  });

  it('gets messages in German', async () => {
    await editor.connection.sendRequest('workspace/executeCommand', {
      command: 'postfixTlsPolicy.server.sortEntries',
      arguments: [{ uri: 'file:///nowhere' }],
    });
    expect(editor.messages.slice(-1)).toEqual(['Nur eine geöffnete Policy-Tabelle kann sortiert werden.']);
  });
});

describe('the translations', () => {
  it('are among the files of the program, which reads no other', () => {
    const folder = join(dirname(inject('server')), 'server');
    const pieces = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(pieces.filter((text) => text.includes('Postfix kennt kein Security-Level'))).toHaveLength(1);
  });
});
