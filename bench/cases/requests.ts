import type { Case, Figure } from '../case';
import { press, typing } from '../keystrokes';
import { server } from '../paths';
import { policyText } from '../policy-text';
import { initialize, startServerProcess } from '../server-process';
import { summarize } from '../statistics';

const uri = 'file:///bench/tls_policy';
const samples = 100;
/** Keystrokes before the first that counts. */
const warmUp = 30;
const entry = 'example.org secure match=.mx.example.net:mx.example.net';

interface Asked {
  readonly method: string;
  readonly what: string;
  /** The limit of the 95th percentile in milliseconds. */
  readonly most?: number;
}

const asked: readonly Asked[] = [
  { method: 'textDocument/completion', what: 'completion', most: 10 },
  { method: 'textDocument/hover', what: 'hover', most: 10 },
  { method: 'textDocument/codeAction', what: 'code actions' },
  { method: 'textDocument/selectionRange', what: 'selection ranges' },
  { method: 'textDocument/onTypeFormatting', what: 'formatting while typing' },
  { method: 'textDocument/documentHighlight', what: 'highlights', most: 10 },
];

/** What an editor asks at the cursor, right after each of the keystrokes that write an entry in the middle of a list. */
export function requestsCase(lines: number): Case {
  const count = lines.toLocaleString('en');
  return {
    title: `requests ${count}`,
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
      const figures: Figure[] = [];
      let version = 0;
      const keystrokes = typing(Math.floor(lines / 2), entry);
      for (const { method, what, most } of asked) {
        const times: number[] = [];
        for (let sample = 0; sample < warmUp + samples; sample += 1) {
          version += 1;
          const keystroke = keystrokes.next().value;
          const { line, character, text } = keystroke;
          const position = { line, character: character + (text === '\n' ? 0 : text.length) };
          press(process, uri, version, keystroke);
          const started = performance.now();
          const { at } = await process.request(method, {
            textDocument: { uri },
            position,
            positions: [position],
            ch: '\n',
            options: { tabSize: 4, insertSpaces: true },
            range: { start: position, end: position },
            context: { diagnostics: [] },
          });
          times.push(at - started);
        }
        const figure = {
          what: `${what} right after a keystroke, ${count} lines`,
          unit: 'ms',
          summary: summarize(times.slice(warmUp)),
        } as const;
        figures.push(most === undefined ? figure : { ...figure, limit: { of: 'p95', most } });
      }
      await process.stop();
      return figures;
    },
  };
}
