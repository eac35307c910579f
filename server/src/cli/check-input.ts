import type { Language } from '../language/language';
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
  const language = languageFor(name, settings);
  const { text } = decodeText(await (isStdin ? io.readStdin() : io.readFile(path)));
  const document = language.parse(text, { tableType: settings.tableType });
  const findings = language.check(document, settings.check);
  return { path: name, language: language.name, text, findings };
}

function languageFor(name: string, settings: CheckSettings): Language {
  if (settings.language !== null) return settings.language;
  const language = languageOfFile(name);
  if (language) return language;
  const choices = languages.map((each) => `--language ${each.name}`).join(' or ');
  if (name === standardInput) throw new Error(`tell the language by ${choices}, or a name by --stdin-filename`);
  throw new Error(`the name does not tell the language; add ${choices}`);
}
