import { readInfo } from './git-output';
import { complaintOf, GitError, type GitPlace, gitDeadline, gitGuards, readingEnvironment } from './git-run';
import { killGroup, startFailure, startProgram } from './run-program';

/** What `git cat-file` answers to one line. */
export interface BatchAnswer {
  /** `ID TYPE SIZE`, or `NAME missing` and its like. */
  readonly head: string;
  /** Null where none is there, or none was asked for. */
  readonly content: Uint8Array | null;
}

/** Asks one line. Rejects with `GitError`, by its own words. */
export type Batch = (line: string, hasContent: boolean) => Promise<BatchAnswer>;

interface Question {
  readonly hasContent: boolean;
  readonly resolve: (answer: BatchAnswer) => void;
  readonly reject: (error: GitError) => void;
}

interface Running {
  readonly ask: (line: string, question: Question) => void;
}

/** Milliseconds after which git is ended that nobody asks any more; it is started again where somebody does. */
const idle = 50;
const maxComplaint = 16_000;

/** A `git cat-file` that is started with the first question, and answers those that follow, too. */
export function startBatch(place: GitPlace, option: string, signal?: AbortSignal): Batch {
  let running: Running | null = null;
  return (line, hasContent) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new GitError('interrupted', null));
        return;
      }
      running ??= start(place, option, signal, (ended) => {
        if (running === ended) running = null;
      });
      running.ask(line, { hasContent, resolve, reject });
    });
}

/** @param onEnd told as soon as no more can be asked */
function start(
  place: GitPlace,
  option: string,
  signal: AbortSignal | undefined,
  onEnd: (ended: Running) => void,
): Running {
  const child = startProgram('git', [...gitGuards, 'cat-file', option], {
    cwd: place.folder,
    env: readingEnvironment(place),
  });
  const questions: Question[] = [];
  const reader = createReader();
  const self: Running = {
    ask: (line, question) => {
      questions.push(question);
      wait();
      child.stdin.write(`${line}\n`);
    },
  };
  let timer: NodeJS.Timeout | undefined;
  let complaint = '';
  let failure: GitError | null = null;
  const fail = (error: GitError): void => {
    failure ??= error;
    onEnd(self);
    killGroup(child);
  };
  const onAbort = (): void => fail(new GitError('interrupted', null));
  /** While something is asked, git has a deadline; else it is ended soon. */
  const wait = (): void => {
    clearTimeout(timer);
    timer = questions.length === 0 ? setTimeout(end, idle) : setTimeout(late, gitDeadline);
  };
  const end = (): void => {
    onEnd(self);
    child.stdin.end();
  };
  const late = (): void => fail(new GitError(`git did not answer within ${gitDeadline / 1000} s`, null));

  signal?.addEventListener('abort', onAbort);
  child.stdout.on('data', (chunk: Buffer) => {
    reader.add(chunk);
    for (let [question] = questions; question !== undefined; [question] = questions) {
      const answer = reader.next(question.hasContent);
      if (answer === null) return;
      questions.shift();
      question.resolve(answer);
    }
    wait();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-maxComplaint);
  });
  // It may end before it has read all; its status tells why.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => {
    failure ??= new GitError(startFailure('git', place.folder, error).message, null);
  });
  child.on('close', (status) => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    onEnd(self);
    for (const { reject } of questions) reject(failure ?? complaintOf(status, complaint));
  });
  return self;
}

/** Takes answers out of what comes in pieces: `HEAD LF` for each, and `CONTENT LF` behind it where one was asked for. */
function createReader() {
  let chunks: Buffer[] = [];
  let size = 0;
  /** Of the next answer, which may need more than is there. */
  let least = 1;
  return {
    add: (chunk: Buffer): void => {
      chunks.push(chunk);
      size += chunk.length;
    },
    next: (hasContent: boolean): BatchAnswer | null => {
      if (size < least) return null;
      const bytes = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
      chunks = [bytes];
      const lineEnd = bytes.indexOf('\n');
      if (lineEnd < 0) return null;
      const head = bytes.toString('utf8', 0, lineEnd);
      const info = hasContent ? readInfo(head) : null;
      const from = lineEnd + 1;
      const to = info === null ? from : from + info.size + 1;
      if (size < to) {
        least = to;
        return null;
      }
      least = 1;
      // What follows belongs to the next answer.
      chunks = size > to ? [bytes.subarray(to)] : [];
      size -= to;
      return { head, content: info === null ? null : bytes.subarray(from, to - 1) };
    },
  };
}
