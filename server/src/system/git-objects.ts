import { type Batch, startBatch } from './git-batch';
import { type ObjectInfo, readInfo } from './git-output';
import { GitError, type GitPlace } from './git-run';

/** What is asked of the objects of a repository, by names that hold no line end. */
export interface GitObjects {
  /** Null for what is not there. */
  readonly info: (name: string) => Promise<ObjectInfo | null>;
  readonly content: (id: string) => Promise<Uint8Array>;
}

/** The status of git for an option that it does not know. */
const usage = 129;

/**
 * One git answers all questions that come one after the other, since each start of it takes longer than most answers.
 *
 * @param option by which git answers both; another one stands for a git that does not know it
 */
export function openObjects(place: GitPlace, signal?: AbortSignal, option = '--batch-command'): GitObjects {
  const both = startBatch(place, option, signal);
  const [infos, contents] = [startBatch(place, '--batch-check', signal), startBatch(place, '--batch', signal)];
  let isOld = false;
  /** Git before 2.36 has one program for each of the two questions. */
  const ask = async (command: 'info' | 'contents', name: string, old: Batch): ReturnType<Batch> => {
    const hasContent = command === 'contents';
    if (isOld) return old(name, hasContent);
    try {
      return await both(`${command} ${name}`, hasContent);
    } catch (error) {
      if (!(error instanceof GitError) || error.status !== usage) throw error;
      isOld = true;
      return old(name, hasContent);
    }
  };
  return {
    info: async (name) => readInfo((await ask('info', name, infos)).head),
    content: async (id) => {
      const { content } = await ask('contents', id, contents);
      if (content === null) throw new GitError(`git has no object ${id}`, null);
      return content;
    },
  };
}
