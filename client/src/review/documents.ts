import { EventEmitter, type TextDocumentContentProvider, Uri } from 'vscode';
import type { Conversation } from './conversation';
import { readRevisionUri } from './sides';

/** The scheme of the summary of a review. */
export const summaryScheme = 'postfix-tls-review';
export const summaryUri = Uri.from({ scheme: summaryScheme, path: '/review.md' });

/** The texts of commits, asked of the server when an editor shows them. */
export function createRevisionDocuments({ text }: Conversation): TextDocumentContentProvider {
  return {
    provideTextDocumentContent: async (uri) => {
      const { folder, commit, path } = readRevisionUri(uri);
      return commit === null ? '' : text(folder, commit, path);
    },
  };
}

export interface SummaryDocument extends TextDocumentContentProvider {
  readonly update: (markdown: string) => void;
}

/** The one summary that there is: a new review takes the place of the old one. */
export function createSummaryDocument(): SummaryDocument {
  const changed = new EventEmitter<Uri>();
  let content = '';
  return {
    onDidChange: changed.event,
    provideTextDocumentContent: () => content,
    update: (markdown) => {
      content = markdown;
      changed.fire(summaryUri);
    },
  };
}
