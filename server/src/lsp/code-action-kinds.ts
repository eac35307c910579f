import { CodeActionKind } from 'vscode-languageserver/node';

/** All safe fixes of a file in one step, also as an action on save. */
export const fixAllKind: CodeActionKind = `${CodeActionKind.SourceFixAll}.postfixTlsPolicy`;

/** Puts the entries of a table in order; below it the kinds for each order. */
export const sortKind: CodeActionKind = `${CodeActionKind.Source}.sortEntries.postfixTlsPolicy`;

/** Whether actions of a kind are asked for: kinds are hierarchical, and no list asks for everything. */
export function isWanted(kind: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}
