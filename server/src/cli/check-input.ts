import { languageOfFile, languages } from '../languages/languages';
import type { CheckedFile } from '../report/check-result';
import { decodeText } from '../text/decode';
import type { CheckSettings } from './check-settings';
import type { CliIo } from './io';

/** What stands for standard input among the files. */
export const standardInput = '-';

/** Reads and checks one file, or standard input. Rejects with a message for people, path left out. */
export async function checkInput(path: string, settings: CheckSettings, io: CliIo): Promise<CheckedFile> {
  const isStdin = path === standardInput;
  const name = isStdin ? (settings.stdinFilename ?? path) : path;
  const language = settings.language ?? languageOfFile(name);
  if (isStdin && name === path && !language) {
    throw new Error(`tell the language by ${languageOptions}, or a name by --stdin-filename`);
  }
  // Read before its name is complained of: of a file that is not there, that is what matters.
  const { text } = decodeText(await (isStdin ? io.readStdin() : io.readFile(path)));
  if (!language)
    throw new Error(`the name ${isStdin ? `${name} ` : ''}does not tell the language; add ${languageOptions}`);
  const document = language.parse(text, { tableType: settings.tableType });
  const findings = language.check(document, settings.check);
  return { path: name, language: language.name, text, findings };
}

const languageOptions = languages.map(({ name }) => `--language ${name}`).join(' or ');
