import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import {
  type RefsAnswer,
  type ReviewAnswer,
  type ReviewRequest,
  reviewCommand,
  reviewEvidenceCommand,
  reviewRefsCommand,
  reviewTextCommand,
} from '../../../server/src/revisions/conversation';
import { executeWithProgress } from '../execute-command';
import { section } from '../names';

/** What a review asks of the server. Each rejects with a message for people where it can't be had. */
export interface Conversation {
  /** With a progress display that can be cancelled; undefined where it was, or the server ended. */
  readonly review: (request: ReviewRequest) => Promise<ReviewAnswer | undefined>;
  readonly refs: (folder: string) => Promise<RefsAnswer>;
  /** The text of a file in a commit. */
  readonly text: (folder: string, commit: string, path: string) => Promise<string>;
  readonly showEvidence: (key: string, nextHops: readonly string[], uri: string) => Promise<void>;
  /** Writes an entry that a probe of this session found to hold; names from plain DNS are confirmed first. */
  readonly replace: (uri: string, key: string, entry: string) => Promise<void>;
}

export function createConversation(client: LanguageClient): Conversation {
  const send = (command: string, argument: object): Promise<unknown> =>
    client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  const query = async <T>(command: string, argument: object): Promise<T> => {
    const answer = (await send(command, argument)) as { readonly found: T } | { readonly refused: string };
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.found;
  };
  return {
    review: async (request) =>
      (await executeWithProgress(client, reviewCommand, [request])) as ReviewAnswer | undefined,
    refs: (folder) => query(reviewRefsCommand, { folder }),
    text: (folder, commit, path) => query(reviewTextCommand, { folder, commit, path }),
    showEvidence: async (key, nextHops, uri) => {
      await query(reviewEvidenceCommand, { key, nextHops: nextHops.join(' '), uri });
    },
    replace: async (uri, key, entry) => {
      await send(`${section}.server.replace`, { uri, key, entry });
    },
  };
}
