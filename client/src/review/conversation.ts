import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import type { RefsAnswer, ReviewAnswer, ReviewRequest } from '../../../server/src/lsp/review-request';
import { executeWithProgress } from '../execute-command';
import { section } from '../names';

/** What a review asks of the server. Each rejects with a message for people where it can't be had. */
export interface Conversation {
  /** With a progress display that can be cancelled; undefined where it was, or the server ended. */
  readonly review: (request: ReviewRequest) => Promise<ReviewAnswer | undefined>;
  readonly refs: (folder: string) => Promise<RefsAnswer>;
  /** The text of a file in a commit. */
  readonly text: (folder: string, commit: string, path: string) => Promise<string>;
  readonly showEvidence: (nextHop: string, uri: string) => Promise<void>;
  /** Writes an entry that a probe of this session found to hold; names from plain DNS are confirmed first. */
  readonly replace: (uri: string, key: string, entry: string) => Promise<void>;
}

export function createConversation(client: LanguageClient): Conversation {
  const send = (name: string, argument: object): Promise<unknown> =>
    client.sendRequest(ExecuteCommandRequest.type, {
      command: `${section}.server.${name}`,
      arguments: [argument],
    });
  const query = async <T>(name: string, argument: object): Promise<T> => {
    const answer = (await send(name, argument)) as { readonly found: T } | { readonly refused: string };
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.found;
  };
  return {
    review: async (request) =>
      (await executeWithProgress(client, `${section}.server.review`, [request])) as ReviewAnswer | undefined,
    refs: (folder) => query('reviewRefs', { folder }),
    text: (folder, commit, path) => query('reviewText', { folder, commit, path }),
    showEvidence: async (nextHop, uri) => {
      await query('reviewEvidence', { nextHop, uri });
    },
    replace: async (uri, key, entry) => {
      await send('replace', { uri, key, entry });
    },
  };
}
