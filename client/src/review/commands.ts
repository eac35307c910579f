import { type CommentThread, commands, Disposable, l10n, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ReviewOutput } from '../../../server/src/revisions/conversation';
import { chooseFolder } from './choose-folder';
import { chooseRevisions } from './choose-revisions';
import { type Conversation, createConversation } from './conversation';
import { createRevisionDocuments, createSummaryDocument, summaryScheme } from './documents';
import { reviewCommands } from './names';
import { createReviewSession, type ReviewSession } from './session';
import { revisionScheme } from './sides';
import { createThreads, type Threads } from './threads';

/** What the tests look at. */
export interface Reviewing {
  readonly threads: Pick<Threads, 'all'>;
  readonly dispose: () => void;
}

/** Registers the commands of the review, its comment threads and its documents. */
export function registerReview(client: LanguageClient): Reviewing {
  const conversation = createConversation(client);
  const threads = createThreads();
  const summary = createSummaryDocument();
  const session = createReviewSession(conversation, threads, summary);
  const ofThread = (act: (thread: CommentThread) => Promise<void>) => (thread: CommentThread) => told(act(thread));
  const registered = Disposable.from(
    session,
    workspace.registerTextDocumentContentProvider(revisionScheme, createRevisionDocuments(conversation)),
    workspace.registerTextDocumentContentProvider(summaryScheme, summary),
    commands.registerCommand(reviewCommands.review, () => told(chooseAndReview(conversation, session))),
    commands.registerCommand(reviewCommands.diff, () => told(session.diff())),
    commands.registerCommand(reviewCommands.probeAll, () => told(session.probeAll())),
    commands.registerCommand(reviewCommands.copy, () => told(session.copy())),
    commands.registerCommand(reviewCommands.close, session.close),
    commands.registerCommand(reviewCommands.apply, ofThread(session.apply)),
    commands.registerCommand(reviewCommands.evidence, ofThread(session.evidence)),
    commands.registerCommand(reviewCommands.probe, ofThread(session.probe)),
    commands.registerCommand(reviewCommands.accept, ofThread(session.accept)),
  );
  return {
    threads,
    dispose: () => {
      registered.dispose();
    },
  };
}

async function chooseAndReview(conversation: Conversation, session: ReviewSession): Promise<ReviewOutput | undefined> {
  const folder = await chooseFolder();
  if (folder === undefined) {
    void window.showInformationMessage(l10n.t('Open a folder with a git repository to review policy changes.'));
    return undefined;
  }
  const revisions = await chooseRevisions(await conversation.refs(folder.toString()));
  return revisions && session.begin({ folder: folder.toString(), ...revisions });
}

/** What can't be done is told to the person, and is no error of the command. */
async function told<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    void window.showWarningMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
