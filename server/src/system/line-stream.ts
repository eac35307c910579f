import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { describeFileError } from './input-file';

/** A longer line is told up to here, so that no input fills the memory. */
const longest = 65_536;

/**
 * The lines of a file, or of standard input for null, without their line breaks, as they come. Rejects with a message for
 * people, path left out. Bytes that are no UTF-8 stand as U+FFFD.
 */
export async function* readLines(path: string | null): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const chunk of path === null ? process.stdin : createReadStream(path)) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = (lines.pop() ?? '').slice(0, longest);
      for (const line of lines) yield line.slice(0, longest).replace(/\r$/, '');
    }
  } catch (error) {
    throw new Error(describeFileError(error));
  }
  if (rest !== '') yield rest;
}
