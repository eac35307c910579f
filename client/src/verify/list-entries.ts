import type { Uri } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ListEntriesRequest, ListedEntries, ListedEntry } from '../../../server/src/verify/conversation';
import { serverEntries } from './names';

/** Entries of one answer; the editor stays quick between two. */
const batch = 2_000;
/** How often a table may change under the question before the next change is waited for. */
const attempts = 3;

/** All entries of an open table, in parts that belong to one version of it; null where the server knows none, or it keeps changing. */
export async function listEntries(client: LanguageClient, uri: Uri): Promise<readonly ListedEntry[] | null> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const entries: ListedEntry[] = [];
    for (let version: number | null = null; ; ) {
      const request: ListEntriesRequest = { uri: uri.toString(), from: entries.length, count: batch };
      const answer: ListedEntries | null = await client.sendRequest<ListedEntries | null>(serverEntries, request);
      if (answer === null) return null;
      if (version !== null && answer.version !== version) break;
      version = answer.version;
      entries.push(...answer.entries);
      if (entries.length >= answer.total || answer.entries.length === 0) return entries;
    }
  }
  return null;
}
