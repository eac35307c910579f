import type { CancellationToken } from 'vscode-languageserver/node';
import type { Span } from '../text/span';
import { t } from '../text/translate';
import type { ListEntriesRequest, ListedEntries, ListedEntry } from '../verify/conversation';
import { isStillJudged, type Judgeable } from '../verify/judged-as';
import { stagedEntries } from '../verify/staged';
import { type EntryName, entryId } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import { createNaming } from './named-entries';
import { toRange } from './positions';
import { safely } from './safely';
import { asRecord } from './settings';
import { termsFor } from './terms';

/** Our own request: the entries of an open table in parts, each with what is known of it. */
export const entriesRequest = 'postfixTlsPolicy/entries';

/** More at once would keep the editor waiting. */
const mostAtOnce = 5_000;

export function registerEntries(context: ServerContext): void {
  context.connection.onRequest(entriesRequest, (params: unknown, token: CancellationToken) =>
    safely(context.connection.console, 'listing entries', null, token, () => listEntries(context, params)),
  );
}

async function listEntries(context: ServerContext, params: unknown): Promise<ListedEntries | null> {
  const request = readRequest(params);
  if (request === null) return null;
  const { uri, from, count } = request;
  const settings = await context.configuration.ofDocument(uri);
  const results = await context.verifying.results.of(uri);
  const { sender } = await termsFor(context, uri);
  const policy = policyNow(context, uri, settings);
  const document = context.documents.get(uri);
  if (policy === null || document === undefined) return null;
  const nameOf = createNaming();
  const list = (name: EntryName, label: string, span: Span, entry: Judgeable): ListedEntry => {
    const told = results.get(entryId(name)) ?? null;
    const isCurrent = told !== null && isStillJudged(told, entry, sender);
    return { ...name, label, range: toRange(document, span), told: isCurrent ? told : null };
  };
  const inForce = policy.entries.slice(0, from + count).flatMap(({ key, value, line }, index): ListedEntry[] => {
    const name = nameOf(key);
    return index < from ? [] : [list(name, key.text, line.span, { value: value.value, line: line.text })];
  });
  const staged = stagedEntries(policy);
  const total = policy.entries.length + staged.length;
  if (from + count <= policy.entries.length) return { version: document.version, total, entries: inForce };
  const waiting = staged.map(({ candidate: { comment }, entry }) =>
    list(nameOf(entry), t('{0} (candidate)', entry.key), comment.span, entry),
  );
  const first = Math.max(0, from - policy.entries.length);
  const entries = [...inForce, ...waiting.slice(first, from + count - policy.entries.length)];
  return { version: document.version, total, entries };
}

function readRequest(params: unknown): ListEntriesRequest | null {
  const { uri, from, count } = asRecord(params);
  if (typeof uri !== 'string' || !isCount(from) || !isCount(count)) return null;
  return { uri, from, count: Math.min(count, mostAtOnce) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
