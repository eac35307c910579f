import { type CommentThread, commands, env, l10n, window } from 'vscode';
import type { ReviewOutput, ReviewRequest } from '../../../server/src/revisions/conversation';
import { refuseWithoutTrust } from '../execute-command';
import { showMarkdown } from '../show-document';
import { applyLine } from './apply-line';
import type { Conversation } from './conversation';
import { type SummaryDocument, summaryUri } from './documents';
import { reviewCommands, reviewOpenKey } from './names';
import { chooseDiff, showDiff } from './show-diff';
import { workingUri } from './sides';
import { type ThreadSubject, type Threads, worstFile } from './threads';

/** The review that is under way; one at a time. */
export interface ReviewSession {
  /** Reviews, and shows threads, summary and diff. Resolves to what was found; undefined where nothing was. */
  readonly begin: (request: Pick<ReviewRequest, 'folder' | 'base' | 'head'>) => Promise<ReviewOutput | undefined>;
  /** Looks at all changed domains. */
  readonly probeAll: () => Promise<void>;
  readonly diff: () => Promise<void>;
  readonly copy: () => Promise<void>;
  readonly close: () => void;
  readonly apply: (thread: CommentThread) => Promise<void>;
  readonly evidence: (thread: CommentThread) => Promise<void>;
  readonly probe: (thread: CommentThread) => Promise<void>;
  readonly accept: (thread: CommentThread) => Promise<void>;
  readonly dispose: () => void;
}

interface Current {
  readonly request: ReviewRequest;
  readonly output: ReviewOutput;
}

export function createReviewSession(
  conversation: Conversation,
  threads: Threads,
  summary: SummaryDocument,
): ReviewSession {
  let current: Current | undefined;

  /** Reviews anew, and shows what changed in the places that are open. */
  async function review(request: ReviewRequest): Promise<ReviewOutput | undefined> {
    const answer = await conversation.review(request);
    if (answer?.outcome !== 'reviewed') {
      if (answer?.outcome === 'refused') void window.showWarningMessage(answer.message);
      return undefined;
    }
    const { review: output } = answer;
    current = { request: { ...request, probe: [] }, output };
    const left = threads.show(output);
    if (left > 0) {
      void window.showInformationMessage(
        l10n.t('{0} more changes have no comment in the diff; the summary has them.', left),
      );
    }
    summary.update(output.markdown);
    void commands.executeCommand('setContext', reviewOpenKey, true);
    return output;
  }

  async function again(more: Partial<ReviewRequest>): Promise<void> {
    if (current === undefined) return;
    if (more.probe !== undefined && refuseWithoutTrust()) return;
    await review({ ...current.request, ...more });
  }

  /** With the review and what a thread is about; nothing for a thread that is gone. */
  async function about(
    thread: CommentThread,
    act: (output: ReviewOutput, subject: ThreadSubject) => Promise<void>,
  ): Promise<void> {
    const subject = threads.subjectOf(thread);
    if (current !== undefined && subject !== undefined) await act(current.output, subject);
  }

  return {
    begin: async (request) => {
      const output = await review({ ...request, probe: [], accepted: [] });
      if (output === undefined) return undefined;
      const worst = worstFile(output);
      if (worst !== undefined) await showDiff(output, worst);
      await showMarkdown(summaryUri);
      void offerNext(output);
      return output;
    },
    probeAll: () => again({ probe: 'all' }),
    diff: async () => {
      if (current !== undefined) await chooseDiff(current.output);
    },
    copy: async () => {
      if (current === undefined) return;
      await env.clipboard.writeText(current.output.markdown);
      window.setStatusBarMessage(l10n.t('The review was copied as Markdown.'), 5_000);
    },
    close: () => {
      current = undefined;
      threads.clear();
      summary.update('');
      void commands.executeCommand('setContext', reviewOpenKey, false);
    },
    apply: (thread) =>
      about(thread, async (output, subject) => {
        if (await applyLine(conversation, output, subject)) await again({});
      }),
    evidence: (thread) =>
      about(thread, (output, { file, change }) =>
        conversation.showEvidence(change.subject, change.nextHops, workingUri(output, file).toString()),
      ),
    probe: (thread) => about(thread, (_output, { change }) => again({ probe: change.nextHops })),
    accept: (thread) =>
      about(thread, async (_output, { file, change }) => {
        const { kind, subject, before, after } = change;
        const accepted = [...(current?.request.accepted ?? []), { path: file.path, kind, subject, before, after }];
        await again({ accepted });
      }),
    dispose: () => threads.dispose(),
  };
}

async function offerNext({ summary, files, refused }: ReviewOutput): Promise<void> {
  const count = files.reduce((sum, { changes }) => sum + changes.length, 0);
  if (count === 0 && refused.length === 0) {
    void window.showInformationMessage(l10n.t('Nothing changes for mail.'));
    return;
  }
  const probe = l10n.t('Probe the Changed Domains');
  const copy = l10n.t('Copy as Markdown');
  const text = l10n.t(
    'Reviewed {0} changes: {1} need change, {2} need a reason, {3} could not be tested without a probe.',
    count,
    summary.needsChange,
    summary.needsReason,
    summary.untested,
  );
  const answer = await window.showInformationMessage(text, ...(summary.untested > 0 ? [probe] : []), copy);
  if (answer === probe) await commands.executeCommand(reviewCommands.probeAll);
  if (answer === copy) await commands.executeCommand(reviewCommands.copy);
}
