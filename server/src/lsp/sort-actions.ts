import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver/node';
import type { SortOrder } from '../policy/sort-order';
import { t } from '../text/translate';
import { sortKind } from './code-action-kinds';
import { sortCommand } from './server-commands';
import { patternsStay, type SortRequest } from './sort-command';

/** What the actions that sort a policy table are made from. */
export interface SortOffer {
  readonly uri: string;
  /** What is selected, where that is more than a place. */
  readonly selection: Range | null;
  readonly hasPatterns: boolean;
  /** Whether the editor shows actions that can't be taken, and why. */
  readonly showsDisabled: boolean;
}

const orders: readonly SortOrder[] = ['domain', 'organisation'];

/** A source action sorts the whole table, a refactoring what is selected. The order is looked into only when one is taken. */
export function sortActions({ uri, selection, hasPatterns, showsDisabled }: SortOffer): readonly CodeAction[] {
  if (hasPatterns && !showsDisabled) return [];
  return orders.flatMap((order): readonly CodeAction[] => [
    action(titleOfAll(order), `${sortKind}.${order}`, { uri, order }, hasPatterns),
    ...(selection === null
      ? []
      : [
          action(titleOfSelected(order), CodeActionKind.RefactorRewrite, { uri, order, range: selection }, hasPatterns),
        ]),
  ]);
}

function titleOfAll(order: SortOrder): string {
  return order === 'domain' ? t('Sort all entries by domain') : t('Sort all entries by organisational domain');
}

function titleOfSelected(order: SortOrder): string {
  return order === 'domain'
    ? t('Sort the selected entries by domain')
    : t('Sort the selected entries by organisational domain');
}

function action(title: string, kind: CodeActionKind, request: SortRequest, isRefused: boolean): CodeAction {
  if (isRefused) return { title, kind, disabled: { reason: patternsStay() } };
  return { title, kind, command: { title, command: sortCommand, arguments: [request] } };
}
