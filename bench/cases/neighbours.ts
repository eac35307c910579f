import path from 'node:path';
import type { Case, Figure } from '../case';
import { press, typing } from '../keystrokes';
import { installNeighbours, type Neighbour, neighbours } from '../neighbours/servers';
import { type NeighbourText, texts } from '../neighbours/texts';
import { server } from '../paths';
import { policyText } from '../policy-text';
import { type Answer, initialize, type ServerProcess, startServerProcess } from '../server-process';
import { summarize } from '../statistics';

const samples = 40;
/** Keystrokes before the first that counts. */
const warmUp = 20;

type Subject = Omit<Neighbour, 'version'>;

const ours: Subject = {
  name: 'this server',
  command: server,
  languageId: 'postfix-tls-policy',
  extension: 'tls_policy',
  diagnostics: 'pulled',
};

/** Published language servers of other languages beside ours, in the same harness, on lists of as many lines. */
export function neighboursCase(lines: number): Case {
  return {
    title: `neighbours ${lines.toLocaleString('en')}`,
    async run() {
      const packages = await installNeighbours();
      const figures: Figure[] = [];
      const own = { text: policyText({ lines, style: 'list' }), entry: 'example.org secure match=.mx.example.net' };
      figures.push(...(await compare(ours, own, lines)));
      for (const neighbour of neighbours) {
        const [program = '', ...args] = neighbour.command;
        const command = [path.join(packages, program), ...args];
        const text = texts[neighbour.languageId]?.(lines);
        if (text === undefined) throw new Error(`no text in ${neighbour.languageId}`);
        figures.push(...(await compare({ ...neighbour, command }, text, lines)));
      }
      return figures;
    },
  };
}

/** From a keystroke to the diagnostics and to the symbols of the document; and the memory that the server holds then. */
async function compare(subject: Subject, { text, entry }: NeighbourText, lines: number): Promise<readonly Figure[]> {
  const process = startServerProcess(subject.command);
  const uri = `file:///bench/list.${subject.extension}`;
  await initialize(process, subject.diagnostics ?? 'pushed');
  process.notify('textDocument/didOpen', { textDocument: { uri, languageId: subject.languageId, version: 0, text } });
  const { diagnostics } = subject;
  const asks: readonly (readonly [string, () => Promise<Answer>])[] = [
    ...(diagnostics === null ? [] : [[`${diagnostics} diagnostics`, diagnose(process, uri, diagnostics)] as const]),
    ['document symbols', () => process.request('textDocument/documentSymbol', { textDocument: { uri } })],
  ];
  const size = `${subject.name}, ${subject.languageId}, ${lines.toLocaleString('en')} lines (${(text.length / 1e6).toFixed(1)} MB)`;
  const figures: Figure[] = [];
  const keystrokes = typing(Math.floor(lines / 2), entry);
  let version = 0;
  for (const [what, ask] of asks) {
    const times: number[] = [];
    for (let sample = 0; sample < warmUp + samples; sample += 1) {
      version += 1;
      const started = performance.now();
      const answer = ask === asks[0]?.[1] && diagnostics === 'pushed' ? ask() : null;
      press(process, uri, version, keystrokes.next().value);
      const { at } = await (answer ?? ask());
      times.push(at - started);
    }
    figures.push({ what: `${size}: keystroke to ${what}`, unit: 'ms', summary: summarize(times.slice(warmUp)) });
  }
  figures.push({ what: `${size}: memory then`, unit: 'MB', summary: summarize([process.residentMemory()]) });
  await process.stop();
  return figures;
}

function diagnose(process: ServerProcess, uri: string, diagnostics: 'pulled' | 'pushed'): () => Promise<Answer> {
  return diagnostics === 'pushed'
    ? () => process.next('textDocument/publishDiagnostics')
    : () => process.request('textDocument/diagnostic', { textDocument: { uri } });
}
