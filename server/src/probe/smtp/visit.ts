import type { Duplex } from 'node:stream';
import type { Cause } from '../cause';
import { closed } from '../closed';
import type { TlsEvidence } from '../evidence';
import { Fault } from '../fault';
import { type Handshake, HandshakeError, shakeHands } from '../tls/handshake';
import type { HandshakeFailure } from '../tls/handshake-failure';
import { type SessionTerms, sessionEvidence } from '../tls/session-evidence';
import { createConversation } from './conversation';
import { confirmSession, type DialogueOptions, isAnswering, openDialogue, type Replies, takeLeave } from './dialogue';

export interface VisitMeans extends DialogueOptions {
  /** Opens the connection; rejects with a `Fault`, or with the signal's reason. */
  readonly connect: () => Promise<Duplex>;
  readonly signal: AbortSignal;
  readonly onStep: (kind: 'connect' | 'greeting' | 'starttls') => void;
}

/** What one connection to a server showed. */
export type Visit = { readonly replies: Replies } & (
  | { readonly outcome: 'session'; readonly tls: TlsEvidence }
  | { readonly outcome: 'no-starttls' }
  | { readonly outcome: 'starttls-refused' | 'untested'; readonly cause: Cause }
  | { readonly outcome: 'no-session'; readonly failure: HandshakeFailure }
);

/**
 * One connection: the dialogue up to STARTTLS, the handshake, EHLO inside TLS, QUIT. Whatever happens, nothing of it is
 * open afterwards. Rejects when the signal aborts, with its reason, unless that is a `Fault`: then what was seen so far
 * is returned with that cause.
 */
export async function visit(terms: SessionTerms, means: VisitMeans): Promise<Visit> {
  means.onStep('connect');
  let socket: Duplex;
  try {
    socket = await means.connect();
  } catch (error) {
    return { replies: {}, outcome: 'untested', cause: causeOf(error) };
  }
  try {
    return await talk(socket, terms, means);
  } finally {
    await closed(socket);
  }
}

async function talk(socket: Duplex, terms: SessionTerms, means: VisitMeans): Promise<Visit> {
  const conversation = createConversation(socket, means.signal);
  const opening = await openDialogue(conversation, means, means.onStep);
  if (opening.outcome !== 'ready') {
    if (isAnswering(opening)) await takeLeave(conversation);
    return opening;
  }
  conversation.release();
  const { replies } = opening;
  let handshake: Handshake;
  try {
    const limits = { timeout: means.deadlines.handshake, signal: means.signal };
    handshake = await shakeHands(socket, terms, limits);
  } catch (error) {
    if (error instanceof HandshakeError) return { replies, outcome: 'no-session', failure: error.failure };
    return { replies, outcome: 'untested', cause: causeOf(error) };
  }
  try {
    return { replies, ...(await talkInside(handshake, terms, means)) };
  } finally {
    handshake.session.destroy();
    handshake.stream.destroy();
  }
}

type Inside =
  | { readonly outcome: 'session'; readonly tls: TlsEvidence }
  | { readonly outcome: 'untested'; readonly cause: Cause }
  | { readonly outcome: 'no-session'; readonly failure: HandshakeFailure };

async function talkInside({ session }: Handshake, terms: SessionTerms, means: VisitMeans): Promise<Inside> {
  try {
    const tls = sessionEvidence(session, terms, new Date());
    const conversation = createConversation(session, means.signal);
    await confirmSession(conversation, means);
    await takeLeave(conversation);
    return { outcome: 'session', tls };
  } catch (error) {
    const cause = causeOf(error);
    // With TLS 1.3 the server may refuse the client only after the client's own handshake has ended.
    return cause.id === 'handshake-failed'
      ? { outcome: 'no-session', failure: { blame: 'server', dependsOnOffer: false, cause } }
      : { outcome: 'untested', cause };
  }
}

/** Only faults are facts of the probe: the rest is passed on. */
function causeOf(error: unknown): Cause {
  if (!(error instanceof Fault)) throw error;
  return error.asCause;
}
