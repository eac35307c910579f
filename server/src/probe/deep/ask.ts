import type { Duplex } from 'node:stream';
import type { Cause } from '../cause';
import { closed } from '../closed';
import { attempt } from '../dns/attempt';
import { inSeconds } from '../duration';
import { Fault } from '../fault';
import { createConversation } from '../smtp/conversation';
import { isAnswering, openDialogue, takeLeave } from '../smtp/dialogue';
import { streamFault } from '../smtp/stream-fault';
import type { VisitMeans } from '../smtp/visit';
import { createAnswerReader, type ServerAnswer } from './server-answer';

/** What became of one hello. */
export type Asked =
  | { readonly outcome: 'answered'; readonly answer: ServerAnswer }
  /** The server ended the connection where it could have agreed. */
  | { readonly outcome: 'hung-up' }
  /** It said nothing of use. */
  | { readonly outcome: 'unclear'; readonly cause: Cause }
  /** It did not come to the hello: the server, or the way to it, does not want any more. */
  | { readonly outcome: 'not-asked'; readonly cause: Cause };

export type AskMeans = Omit<VisitMeans, 'onStep'>;

/**
 * One connection: the dialogue up to STARTTLS, a hello, the first thing that the server says to it. The handshake is not
 * carried on. Rejects when the signal aborts, with its reason, and not where that is a `Fault`.
 */
export async function askServer(hello: Uint8Array, means: AskMeans): Promise<Asked> {
  let stream: Duplex;
  try {
    stream = await means.connect();
  } catch (error) {
    return { outcome: 'not-asked', cause: causeOf(error) };
  }
  try {
    return await talk(stream, hello, means);
  } finally {
    await closed(stream);
  }
}

async function talk(stream: Duplex, hello: Uint8Array, means: AskMeans): Promise<Asked> {
  const conversation = createConversation(stream, means.signal);
  const opening = await openDialogue(conversation, means, () => undefined);
  if (opening.outcome !== 'ready') {
    if (isAnswering(opening)) await takeLeave(conversation);
    return { outcome: 'not-asked', cause: 'cause' in opening ? opening.cause : noLongerOffered };
  }
  conversation.release();
  try {
    const answer = await answerTo(hello, stream, means);
    return answer === 'hung-up' ? { outcome: 'hung-up' } : { outcome: 'answered', answer };
  } catch (error) {
    return { outcome: 'unclear', cause: causeOf(error) };
  }
}

const noLongerOffered: Cause = { id: 'protocol-error', text: 'STARTTLS was offered before, and then no longer' };

function answerTo(
  hello: Uint8Array,
  stream: Duplex,
  { deadlines: { handshake: timeout }, signal }: AskMeans,
): Promise<ServerAnswer | 'hung-up'> {
  const reader = createAnswerReader();
  const silence = (): Fault =>
    new Fault('handshake-timeout', `the server did not answer the hello within ${inSeconds(timeout)}`);
  return attempt<ServerAnswer | 'hung-up'>({ timeout, signal }, silence, ({ succeed, fail }) => {
    const onData = (chunk: Uint8Array): void => {
      try {
        const answer = reader.add(chunk);
        if (answer !== null) succeed(answer);
      } catch (error) {
        fail(error as Error);
      }
    };
    const onEnd = (): void => {
      // Whoever breaks off in the middle of an answer may have meant anything.
      if (reader.hasBegun) fail(new Fault('connection-closed', 'the server closed the connection in its answer'));
      else succeed('hung-up');
    };
    const onError = (error: Error): void => {
      const fault = streamFault(error, 'the answer to the hello');
      if (fault.id === 'connection-reset') onEnd();
      else fail(fault);
    };
    stream.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
    stream.write(hello);
    stream.resume();
    return () => {
      stream.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      stream.pause();
    };
  });
}

/** Only faults are facts of the probe: the rest is passed on. */
function causeOf(error: unknown): Cause {
  if (!(error instanceof Fault)) throw error;
  return error.asCause;
}
