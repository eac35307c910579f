import { dirname } from 'node:path';
import { ConfigFileError } from '../config/config-file-error';
import { configFileName, type ListConfig, noConfig } from '../config/list-config';
import { describeProblem, parseConfig } from '../config/parse-config';
import { allRules } from '../languages/languages';
import { t } from '../text/translate';
import type { inputOptions } from './input-options';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { UsageError } from './usage-error';

/** The configuration of a file by its name; one on standard input without a name has that of the current folder. */
export type ConfigOf = (fileName: string) => ListConfig;

/**
 * Reads the configurations of all files that are to be worked on. Rejects with `ConfigFileError` when one of them can't be
 * used, before anything is done: findings by other rules than those asked for would tell a false story.
 */
export async function readListConfigs(
  fileNames: readonly string[],
  { config: path, 'no-config': none }: Pick<OptionValues<typeof inputOptions>, 'config' | 'no-config'>,
  io: Pick<CliIo, 'readFile' | 'readNearest'>,
): Promise<ConfigOf> {
  if (path !== null && none) throw new UsageError(t('--config and --no-config exclude each other'));
  if (none) return () => noConfig;
  if (path !== null) {
    const config = await readNamed(path, io);
    return () => config;
  }
  const found = new Map<string, ListConfig>();
  /** By the path of the configuration, so that a broken one is told once. */
  const problems = new Map<string, readonly string[]>();
  for (const folder of new Set(fileNames.map((name) => dirname(name)))) {
    const file = await readNearest(folder, io);
    if (file === null) continue;
    const { config, lines } = read(file.path, file.bytes);
    found.set(folder, config);
    problems.set(file.path, lines);
  }
  throwIfAny([...problems.values()].flat());
  return (name) => found.get(dirname(name)) ?? noConfig;
}

/** The configuration of the current folder. Rejects with `ConfigFileError` when it can't be used. */
export async function readOwnConfig(io: Pick<CliIo, 'readFile' | 'readNearest'>): Promise<ListConfig> {
  const configOf = await readListConfigs(['.'], { config: null, 'no-config': false }, io);
  return configOf('.');
}

async function readNamed(path: string, { readFile }: Pick<CliIo, 'readFile'>): Promise<ListConfig> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UsageError(
      t("--config: can't read {0}: {1}", path, error instanceof Error ? error.message : String(error)),
    );
  });
  const { config, lines } = read(path, bytes);
  throwIfAny(lines);
  return config;
}

async function readNearest(folder: string, io: Pick<CliIo, 'readNearest'>) {
  try {
    return await io.readNearest(folder, configFileName);
  } catch (error) {
    throw new ConfigFileError([error instanceof Error ? error.message : String(error)]);
  }
}

function read(path: string, bytes: Uint8Array): { readonly config: ListConfig; readonly lines: readonly string[] } {
  const { text, config, problems } = parseConfig(
    bytes,
    allRules().map(({ rule }) => rule),
  );
  return { config, lines: problems.map((problem) => `${path}:${describeProblem(text, problem)}`) };
}

function throwIfAny(lines: readonly string[]): void {
  if (lines.length > 0) throw new ConfigFileError(lines);
}
