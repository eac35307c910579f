/** What smtp(8) did with one recipient of one message, as its log tells. */
export interface Delivery {
  /** The id of the table (thus of the transport) under test. */
  readonly table: string;
  readonly recipient: string;
  /** The queue id of the message, which all its recipients share. */
  readonly queueId: string;
  readonly status: 'sent' | 'deferred' | 'bounced';
  /** `4.7.5`. */
  readonly dsn: string;
  /** `mx.example.org[192.0.2.10]:25`, or `none`. */
  readonly relay: string;
  /** The text in parentheses behind the status. */
  readonly reply: string;
  /** Postfix's word for the last TLS session of the delivery; null for none. */
  readonly tls: 'Verified' | 'Trusted' | 'Untrusted' | 'Anonymous' | null;
  /** All other lines that the process logged for it. */
  readonly log: readonly string[];
}

const processLine = /^\S+ +\d+ \S+ \S+ (?:t-([\w-]+)|postfix)\/(?:smtp|error)\[(\d+)\]: (.*)$/;
const verdictLine = /^(\w+): to=<([^>]*)>,.* relay=(\S+), .*dsn=(\S+), status=(sent|deferred|bounced) \((.*)\)$/;
const sessionLine = /^(Verified|Trusted|Untrusted|Anonymous) TLS connection established to /;

/**
 * Reads the verdicts from a mail log. TLS lines carry no queue id, but an smtp(8) process handles one delivery at a
 * time: each line of a process since its previous verdict belongs to its next one.
 */
export function readDeliveries(log: string): Delivery[] {
  const pending = new Map<string, string[]>();
  const deliveries: Delivery[] = [];
  for (const line of log.split('\n')) {
    const [, table, pid = '', text = ''] = processLine.exec(line) ?? [];
    if (table === undefined) continue;
    const lines = pending.get(pid) ?? [];
    const verdict = verdictLine.exec(text);
    if (verdict === null) {
      pending.set(pid, [...lines, text]);
      continue;
    }
    pending.delete(pid);
    const [, queueId = '', recipient = '', relay = '', dsn = '', status, reply = ''] = verdict;
    const session = lines.map((each) => sessionLine.exec(each)?.[1]).findLast((word) => word !== undefined);
    deliveries.push({
      table,
      recipient,
      queueId,
      status: status as Delivery['status'],
      dsn,
      relay,
      reply,
      tls: (session as Delivery['tls'] | undefined) ?? null,
      log: lines,
    });
  }
  return deliveries;
}

/** The fatal errors and panics that the processes of each table ended with, the last one of each, by the id of the table. */
export function readFatalErrors(log: string): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const line of log.split('\n')) {
    const [, table, , text = ''] = processLine.exec(line) ?? [];
    if (table !== undefined && /^(?:fatal|panic): /.test(text)) errors[table] = text;
  }
  return errors;
}
