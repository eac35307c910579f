import { pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver/node';
import {
  type RefsAnswer,
  reviewEvidenceCommand,
  reviewRefsCommand,
  reviewTextCommand,
} from '../revisions/conversation';
import { defaultBaseOf } from '../revisions/find-revisions';
import { readSides, type Side } from '../revisions/side';
import { t } from '../text/translate';
import { abortSignalOf } from './abort-signal';
import type { ServerContext } from './context';
import { showEvidenceOf } from './review-evidence';
import { describeReviewError, openReviewed } from './review-repository';
import { asRecord } from './settings';

/** What else an editor asks for a review; null where it can't be had, with a message for people. */
export type QueryAnswer<T> = { readonly found: T } | { readonly refused: string };

type Query = (
  context: ServerContext,
  request: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<unknown>;

const queries: Readonly<Record<string, Query>> = {
  [reviewRefsCommand]: refsOf,
  [reviewTextCommand]: textOf,
  [reviewEvidenceCommand]: (context, { key = '', nextHops = '', uri = '' }) =>
    showEvidenceOf(context, { key, nextHops: nextHops.split(' '), uri }),
};

/** Handles the commands beside the review itself. Contacts nobody. */
export async function runReviewQuery(
  context: ServerContext,
  command: string,
  args: readonly unknown[] | undefined,
  token: CancellationToken,
): Promise<QueryAnswer<unknown>> {
  const given = Object.entries(asRecord(args?.[0]));
  const request = Object.fromEntries(given.filter((each): each is [string, string] => typeof each[1] === 'string'));
  try {
    return { found: (await queries[command]?.(context, request, abortSignalOf(token))) ?? null };
  } catch (error) {
    const refused = describeReviewError(error);
    if (refused === null) throw error;
    return { refused };
  }
}

async function refsOf(
  context: ServerContext,
  { folder = '' }: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<RefsAnswer> {
  const { top, repository } = await openReviewed(context, folder, signal);
  const [defaultBase, refs] = await Promise.all([defaultBaseOf(repository), repository.refs()]);
  return { top: pathToFileURL(top).href, defaultBase, refs };
}

/** The text of a file in a commit; empty where it is not there, or is none to be shown. */
async function textOf(
  context: ServerContext,
  { folder = '', commit = '', path = '' }: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const { repository } = await openReviewed(context, folder, signal);
  if (/[\n\r\0]/.test(path)) {
    // A path that can't be asked for by its name is among all of the commit.
    const file = (await repository.tree(commit)).find((each) => each.path === path);
    return sideText((await readSides([file ?? null], repository))[0]);
  }
  const [info] = await repository.sizes([`${commit}:${path}`]);
  return info?.type === 'blob' ? sideText((await readSides([{ id: info.id, mode: '100644' }], repository))[0]) : '';
}

function sideText(side: Side | undefined): string {
  if (side == null) return '';
  return 'text' in side ? side.text : t('Not shown: {0}.', side.refused);
}
