import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Cause } from './cause';
import type { AddressEvidence, JudgedTlsaRecord, NamedSession, TlsEvidence } from './evidence';
import type { ProbeControl, ProbeOptions } from './options';
import type { Pace } from './pace';
import { type Visit, type VisitMeans, visit } from './smtp/visit';
import { offers } from './tls/client-context';
import type { SessionTerms } from './tls/session-evidence';
import type { TrustStore } from './tls/trust-store';

/** Opens a TCP connection through the route, paused. Rejects with a `Fault`; with the signal's reason when it aborts. */
export type Connect = (address: string, port: number, signal: AbortSignal) => Promise<Duplex>;

/** What one SMTP server address is to be asked. */
export interface AddressQuestion {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** The TLSA base domain and its records in use; null where there are none. */
  readonly tlsa: {
    readonly base: string;
    readonly records: readonly JudgedTlsaRecord[];
    /** The reference identifiers of DANE-TA (RFC 7672 section 3.2.2): TLSA base, next-hop, its expansion. */
    readonly names: readonly string[];
  } | null;
}

export interface AddressMeans {
  readonly connect: Connect;
  readonly pace: Pace;
  readonly trustStore: TrustStore;
  readonly options: ProbeOptions;
  readonly control: ProbeControl;
}

/**
 * Holds the SMTP dialogue with one address and looks at its TLS: once as Postfix connects at the levels that ask for
 * names, without server name indication, and where TLSA records are in use once more with the TLSA base domain. Rejects
 * only when the control's signal aborts, and not where its reason is a `Fault`: that is the cause in what was seen so far.
 */
export async function probeAddress(question: AddressQuestion, means: AddressMeans): Promise<AddressEvidence> {
  const { address, port, tlsa } = question;
  const plain = await visitWithin(question, means, { serverName: null, tlsa: null });
  const isWorthAnother =
    plain.outcome === 'session' || (plain.outcome === 'no-session' && plain.failure.dependsOnOffer);
  const dane =
    tlsa !== null && isWorthAnother
      ? await visitWithin(question, means, { serverName: isIP(tlsa.base) === 0 ? tlsa.base : null, tlsa })
      : null;
  return { address, port, ...outcomeOf(plain), ...(dane === null ? {} : daneSessionOf(dane)) };
}

/**
 * One more dialogue, with a server name indication, as Postfix holds it for `servername=` below the DANE levels. Rejects
 * as `probeAddress` does.
 */
export async function probeByName(
  serverName: string,
  question: AddressQuestion,
  means: AddressMeans,
): Promise<NamedSession> {
  return { serverName, ...sessionOf(await visitWithin(question, means, { serverName, tlsa: null })) };
}

/** Visits with one offer after the other, until one leads to a session or no other could. */
async function visitWithin(
  question: AddressQuestion,
  means: AddressMeans,
  wanted: Pick<SessionTerms, 'serverName' | 'tlsa'>,
): Promise<Visit> {
  const { trustStore } = means;
  const [first, ...others] = offers;
  let last = await visitInTurn({ ...wanted, offer: first, trustStore }, question, means);
  for (const offer of others) {
    if (last.outcome !== 'no-session' || !last.failure.dependsOnOffer) break;
    last = await visitInTurn({ ...wanted, offer, trustStore }, question, means);
  }
  return last;
}

/** One connection, when the provider's turn has come. */
async function visitInTurn(terms: SessionTerms, question: AddressQuestion, means: AddressMeans): Promise<Visit> {
  const seen = await visit(terms, visitMeans(question, means));
  // Too many connections, greylisting of clients, or a server in trouble: 421 and 450 mean later.
  if (seen.outcome === 'untested' && seen.cause.id === 'temporary-reply') {
    means.pace.slowDown(question.host, means.options.pacing);
  }
  return seen;
}

function visitMeans(
  { host, address, port }: AddressQuestion,
  { connect, pace, options, control }: AddressMeans,
): VisitMeans {
  const { heloName, deadlines, pacing } = options;
  const { signal, onStep } = control;
  return {
    heloName,
    deadlines,
    signal,
    connect: async () => {
      await pace.enter(host, pacing, signal);
      return connect(address, port, signal);
    },
    onStep: (kind) => onStep?.({ kind, subject: `${host} [${address}]` }),
  };
}

type Outcome = Pick<AddressEvidence, 'outcome' | 'cause' | 'greeting' | 'ehlo' | 'helo' | 'startTls' | 'tls'>;

function outcomeOf(plain: Visit): Outcome {
  const { replies } = plain;
  switch (plain.outcome) {
    case 'session':
      return { outcome: 'tls', ...replies, tls: plain.tls };
    case 'no-session': {
      const { blame, cause } = plain.failure;
      return { outcome: blame === 'server' ? 'tls-failed' : 'untested', cause, ...replies };
    }
    case 'no-starttls':
      return { outcome: 'no-starttls', ...replies };
    case 'starttls-refused':
    case 'untested':
      return { outcome: plain.outcome, cause: plain.cause, ...replies };
  }
}

function daneSessionOf(dane: Visit): Pick<AddressEvidence, 'daneTls' | 'daneCause'> {
  const { tls, cause } = sessionOf(dane);
  return { ...(tls ? { daneTls: tls } : {}), ...(cause ? { daneCause: cause } : {}) };
}

/** The session of a further visit, or why there is none. */
function sessionOf(further: Visit): { readonly tls?: TlsEvidence; readonly cause?: Cause } {
  switch (further.outcome) {
    case 'session':
      return { tls: further.tls };
    case 'no-session':
      return { cause: further.failure.cause };
    case 'no-starttls':
      return { cause: { id: 'protocol-error', text: 'STARTTLS was offered before, and then no longer' } };
    case 'starttls-refused':
    case 'untested':
      return { cause: further.cause };
  }
}
