import { posix } from 'node:path';
import { ConfigFileError } from '../config/config-file-error';
import { configFileName, type ListConfig, noConfig } from '../config/list-config';
import { describeProblem, parseConfig } from '../config/parse-config';
import { allRules } from '../languages/languages';
import type { GitRepository } from '../system/git';
import { t } from '../text/translate';

/** Far more than any configuration. */
const maxBytes = 1024 * 1024;

/**
 * The configuration that a commit has for each of these files: that of the nearest folder upward, as on the disk. A change is
 * judged by that of its base, so that it can't switch off what it is judged by. Rejects with `ConfigFileError`.
 */
export async function readConfigsAt(
  commit: string,
  paths: readonly string[],
  repository: GitRepository,
): Promise<(path: string) => ListConfig> {
  // A folder whose name has a line end can't be asked for, and so has the configuration of those above it.
  const folders = [...new Set(paths.flatMap(upward))].filter((folder) => !/[\n\r]/.test(folder));
  const infos = await repository.sizes(folders.map((folder) => `${commit}:${posix.join(folder, configFileName)}`));
  const configs = new Map<string, ListConfig>();
  for (const [index, folder] of folders.entries()) {
    const info = infos[index];
    if (info?.type !== 'blob') continue;
    const path = posix.join(folder, configFileName);
    if (info.size > maxBytes) throw new ConfigFileError([t('{0}: it is larger than 1 MiB', path)]);
    const [bytes = new Uint8Array()] = await repository.contents([info.id]);
    const rules = allRules().map(({ rule }) => rule);
    const { config, problems, text } = parseConfig(bytes, rules);
    if (problems.length > 0) {
      throw new ConfigFileError(
        problems.map((problem) => t('{0} of the base:{1}', path, describeProblem(text, problem))),
      );
    }
    configs.set(folder, config);
  }
  return (path) => upward(path).flatMap((folder) => configs.get(folder) ?? [])[0] ?? noConfig;
}

/** The folder of a file and those above it, `.` the last one. */
function upward(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? ['.'] : [folder, ...upward(folder)];
}
