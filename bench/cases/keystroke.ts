import type { Case, Figure, Limit } from '../case';
import { press, typing } from '../keystrokes';
import { server } from '../paths';
import { policyText } from '../policy-text';
import { initialize, type ServerProcess, startServerProcess } from '../server-process';
import { summarize } from '../statistics';

const uri = 'file:///bench/tls_policy';
const samples = 300;
/** Keystrokes before the first that counts: the compiler of the runtime has seen the code by then. */
const warmUp = 100;
const entry = 'example.org secure match=.mx.example.net:mx.example.net';

interface KeystrokeOptions {
  readonly lines: number;
  readonly diagnostics: 'pulled' | 'pushed';
  readonly limits?: readonly Limit[];
  /** Megabytes that the server may hold in the end. */
  readonly memory?: number;
}

/** From each of the keystrokes that write an entry in the middle of a list to the diagnostics of the whole document. */
export function keystrokeCase({ lines, diagnostics, limits = [], memory }: KeystrokeOptions): Case {
  const count = lines.toLocaleString('en');
  return {
    title: `keystroke ${diagnostics} ${count}`,
    async run() {
      const process = startServerProcess(server);
      await initialize(process, diagnostics);
      const text = policyText({ lines, style: 'list' });
      const opened = await open(process, text, diagnostics);
      const times = await type(process, lines, diagnostics);
      const held = process.residentMemory();
      await process.stop();
      const what = `keystroke to ${diagnostics} diagnostics, ${count} lines (${(text.length / 1e6).toFixed(1)} MB)`;
      const summary = summarize(times);
      const figures: Figure[] = [{ what, unit: 'ms', summary, ...(limits[0] ? { limit: limits[0] } : {}) }];
      for (const limit of limits.slice(1)) figures.push({ what: 'the same', unit: 'ms', summary, limit });
      const first = {
        what: `opening ${count} lines to the first diagnostics`,
        unit: 'ms',
        summary: summarize([opened]),
      } as const;
      if (diagnostics === 'pulled') figures.push(first);
      if (memory !== undefined) {
        const resident = {
          what: `memory of the server then, ${count} lines`,
          unit: 'MB',
          summary: summarize([held]),
        } as const;
        figures.push({ ...resident, limit: { of: 'median', most: memory } });
      }
      return figures;
    },
  };
}

/** Opens the document; resolves to the milliseconds to its first diagnostics. */
async function open(process: ServerProcess, text: string, diagnostics: 'pulled' | 'pushed'): Promise<number> {
  const started = performance.now();
  const pushed = diagnostics === 'pushed' ? process.next('textDocument/publishDiagnostics') : null;
  const textDocument = { uri, languageId: 'postfix-tls-policy', version: 0, text };
  process.notify('textDocument/didOpen', { textDocument });
  const { at } = await (pushed ?? process.request('textDocument/diagnostic', { textDocument: { uri } }));
  return at - started;
}

async function type(process: ServerProcess, lines: number, diagnostics: 'pulled' | 'pushed'): Promise<number[]> {
  const times: number[] = [];
  let version = 0;
  let previousResultId: string | undefined;
  for (const keystroke of typing(Math.floor(lines / 2), entry)) {
    version += 1;
    const started = performance.now();
    const pushed = diagnostics === 'pushed' ? process.next('textDocument/publishDiagnostics') : null;
    press(process, uri, version, keystroke);
    const asked = { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) };
    const { result, at } = await (pushed ?? process.request('textDocument/diagnostic', asked));
    previousResultId = (result as { readonly resultId?: string }).resultId;
    times.push(at - started);
    if (version === warmUp + samples) break;
  }
  return times.slice(warmUp);
}
