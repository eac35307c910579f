import type { Cause } from '../cause';
import type { AddressEvidence, SmtpReply } from '../evidence';
import { Fault } from '../fault';
import type { Deadlines } from '../options';
import { shortened } from '../printable';
import type { Conversation } from './conversation';

export interface DialogueOptions {
  readonly heloName: string;
  readonly deadlines: Deadlines;
}

/** The replies seen, as far as the dialogue got. */
export type Replies = Pick<AddressEvidence, 'greeting' | 'ehlo' | 'helo' | 'startTls'>;

/** How the part in the clear ended; `ready`: the server waits for the handshake, and nothing else was said. */
export type Opening = { readonly replies: Replies } & (
  | { readonly outcome: 'ready' }
  | { readonly outcome: 'no-starttls' }
  | { readonly outcome: 'starttls-refused' | 'untested'; readonly cause: Cause }
);

const ready = 220;
const ok = 250;
/** How long a server may take to say goodbye before the connection is cut, in milliseconds. */
const farewell = 2_000;

/**
 * Greeting, EHLO and STARTTLS (RFC 3207), and nothing of a mail transaction. Where EHLO is refused for good, HELO follows, as
 * with Postfix (RFC 5321 section 4.1.1.1): a server that takes it has no STARTTLS; one that refuses both may do so to this
 * client alone. The greeting ends with its last line: postscreen(8) sends the first one at once and the
 * last one seconds later.
 */
export async function openDialogue(
  conversation: Conversation,
  { heloName, deadlines }: DialogueOptions,
  onStep: (kind: 'greeting' | 'starttls') => void,
): Promise<Opening> {
  const replies: { -readonly [Name in keyof Replies]: Replies[Name] } = {};
  try {
    onStep('greeting');
    replies.greeting = await greeting(conversation, deadlines);
    expectCode(replies.greeting, ready, 'the greeting is');
    onStep('starttls');
    replies.ehlo = await command(conversation, helloOf('EHLO', heloName), deadlines);
    if (replies.ehlo.code >= 500) {
      replies.helo = await command(conversation, helloOf('HELO', heloName), deadlines);
      if (replies.helo.code === ok) return { replies, outcome: 'no-starttls' };
    }
    expectCode(replies.ehlo, ok, 'the reply to EHLO is');
    if (!offersStartTls(replies.ehlo)) return { replies, outcome: 'no-starttls' };
    replies.startTls = await command(conversation, 'STARTTLS', deadlines);
    if (replies.startTls.code !== ready) {
      const cause = refusal(replies.startTls, 'the reply to STARTTLS is').asCause;
      return { replies, outcome: 'starttls-refused', cause };
    }
    // Whoever wrote behind the reply in the clear wants it to be taken for what the server says inside TLS.
    if (!conversation.isIdle) {
      throw new Fault(
        'plaintext-after-starttls',
        'plaintext follows the reply to STARTTLS, as if somebody injected it',
      );
    }
    return { replies, outcome: 'ready' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { replies, outcome: 'untested', cause: error.asCause };
  }
}

/**
 * EHLO inside TLS: only with its reply it is known that the session carries the dialogue on, since with TLS 1.3 a server
 * may refuse the client after the handshake.
 *
 * @throws Fault where the server does not accept it.
 */
export async function confirmSession(
  conversation: Conversation,
  { heloName, deadlines }: DialogueOptions,
): Promise<void> {
  const reply = await command(conversation, helloOf('EHLO', heloName), deadlines, ' inside TLS');
  expectCode(reply, ok, 'the reply to EHLO inside TLS is');
}

/** Whether the server still answers commands, so that it is worth while to take leave. */
export function isAnswering(opening: Opening): boolean {
  const id = 'cause' in opening ? opening.cause.id : null;
  return id === null || id === 'temporary-reply' || id === 'permanent-reply';
}

/** Says QUIT and gives the server a moment to close; whatever it does is of no interest. */
export async function takeLeave(conversation: Conversation): Promise<void> {
  conversation.send('QUIT');
  try {
    await conversation.reply({ what: 'the reply to QUIT', timeout: farewell, onSilence: 'reply-timeout' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

async function greeting(conversation: Conversation, { greeting: timeout }: Deadlines): Promise<SmtpReply> {
  return conversation.reply({ what: 'the greeting', timeout, onSilence: 'greeting-timeout' });
}

async function command(
  conversation: Conversation,
  line: string,
  { reply: timeout }: Deadlines,
  where = '',
): Promise<SmtpReply> {
  if (!conversation.isIdle) throw new Fault('protocol-error', 'the server says more than it was asked');
  conversation.send(line);
  return conversation.reply({
    what: `the reply to ${line.split(' ', 1).join('')}${where}`,
    timeout,
    onSilence: 'reply-timeout',
  });
}

function helloOf(verb: 'EHLO' | 'HELO', name: string): string {
  // The name is the user's; it must not become a second command.
  if (!/^[!-~]{1,255}$/.test(name)) throw new Fault('protocol-error', 'the name for EHLO is not one');
  return `${verb} ${name}`;
}

/** The keyword is the first word of any line but the first (RFC 5321 section 4.1.1.1), in any case. */
function offersStartTls({ lines }: SmtpReply): boolean {
  return lines.slice(1).some((line) => /^STARTTLS(?:\s|$)/i.test(line));
}

function expectCode(reply: SmtpReply, code: number, what: string): void {
  if (reply.code !== code) throw refusal(reply, what);
}

function refusal({ code, lines }: SmtpReply, what: string): Fault {
  const id = code >= 500 ? 'permanent-reply' : code >= 400 ? 'temporary-reply' : 'protocol-error';
  return new Fault(id, shortened(`${what} ${code} ${lines.join(' ')}`.trimEnd()));
}
