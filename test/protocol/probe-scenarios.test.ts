import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import { type Lab, startLab } from '../../lab/lab';
import { freshSeed, renamedScenarios } from '../../lab/random';
import type { Scenario } from '../../lab/scenario';
import { scenarios } from '../../lab/scenarios';
import type { ProbeResult } from '../../server/src/lsp/probe-request';
import { type EditorWithServer, startEditor } from './editor';
import { settingsOf } from './probing';
import { wordsOfTopics } from './words-of-topics';

/** Names and keys of every run are its own; the seed, which the names of the tests tell, makes them again. */
const seed = freshSeed();
const random = 12;
const everyScenario: readonly Scenario[] = [...scenarios, ...renamedScenarios(scenarios, seed, random)];

/** What became of one probe in a document of its own. */
interface Outcome {
  readonly result: ProbeResult;
  readonly text: string;
  /** The names that the person was asked about; null: nobody was asked. */
  readonly question: string | null;
}

let lab: Lab;
const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-lab-'));
beforeAll(async () => {
  lab = await startLab({ delayScale: 0.02, random, seed });
});
afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The other profile is asked only where it has another answer. */
const differs = ({ truth }: Scenario): boolean => truth.any.entry !== truth.dnssec.entry;

describe.each<['dnssec' | 'any', readonly Scenario[]]>([
  ['dnssec', everyScenario],
  ['any', everyScenario.filter(differs)],
])(`the entry for profile %s (seed ${seed})`, (profile, asked) => {
  const outcomes = new Map<Scenario, Promise<Outcome>>();
  let editor: EditorWithServer;

  beforeAll(async () => {
    const settings = { ...(await settingsOf(lab, folder)), profile };
    editor = await startEditor([inject('server'), '--stdio'], { settings });
    editor.answer = () => 'Insert';
    // All at once: the server itself sees to it that not too many are under way.
    for (const scenario of asked) outcomes.set(scenario, probe(scenario));
  });
  afterAll(async () => {
    expect(await editor.stop()).toBe(0);
    expect(editor.errors).toEqual([]);
  });

  async function probe({ id, domain }: Scenario): Promise<Outcome> {
    const uri = `file:///${encodeURIComponent(id)}/tls_policy`;
    editor.open(uri, `a.example may\n${domain}\n`);
    const result: unknown = await editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'postfixTlsPolicy.server.probe',
      arguments: [{ uri, key: domain }],
    });
    const question = editor.questions.find(({ message }) => message.includes(`"${domain} `));
    return { result: result as ProbeResult, text: editor.text(uri), question: question?.message ?? null };
  }

  it.each(asked.map((scenario) => [scenario.id, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const { status, entry, confirm, decisive } = scenario.truth[profile];
      const { result, text, question } = (await outcomes.get(scenario)) ?? { result: null, text: '', question: null };
      expect(result?.message).toMatch(wordsOfTopics[decisive]);
      if (status === 'found') {
        expect(result).toMatchObject({ outcome: 'inserted', entry });
        const comment =
          /^# tls-policy-probe: \d{4}-\d\d-\d\d, resolver 127\.0\.0\.1:\d+, names from plain DNS: (.*)\n/m;
        expect(text.replace(comment, '')).toBe(`a.example may\n${entry ?? ''}\n`);
        expect(comment.exec(text)?.[1] ?? '').toBe(confirm.join(', '));
        expect(question === null).toBe(confirm.length === 0);
        for (const name of confirm) expect(question).toContain(name);
      } else {
        expect(result).toMatchObject({ outcome: status, entry: null });
        expect(result?.message).toContain(status === 'none' ? 'nothing can be guaranteed' : 'could not be tested');
        expect(result?.message).toContain(scenario.domain);
        expect(text).toBe(`a.example may\n${scenario.domain}\n`);
        expect(question).toBeNull();
      }
    },
    120_000,
  );
});
