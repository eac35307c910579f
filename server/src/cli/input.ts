import { normalize } from 'node:path';
import type { ListConfig } from '../config/list-config';
import type { CheckOptions, Language, ParseOptions } from '../language/language';
import type { PostfixVersions } from '../language/postfix-versions';
import { languageNamed, languageOfFile, languages } from '../languages/languages';
import { t } from '../text/translate';
import type { inputOptions } from './input-options';
import type { CliIo } from './io';
import { type ConfigOf, readListConfigs } from './list-configs';
import type { OptionValues } from './option';
import { type SiteInput, siteInputs } from './site-inputs';
import { settleVersions } from './stated-versions';
import { createTableTypes, type TableTypeOf } from './table-types';
import { UsageError } from './usage-error';

/** What stands for standard input among the files. */
const standardInput = '-';

/** One file that a subcommand works on, or the text on standard input. */
export interface Input {
  /** As on the command line; for standard input the name given by `--stdin-filename`, else `-`. */
  readonly name: string;
  readonly isStdin: boolean;
  readonly bytes: Uint8Array;
  readonly language: Language;
  readonly parseOptions: ParseOptions;
  /** The severities are those of the configuration alone. */
  readonly checkOptions: CheckOptions;
}

export interface Inputs {
  /** As on the command line, in its order, a folder replaced by its files; each one once. */
  readonly paths: readonly string[];
  /** Reads one of them. Rejects with a message for people, path left out. */
  readonly read: (path: string) => Promise<Input>;
  /** How one of them is checked, or another file in the folder of one. The severities are those of the configuration alone. */
  readonly checkOptions: (path: string) => CheckOptions;
}

/**
 * Looks at what the command line names, and reads the configurations; the options come before those. A folder with a main.cf
 * stands for that, its master.cf and the policy tables that they name.
 *
 * @param ask the message when there are no files: which to name.
 * @param root what stands before the absolute paths that a main.cf names; null for none.
 */
export async function openInputs(
  ask: () => string,
  paths: readonly string[],
  options: OptionValues<typeof inputOptions>,
  io: CliIo,
  root: string | null = null,
): Promise<Inputs> {
  if (paths.length === 0) throw new UsageError(ask());
  if (paths.filter((path) => path === standardInput).length > 1) {
    throw new UsageError(t('standard input can be read only once'));
  }
  const nameOf = (path: string): string => (path === standardInput ? (options['stdin-filename'] ?? path) : path);
  const known = new Map<string, SiteInput>();
  const named: string[] = [];
  for (const path of paths) {
    const inputs = path === standardInput ? null : await siteInputs(path, root, io);
    for (const input of inputs ?? []) known.set(input.path, input);
    named.push(...(inputs?.map((input) => input.path) ?? [path]));
  }
  const all = withoutRepeated(named);
  const configOf = await readListConfigs(all.map(nameOf), options, io);
  const configs = all.map((path) => configOf(nameOf(path)));
  const versionsOf = await settleVersions(options['postfix-version'], configs, io);
  const means = { configOf, versionsOf, typeOf: createTableTypes(io), options, known, io };
  return {
    paths: all,
    read: (path) => readInput(path, nameOf(path), means),
    checkOptions: (path) => checkOptionsOf(nameOf(path), means),
  };
}

/** Each file once, by the first of its names: a list of a shell, or a folder and a file in it, may name one twice. */
function withoutRepeated(paths: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const plain = normalize(path);
    return !seen.has(plain) && seen.add(plain);
  });
}

interface InputMeans {
  readonly configOf: ConfigOf;
  readonly versionsOf: (config: ListConfig) => PostfixVersions | null;
  readonly typeOf: TableTypeOf;
  readonly options: OptionValues<typeof inputOptions>;
  /** The files of folders, by their paths. */
  readonly known: ReadonlyMap<string, SiteInput>;
  readonly io: CliIo;
}

async function readInput(path: string, name: string, means: InputMeans): Promise<Input> {
  const { configOf, typeOf, options, known, io } = means;
  const isStdin = path === standardInput;
  const ofSite = known.get(path) ?? null;
  const wanted = ofSite?.language ?? options.language;
  const language = wanted === null ? languageOfFile(name) : languageNamed(wanted);
  if (isStdin && name === path && !language) {
    throw new Error(t('tell the language by {0}, or a name by --stdin-filename', languageOptions()));
  }
  // Read before its name is complained of: of a file that is not there, that is what matters.
  const bytes = await (isStdin ? io.readStdin() : io.readFile(path));
  if (!language)
    throw new Error(
      isStdin
        ? t('the name {0} does not tell the language; add {1}', name, languageOptions())
        : t('the name does not tell the language; add {0}', languageOptions()),
    );
  // Of a text without a name nobody knows beside which main.cf it lies.
  const isNamed = name !== standardInput && language.name === 'policy' && options['table-type'] === null;
  const named = ofSite?.tableType ?? (isNamed ? await typeOf(name) : null);
  return {
    name,
    isStdin,
    bytes,
    language,
    parseOptions: { tableType: options['table-type'] ?? named ?? configOf(name).tableType },
    checkOptions: checkOptionsOf(name, means),
  };
}

function checkOptionsOf(name: string, { configOf, versionsOf }: InputMeans): CheckOptions {
  const config = configOf(name);
  const { rules, consumers } = config;
  const versions = versionsOf(config);
  return {
    severities: rules,
    ...(versions === null ? {} : { postfixVersions: versions }),
    ...(consumers === null ? {} : { consumers }),
  };
}

function languageOptions(): string {
  const names = languages.map(({ name }) => name).join(', ');
  return `--language ${names.replace(/, (?=[^,]*$)/, t(' or '))}`;
}
