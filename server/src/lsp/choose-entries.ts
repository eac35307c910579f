import { basename, dirname } from 'node:path';
import { keysChangedSince } from '../revisions/changed-keys';
import { t } from '../text/translate';
import type { VerifyEntriesRequest } from '../verify/conversation';
import { verifiableEntries } from '../verify/entries';
import { stagedEntries } from '../verify/staged';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import { filePath } from './file-path';
import { createNaming } from './named-entries';
import type { DocumentSettings } from './settings';
import { termsFor } from './terms';
import { isAskedFor } from './verify-entries-request';
import type { NamedEntry } from './verify-run';

/** The entries that a request is for, as they stand now; a text tells why there are none. */
export async function chooseEntries(
  context: ServerContext,
  request: VerifyEntriesRequest,
  signal: AbortSignal,
): Promise<readonly NamedEntry[] | string> {
  const { uri, changedSince } = request;
  const settings = await context.configuration.ofDocument(uri);
  const { sender } = await termsFor(context, uri);
  const policy = policyNow(context, uri, settings);
  if (policy === null) return t('Only a policy table that is open can be verified.');
  const changed =
    changedSince === undefined ? null : await keysSince(context, uri, policy.text, settings, changedSince, signal);
  if (typeof changed === 'string') return changed;
  const isWanted = isAskedFor(request);
  const nameOf = createNaming();
  // A comment is no change of the table.
  const staged = changed === null ? stagedEntries(policy).map(({ entry }) => entry) : [];
  const entries = [...verifiableEntries(policy), ...staged]
    .map((entry) => ({ entry: { ...entry, sender }, name: nameOf(entry) }))
    .filter(({ name }) => isWanted(name) && changed?.has(name.key) !== false);
  if (entries.length > 0) return entries;
  return changedSince === undefined
    ? t('There is no entry to verify.')
    : t('No entry differs from those of {0}.', changedSince);
}

/** A text tells why they can't be known. */
async function keysSince(
  { runtime }: ServerContext,
  uri: string,
  text: string,
  { tableType }: DocumentSettings,
  revision: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | string> {
  const path = filePath(uri);
  if (path === null) return t('Only a file on the disk has revisions.');
  try {
    const repository = await runtime.openRepository(dirname(path), signal);
    return await keysChangedSince({ name: basename(path), text, tableType }, revision, repository);
  } catch (error) {
    return t('The entries of {0} can’t be had: {1}', revision, error instanceof Error ? error.message : String(error));
  }
}
