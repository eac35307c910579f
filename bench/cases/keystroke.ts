import type { Case } from '../case';
import { policyText } from '../policy-text';
import { initialize, type ServerProcess, startServerProcess } from '../server-process';
import { summarize, timed } from '../statistics';

const uri = 'file:///bench/tls_policy';
const samples = 200;
/** Keystrokes before the first that counts: the compiler of the runtime has seen the code by then. */
const warmUp = 50;

/** From a keystroke at the end of an entry in the middle to the diagnostics of the whole document. */
export function keystrokeCase(lines: number, diagnostics: 'pulled' | 'pushed', limit: number | null): Case {
  return {
    title: `keystroke to ${diagnostics} diagnostics, ${lines.toLocaleString('en')} lines`,
    limit,
    async run() {
      const server = startServerProcess();
      await initialize(server, diagnostics);
      server.notify('initialized', {});
      const received = diagnostics === 'pushed' ? server.next('textDocument/publishDiagnostics') : null;
      const textDocument = { uri, languageId: 'postfix-tls-policy', version: 0, text: policyText(lines) };
      server.notify('textDocument/didOpen', { textDocument });
      await received;
      const times: number[] = [];
      for (let version = 1; version <= warmUp + samples; version += 1) {
        times.push(await timed(() => press(server, version, Math.floor(lines / 2), diagnostics)));
      }
      await server.stop();
      return summarize(times.slice(warmUp));
    },
  };
}

/** Types a letter in front of a line, and takes it away at the next call. */
async function press(
  server: ServerProcess,
  version: number,
  line: number,
  diagnostics: 'pulled' | 'pushed',
): Promise<void> {
  const start = { line, character: 0 };
  const change =
    version % 2 === 1
      ? { range: { start, end: start }, text: 'x' }
      : { range: { start, end: { line, character: 1 } }, text: '' };
  const pushed = diagnostics === 'pushed' ? server.next('textDocument/publishDiagnostics') : null;
  server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] });
  await (pushed ?? server.request('textDocument/diagnostic', { textDocument: { uri } }));
}
