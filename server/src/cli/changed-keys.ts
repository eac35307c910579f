import { basename, dirname } from 'node:path';
import { noConfig } from '../config/list-config';
import { isTableType } from '../postfix/table-types';
import { partsOf } from '../review/parts';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/**
 * The keys, as Postfix looks them up, whose entries differ from those of a revision in git; all of a file that the revision
 * does not have. Rejects with `UsageError`.
 */
export async function changedKeys(
  path: string,
  text: string,
  revision: string,
  tableType: string | null,
  io: CliIo,
): Promise<ReadonlySet<string>> {
  try {
    const repository = await io.openRepository(dirname(path));
    const commit = await repository.commit(revision);
    if (commit === null) throw new Error(t('there is no commit {0} here', revision));
    // Git takes what begins with ./ from the folder that it is asked in.
    const [blob] = await repository.sizes([`${commit}:./${basename(path)}`]);
    const [bytes] = blob === null || blob === undefined ? [] : await repository.contents([blob.id]);
    return keysOf(bytes === undefined ? null : decodeText(bytes).text, text, path, tableType);
  } catch (error) {
    throw new UsageError(`--changed-since: ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function keysOf(before: string | null, after: string, path: string, tableType: string | null): ReadonlySet<string> {
  const file = { path, previousPath: null, language: 'policy', before, after } as const;
  const config = { ...noConfig, tableType: tableType !== null && isTableType(tableType) ? tableType : null };
  const { changes } = partsOf(file, { config, evidence: new Map(), reason: null });
  return new Set(changes.flatMap(({ kind, entry }) => (kind === 'equivalent' ? [] : (entry?.after?.key.folded ?? []))));
}
