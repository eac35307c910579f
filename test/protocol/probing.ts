import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { type ExecuteCommandParams, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { type Lab, type LabOptions, startLab } from '../../lab/lab';
import type { Scenario } from '../../lab/scenario';
import type { ProbeResult } from '../../server/src/lsp/probe-request';
import { type EditorOptions, type EditorWithServer, startEditor } from './editor';

/** The document that all these tests probe in. */
export const uri = 'file:///srv/lists/tls_policy';
export const start0 = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A lab and, for each test, a fresh server process with an editor that uses the lab as its internet. */
export interface Probing {
  readonly lab: Lab;
  readonly editor: EditorWithServer;
  /** The settings that lead to the lab. */
  readonly settings: Record<string, unknown>;
  /** A folder for files that settings name. */
  readonly folder: string;
  /** Starts another server, after the first has ended. */
  begin(options?: EditorOptions): Promise<void>;
  /** Ends the server and starts another one for the same test. */
  restart(options: EditorOptions): Promise<void>;
  scenario(id: string): Scenario;
  /** The entry that is right for a scenario, by its truth. */
  truth(id: string): string;
  /** Probes as the code action does. */
  probe(key: string, more?: Partial<ExecuteCommandParams>): Promise<ProbeResult>;
  /** Opens a document with one bare domain and probes it. */
  probeBare(id: string): Promise<ProbeResult>;
  /** The line of a scenario's domain, as tokens with single blanks: how columns are set is the editor's matter. */
  lineOf(id: string): string;
}

/** The settings of an editor whose internet is a lab. Writes the files that they name. */
export async function settingsOf(lab: Lab, folder: string): Promise<Record<string, unknown>> {
  return {
    resolver: `${lab.resolver.host}:${lab.resolver.port}`,
    route: `socks5://${lab.socks.host}:${lab.socks.port}`,
    allowAddresses: lab.allowAddresses,
    probeDeadline: 20,
    pacing: 0,
    ...(await lab.files(folder)),
  };
}

export function probeRequest(place: object): ExecuteCommandParams {
  return { command: 'postfixTlsPolicy.server.probe', arguments: [{ uri, ...place }] };
}

/** Registers the hooks of a test file that probes. What is returned can be used inside tests only. */
export function setUpProbing(labOptions: LabOptions = {}): Probing {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-lab-'));
  let lab: Lab;
  let settings: Record<string, unknown>;
  let editor: EditorWithServer;

  async function start(options: EditorOptions = {}): Promise<void> {
    editor = await startEditor([inject('server'), '--stdio'], { settings, ...options });
  }

  beforeAll(async () => {
    lab = await startLab({ delayScale: 0.02, ...labOptions });
    settings = await settingsOf(lab, folder);
  });
  afterAll(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => start());
  afterEach(async () => {
    expect(await editor.stop()).toBe(0);
    expect(editor.errors).toEqual([]);
    lab.reset();
  });

  function scenario(id: string): Scenario {
    const found = lab.scenarios.find((each) => each.id === id);
    if (!found) throw new Error(`the lab has no scenario ${id}`);
    return found;
  }

  async function probe(key: string, more: Partial<ExecuteCommandParams> = {}): Promise<ProbeResult> {
    const result: unknown = await editor.connection.sendRequest(ExecuteCommandRequest.type, {
      ...probeRequest({ key }),
      ...more,
    });
    return result as ProbeResult;
  }

  return {
    get lab() {
      return lab;
    },
    get editor() {
      return editor;
    },
    get settings() {
      return settings;
    },
    folder,
    begin: start,
    async restart(options) {
      await editor.stop();
      await start(options);
    },
    scenario,
    truth(id) {
      const { entry } = scenario(id).truth.dnssec;
      if (entry === null) throw new Error(`${id} has no entry`);
      return entry;
    },
    probe,
    probeBare(id) {
      editor.open(uri, `${scenario(id).domain}\n`);
      return probe(scenario(id).domain);
    },
    lineOf(id) {
      const { domain } = scenario(id);
      const line = editor
        .text(uri)
        .split('\n')
        .find((each) => each.split(/\s+/)[0] === domain);
      return (line ?? '').split(/\s+/).join(' ');
    },
  };
}
