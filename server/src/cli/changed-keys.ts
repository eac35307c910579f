import { basename, dirname } from 'node:path';
import { isTableType } from '../postfix/table-types';
import { keysChangedSince } from '../revisions/changed-keys';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** The keys whose entries differ from those of a revision in git. Rejects with `UsageError`. */
export async function changedKeys(
  path: string,
  text: string,
  revision: string,
  tableType: string | null,
  io: CliIo,
): Promise<ReadonlySet<string>> {
  try {
    const repository = await io.openRepository(dirname(path));
    const type = tableType !== null && isTableType(tableType) ? tableType : null;
    return await keysChangedSince({ name: basename(path), text, tableType: type }, revision, repository);
  } catch (error) {
    throw new UsageError(`--changed-since: ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
