import { MessageType, type Range, ShowMessageNotification } from 'vscode-languageserver/node';
import { type Sorted, sortEntries } from '../policy/sort';
import type { SortOrder } from '../policy/sort-order';
import { visible } from '../text/escape';
import { t } from '../text/translate';
import { applyEdit } from './apply-edit';
import type { ServerContext } from './context';
import { policyOf } from './entries';
import type { OpenDocument } from './open-document';
import { toRange, toSpan } from './positions';
import { asRecord } from './settings';

/** The one argument of `postfixTlsPolicy.server.sortEntries`. */
export interface SortRequest {
  readonly uri: string;
  /** `domain` without it. */
  readonly order?: SortOrder;
  /** The selection; all of the document without it, and where it is empty. */
  readonly range?: Range;
}

/** What `postfixTlsPolicy.server.sortEntries` answers. */
export interface SortResult {
  readonly outcome: 'sorted' | 'in-order' | 'refused';
  /** What the person was told; null for nothing. */
  readonly message: string | null;
}

/** Handles `postfixTlsPolicy.server.sortEntries`: one edit, thus one step to undo, or a message why there is none. */
export async function runSortCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<SortResult> {
  const request = readSortRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  const settings = await context.configuration.ofDocument(request.uri);
  const open = context.documents.get(request.uri);
  const policy = open ? policyOf(context.models.modelOf(open, settings)) : null;
  if (!open || !policy) return refuse(context, t('Only a policy table that is open can be sorted.'));
  const within = request.range === undefined ? null : toSpan(open, request.range);
  const isWhole = within === null || within.start === within.end;
  const sorted = sortEntries(policy, request.order ?? 'domain', isWhole ? null : within);
  if ('refused' in sorted) return refuse(context, describeRefusal(open, sorted));
  if (sorted.edits.length === 0) return { outcome: 'in-order', message: null };
  const failure = await applyEdit(context, open, t('Sort the entries'), sorted.edits);
  return failure === null
    ? { outcome: 'sorted', message: null }
    : refuse(context, t('Nothing was sorted: {0}', failure));
}

/** Reads the arguments of the command; a text tells what is wrong with them. */
function readSortRequest(args: readonly unknown[] | undefined): SortRequest | string {
  const { uri, order = 'domain', range } = asRecord(args?.[0]);
  if (typeof uri !== 'string') return 'the argument needs a "uri"';
  if (order !== 'domain' && order !== 'organisation') return '"order" is "domain" or "organisation"';
  if (range === undefined || range === null) return { uri, order };
  const { start, end } = asRecord(range);
  const isRange = [start, end].every((place) => {
    const { line, character } = asRecord(place);
    return Number.isInteger(line) && Number.isInteger(character);
  });
  return isRange ? { uri, order, range: range as Range } : '"range" needs "start" and "end"';
}

function describeRefusal(open: OpenDocument, sorted: Extract<Sorted, { readonly refused: string }>): string {
  if (sorted.refused === 'patterns') return patternsStay();
  const [first = 0, second = 0] = sorted.places.map((place) => toRange(open, place).start.line + 1);
  return t(
    'Nothing was sorted: {0} has different entries in lines {1} and {2}, and in an indexed table the first one wins. Delete the one that is not meant.',
    visible(sorted.key),
    first,
    second,
  );
}

/** Why the entries of a pattern table have their order. */
export function patternsStay(): string {
  return t('The first pattern that matches wins, so the order of a pattern table is part of its meaning.');
}

function refuse({ connection }: ServerContext, message: string): SortResult {
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  return { outcome: 'refused', message };
}
