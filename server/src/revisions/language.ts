import { posix } from 'node:path';
import { configFileName } from '../config/list-config';
import { languageOfFile } from '../languages/languages';
import type { RevisedFile } from '../review/change';

/** What a file holds by one of its names; null: nothing that is reviewed. */
export function reviewedLanguage(names: readonly string[]): RevisedFile['language'] | null {
  if (names.some((name) => posix.basename(name) === configFileName)) return 'configuration';
  return names.map((name) => languageOfFile(name)?.name ?? null).find((name) => name !== null) ?? null;
}
