import { type TableReference, withInner } from '../maincf/table-reference';
import type { PolicyDocument } from '../policy/document';
import { parsePolicyLazily } from '../policy/parse-lazily';
import { isTableType } from '../postfix/table-types';
import { placesOf, type SitePlace } from '../site/file-places';
import type { SiteFiles } from '../site/table';
import { decodeText } from '../text/decode';
import type { CliIo } from './io';
import { tellFailure } from './tell-failure';

/**
 * Reads the files of these tables. One that can't be read is missing.
 *
 * @param command in whose name it is told; null for nobody's.
 */
export async function readSiteFiles(
  command: string | null,
  references: readonly TableReference[],
  place: SitePlace,
  io: Pick<CliIo, 'readFile' | 'stderr'>,
): Promise<SiteFiles> {
  const texts = new Map<string, string>();
  for (const { type, name } of references.flatMap(withInner)) {
    if (type === null || !isTableType(type) || texts.has(name)) continue;
    const text = await readFirst(command, placesOf(name, place), io);
    if (text !== null) texts.set(name, text);
  }
  const tables = new Map<string, PolicyDocument>();
  return {
    table(path, type) {
      const text = texts.get(path);
      if (text === undefined) return null;
      const key = `${type}:${path}`;
      const table = tables.get(key) ?? parsePolicyLazily(text, { tableType: type });
      tables.set(key, table);
      return table;
    },
  };
}

async function readFirst(
  command: string | null,
  paths: readonly string[],
  io: Pick<CliIo, 'readFile' | 'stderr'>,
): Promise<string | null> {
  let failure: readonly [string, unknown] | null = null;
  for (const path of paths) {
    try {
      return decodeText(await io.readFile(path)).text;
    } catch (error) {
      failure ??= [path, error];
    }
  }
  if (failure !== null && command !== null) tellFailure(command, failure[0], failure[1], io);
  return null;
}
