import type { Case } from '../case';
import { press, typing } from '../keystrokes';
import { server } from '../paths';
import { policyText } from '../policy-text';
import { initialize, startServerProcess } from '../server-process';
import { summarize } from '../statistics';

const uri = 'file:///bench/tls_policy';
const samples = 200;
/** Keystrokes before the first that counts: the compiler of the runtime has seen the code by then. */
const warmUp = 100;
const entry = 'example.org secure match=.mx.example.net:mx.example.net';
/** Milliseconds. */
const most = 10;

const questions = { hover: 'textDocument/hover', completion: 'textDocument/completion' } as const;

/** From a keystroke in the middle of a list to what is told or offered at the cursor. */
export function askCase(question: keyof typeof questions, lines: number): Case {
  const count = lines.toLocaleString('en');
  return {
    title: `${question} ${count}`,
    async run() {
      const process = startServerProcess(server);
      await initialize(process, 'pulled');
      const textDocument = {
        uri,
        languageId: 'postfix-tls-policy',
        version: 0,
        text: policyText({ lines, style: 'list' }),
      };
      process.notify('textDocument/didOpen', { textDocument });
      await process.request('textDocument/diagnostic', { textDocument: { uri } });
      const times: number[] = [];
      let version = 0;
      for (const keystroke of typing(Math.floor(lines / 2), entry)) {
        version += 1;
        const started = performance.now();
        press(process, uri, version, keystroke);
        const position = { line: keystroke.line, character: keystroke.character + keystroke.text.length };
        const { at } = await process.request(questions[question], { textDocument: { uri }, position });
        times.push(at - started);
        if (version === warmUp + samples) break;
      }
      await process.stop();
      const what = `keystroke to ${question}, ${count} lines`;
      return [{ what, unit: 'ms', summary: summarize(times.slice(warmUp)), limit: { of: 'p95', most } }];
    },
  };
}
