import type { Envelope } from '../site/mail-route';
import { visible } from '../text/escape';
import type { Cause, Groups } from './cause';
import { daneCauses } from './dane-causes';
import { entryCauses } from './entry-causes';
import { type LogLine, readLogLine, readSender } from './log-line';
import { sessionCauses } from './session-causes';
import { setupCauses } from './setup-causes';

/** Every cause, in the order in which they are tried: a warning about an entry may hold the words of another cause. */
export const causes: readonly Cause[] = [...entryCauses, ...daneCauses, ...setupCauses, ...sessionCauses];

/** Lines of a log that say the same of one destination. */
export interface Explanation {
  readonly cause: Cause;
  /** The key of the entry that a line names; null where none does. */
  readonly key: string | null;
  /** The next-hop, or else the domain of the recipient; null where no line tells it. */
  readonly destination: string | null;
  /** What was to be delivered, where a delivery tells the destination: a relay or a transport may take its place. Else null. */
  readonly mail: Envelope | null;
  /** The server, without its address; null where no line tells it. */
  readonly host: string | null;
  readonly reason: string;
  readonly fix: string;
  /** How many lines say so, and where the first and the last of them stand, from 1. */
  readonly count: number;
  readonly firstLine: number;
  readonly lastLine: number;
  /** The first of them as it was read. */
  readonly text: string;
}

export interface ExplainedLog {
  /** In the order in which they came up. */
  readonly explanations: readonly Explanation[];
  /** Lines that were read. */
  readonly lines: number;
  /** Deliveries that failed for a reason that is not about TLS, as far as is known here. */
  readonly otherFailures: number;
  /** Explanations that were left out, since there are too many. */
  readonly more: number;
  /** Complaints about TLS for which no explanation is known here, in the order in which they came up. */
  readonly unexplained: readonly Unexplained[];
}

/** Lines that say the same, and of which nothing is known. */
export interface Unexplained {
  /** Where the first of them stands, from 1. */
  readonly firstLine: number;
  readonly count: number;
  /** The first of them as it was read. */
  readonly text: string;
}

/** Reads a log line by line, however long it is. */
export interface LogReader {
  add(line: string): void;
  readonly result: () => ExplainedLog;
}

/** More than a person reads; whatever a log holds, the memory is bounded. */
const mostExplanations = 2_000;
const longestText = 1_000;
/** Enough to report them. */
const mostUnexplained = 50;
/** Words of complaints about TLS. */
const aboutTls = /\b(?:[RD]?TLSA?|SSL|certificates?|ciphers?|DANE|DNSSEC|STS|STARTTLS|tls_\w+|\w+_tls_\w+)\b/i;

/** @param nextHopOf where a message goes: lines about two ways to one domain are told apart by it. */
export function createLogReader(nextHopOf?: (mail: Envelope, host: string | null) => string): LogReader {
  const senders = createSenders();
  const found = new Map<string, Explanation>();
  let lines = 0;
  let otherFailures = 0;
  let more = 0;
  const unexplained = new Map<string, Unexplained>();

  function note(explained: Explained, text: string): void {
    const { cause, key, destination, host, mail } = explained;
    const way = mail === null ? null : (nextHopOf?.(mail, host) ?? null);
    const id = JSON.stringify([cause.id, key, destination, way, key === null && destination === null ? host : null]);
    const known = found.get(id);
    if (known !== undefined) found.set(id, { ...known, count: known.count + 1, lastLine: lines });
    else if (found.size === mostExplanations) more += 1;
    else {
      found.set(id, {
        ...explained,
        count: 1,
        firstLine: lines,
        lastLine: lines,
        text: text.trim().slice(0, longestText),
      });
    }
  }

  function noteUnexplained(message: string, text: string): void {
    // Numbers are those of lines, processes and addresses.
    const id = message.replace(/\d+/g, '0');
    const known = unexplained.get(id);
    if (known !== undefined) unexplained.set(id, { ...known, count: known.count + 1 });
    else if (unexplained.size < mostUnexplained)
      unexplained.set(id, { firstLine: lines, count: 1, text: text.trim().slice(0, longestText) });
  }

  return {
    add(text) {
      lines += 1;
      const line = readLogLine(text);
      if (line === null) {
        senders.note(text);
        return;
      }
      const explained = explainLine(line, senders);
      if (explained !== null) note(explained, text);
      else if (line.isComplaint && aboutTls.test(line.message)) noteUnexplained(line.message, text);
      else if (line.delivery?.status === 'deferred' || line.delivery?.status === 'bounced') otherFailures += 1;
    },
    result: () => ({
      explanations: [...found.values()],
      lines,
      otherFailures,
      more,
      unexplained: [...unexplained.values()],
    }),
  };
}

type Explained = Omit<Explanation, 'count' | 'firstLine' | 'lastLine' | 'text'>;

/** Messages whose senders are kept: those that were taken up last. */
const mostSenders = 10_000;

/** Who sent the messages that qmgr(8) took up, by queue id. */
function createSenders() {
  const known = new Map<string, string>();
  return {
    note(text: string): void {
      const found = readSender(text);
      if (found === null) return;
      known.delete(found.queueId);
      known.set(found.queueId, found.sender);
      const [oldest] = known.keys();
      if (known.size > mostSenders && oldest !== undefined) known.delete(oldest);
    },
    of: (queueId: string): string | null => known.get(queueId) ?? null,
  };
}

function explainLine({ message, delivery }: LogLine, senders: ReturnType<typeof createSenders>): Explained | null {
  // What was delivered needs no explanation, whatever the server said.
  if (delivery?.status === 'sent') return null;
  for (const cause of causes) {
    const match = cause.pattern.exec(message);
    if (match === null) continue;
    const raw: Readonly<Partial<Record<string, string>>> = match.groups ?? {};
    const groups: Groups = Object.fromEntries(
      Object.entries(raw).flatMap(([name, text]) => (text === undefined ? [] : [[name, visible(text, 200)]])),
    );
    return {
      cause,
      key: raw['key'] ?? null,
      destination: raw['nextHop'] ?? delivery?.domain ?? null,
      mail:
        raw['nextHop'] === undefined && delivery !== null
          ? { recipient: delivery.recipient, sender: senders.of(delivery.queueId) }
          : null,
      host: raw['host'] ?? delivery?.host ?? null,
      reason: cause.reason(groups),
      fix: cause.fix(groups),
    };
  }
  return null;
}
