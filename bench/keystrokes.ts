import type { ServerProcess } from './server-process';

/** One keystroke as `textDocument/didChange` tells it. */
export interface Keystroke {
  readonly line: number;
  readonly character: number;
  /** How many characters to the right are deleted. */
  readonly deleted: number;
  readonly text: string;
}

/** Types a line of its own in front of a line, letter by letter, and in the end takes it away again, over and over. */
export function* typing(line: number, entry: string): Generator<Keystroke, never> {
  for (;;) {
    yield { line, character: 0, deleted: 0, text: '\n' };
    for (let character = 0; character < entry.length; character += 1) {
      yield { line, character, deleted: 0, text: entry.charAt(character) };
    }
    for (let character = entry.length - 1; character >= 0; character -= 1) {
      yield { line, character, deleted: 1, text: '' };
    }
    yield { line, character: 0, deleted: -1, text: '' };
  }
}

/** Sends a keystroke; `deleted: -1` deletes the line break. */
export function press(server: ServerProcess, uri: string, version: number, keystroke: Keystroke): void {
  const { line, character, deleted, text } = keystroke;
  const start = { line, character };
  const end = deleted < 0 ? { line: line + 1, character: 0 } : { line, character: character + deleted };
  const contentChanges = [{ range: { start, end }, text }];
  server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
}
