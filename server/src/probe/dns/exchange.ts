import { randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Fault } from '../fault';
import type { DohServer, Endpoint, ResolverAddress } from '../options';
import { createTurns } from '../turns';
import type { Limits } from './attempt';
import { formatEndpoint } from './endpoint';
import { createDohClient, type DohClient } from './https';
import { encodeQuery, isReplyTo, isTruncated, parseReply } from './message';
import { rcodeFault } from './rcode-fault';
import type { DnsMessage, Exchange, Question } from './record';
import { isDohServer, resolverName } from './resolver-address';
import { askOverTcp } from './tcp';
import { malformedFault, timeoutFault, unreachableFault } from './transport-fault';
import { askOverUdp } from './udp';

export interface ExchangeOptions {
  /** Tried in order, from the one that last gave an answer. */
  readonly resolvers: readonly ResolverAddress[];
  /** With the CAs that servers over HTTPS are verified against, asked for only where there is one; by default the runtime's. */
  readonly httpsContext?: () => SecureContext;
  /** Milliseconds for one question, all attempts at all resolvers included; the wait for its turn is not. */
  readonly deadline: number;
}

/**
 * Questions of one client under way at a time; the others wait. Hundreds of datagrams at once overrun the buffer of
 * the resolver's socket, and each that is lost costs a whole first round.
 */
export const questionsAtOnce = 64;

const rounds = 2;
/** The first round is short, since a lost packet is more usual than a slow resolver; the second one has the rest. */
const firstRoundShare = 1 / 3;

/**
 * Asks recursive resolvers over UDP, and over TCP where the reply was cut; or over HTTPS. Each resolver gets two attempts; one that
 * fails or refuses is not asked again, and hands over to the next. Where no resolver gives an answer, the first reply
 * that says so (SERVFAIL, REFUSED) is returned, for the caller to tell; where none replies at all, that is a `Fault`.
 * No more than {@link questionsAtOnce} are under way at a time, in the order of their arrival.
 */
export function createExchange({ resolvers, httpsContext = createSecureContext, deadline }: ExchangeOptions): Exchange {
  let preferred = 0;
  const turns = createTurns(questionsAtOnce);
  const clients = new Map<ResolverAddress, DohClient>();
  const clientOf = (server: DohServer): DohClient => {
    const client = clients.get(server) ?? createDohClient(server, httpsContext);
    clients.set(server, client);
    return client;
  };
  const askAll = async (question: Question, signal: AbortSignal): Promise<DnsMessage> => {
    const ordered = [...resolvers.slice(preferred), ...resolvers.slice(0, preferred)];
    const ask: AskOne = (resolver, limits, end) =>
      isDohServer(resolver)
        ? askByHttps(question, resolver, clientOf(resolver), limits)
        : askPlainly(question, resolver, limits, end);
    const { reply, from } = await askInTurn(ask, ordered, deadline, signal);
    if (rcodeFault(reply) === null) preferred = resolvers.indexOf(from);
    return reply;
  };
  return (question, signal) => turns.take('question', { signal }, () => askAll(question, signal));
}

interface Reply {
  readonly reply: DnsMessage;
  readonly from: ResolverAddress;
}

/**
 * One attempt at one resolver.
 *
 * @param end When the question's own time is over, by the clock of `performance.now`.
 */
type AskOne = (resolver: ResolverAddress, limits: Limits, end: number) => Promise<DnsMessage>;

async function askInTurn(
  ask: AskOne,
  resolvers: readonly ResolverAddress[],
  deadline: number,
  signal: AbortSignal,
): Promise<Reply> {
  if (resolvers.length === 0) throw new Fault('dns-unreachable', 'there is no DNS resolver to ask');
  const end = performance.now() + deadline;
  const silent = new Map<ResolverAddress, Fault>();
  let refusal: Reply | null = null;
  for (let round = 1; round <= rounds; round++) {
    const asked = round === 1 ? resolvers : [...silent.keys()];
    for (const [index, resolver] of asked.entries()) {
      const remaining = end - performance.now();
      if (remaining <= 0) break;
      const timeout = round < rounds ? (deadline * firstRoundShare) / asked.length : remaining / (asked.length - index);
      try {
        const reply = await ask(resolver, { timeout, signal }, end);
        silent.delete(resolver);
        if (rcodeFault(reply) === null) return { reply, from: resolver };
        refusal ??= { reply, from: resolver };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        silent.set(resolver, error);
      }
    }
  }
  if (refusal !== null) return refusal;
  throw joined(silent, deadline);
}

/** RFC 8484 section 4.1 wants the id 0; the connection makes the reply that to our query. */
async function askByHttps(
  question: Question,
  server: DohServer,
  client: DohClient,
  limits: Limits,
): Promise<DnsMessage> {
  const reply = await client.ask(encodeQuery(question, 0), limits);
  return accepted(reply, question, 0, server);
}

/** The reply over TCP has as much time again as that over UDP. */
async function askPlainly(question: Question, resolver: Endpoint, limits: Limits, end: number): Promise<DnsMessage> {
  if (isIP(resolver.host) === 0) throw unreachableFault(formatEndpoint(resolver), new Error('not an IP address'));
  if (resolver.port < 1 || resolver.port > 65_535)
    throw unreachableFault(formatEndpoint(resolver), new Error('not a port'));
  const id = randomInt(0x10000);
  const query = encodeQuery(question, id);
  const accepts = (packet: Uint8Array): boolean => isReplyTo(packet, question, id);
  const packet = await askOverUdp(query, resolver, accepts, limits);
  if (!isTruncated(packet)) return parsed(packet, question, resolver);
  const timeout = Math.max(1, Math.min(limits.timeout, end - performance.now()));
  return accepted(await askOverTcp(query, resolver, { ...limits, timeout }), question, id, resolver);
}

/** A whole reply, from somebody who alone could send it. */
function accepted(packet: Uint8Array, question: Question, id: number, resolver: ResolverAddress): DnsMessage {
  const who = resolverName(resolver);
  if (!isReplyTo(packet, question, id)) throw malformedFault(who, 'answered another question than the one asked');
  if (isTruncated(packet)) throw malformedFault(who, 'cut its reply off although it had all the room');
  return parsed(packet, question, resolver);
}

function parsed(packet: Uint8Array, question: Question, resolver: ResolverAddress): DnsMessage {
  return { ...parseReply(packet, question), resolver: resolverName(resolver) };
}

/** All faults as one: several resolvers that were only silent make one sentence. */
function joined(faults: ReadonlyMap<ResolverAddress, Fault>, deadline: number): Fault {
  const all = [...faults.values()];
  const id = all[0]?.id ?? 'dns-timeout';
  if (all.every((fault) => fault.id === 'dns-timeout'))
    return timeoutFault([...faults.keys()].map(resolverName), deadline);
  return new Fault(id, all.map((fault) => fault.message).join('; '));
}
