import { basename, dirname } from 'node:path';
import type { MainCfDocument } from '../maincf/document';
import { parseMainCf } from '../maincf/parse';
import type { TableType } from '../postfix/table-types';
import { namedTable } from '../site/table-type';
import { decodeText } from '../text/decode';
import type { CliIo } from './io';

/** The lookup table type by which the main.cf in the folder of a file names it; null where there is none that does. */
export type TableTypeOf = (fileName: string) => Promise<TableType | null>;

export function createTableTypes(io: Pick<CliIo, 'readFile'>): TableTypeOf {
  const read = new Map<string, Promise<MainCfDocument | null>>();
  return async (fileName) => {
    const folder = dirname(fileName);
    const mainCf = read.get(folder) ?? readMainCf(`${folder}/main.cf`, io);
    read.set(folder, mainCf);
    const document = await mainCf;
    const place = { folder, root: null };
    return document && (namedTable(document, `${folder}/${basename(fileName)}`, place)?.type ?? null);
  };
}

/** Null where it can't be read: whoever asked for another file need not be told. */
async function readMainCf(path: string, io: Pick<CliIo, 'readFile'>): Promise<MainCfDocument | null> {
  try {
    return parseMainCf(decodeText(await io.readFile(path)).text);
  } catch {
    return null;
  }
}
