/** A line that a program of Postfix logged, as far as explaining it needs. */
export interface LogLine {
  /** What it says, without date, host and process; of a delivery the text in the last parentheses. */
  readonly message: string;
  /** Null for a line that is no delivery. */
  readonly delivery: Delivery | null;
  /** Whether the program itself calls it a warning or an error; so may be a message alone that somebody copied. */
  readonly isComplaint: boolean;
}

/** `to=<…>, relay=…, dsn=…, status=…` of a delivery agent. */
export interface Delivery {
  /** That of the message, which tells its sender; empty where it is not logged. */
  readonly queueId: string;
  readonly recipient: string;
  /** The domain of the recipient: the next-hop, unless a relayhost or a transport names another. */
  readonly domain: string;
  /** The host that was talked to, without address and port; null for none. */
  readonly host: string | null;
  readonly status: string;
}

/** A longer line is read up to here: syslog(3) cuts most of them much earlier. */
const longest = 4_096;

/** What stands before the message: date, host, `postfix/smtp[4711]: ` or that of another instance or service. */
const head = /(?:^|\s)(?:[\w.-]+\/)*([\w.-]+)\[\d+\]: /;
/** The programs that send mail, and those that they ask. */
const programs: ReadonlySet<string> = new Set(['smtp', 'lmtp', 'tlsproxy', 'proxymap', 'postmap', 'trivial-rewrite']);

/**
 * Reads a line of a mail log, in the format of syslog, journald or Postfix's own log file; also one of which only the message
 * was copied. Null for an empty line, and for one of another program, such as smtpd.
 */
export function readLogLine(text: string): LogLine | null {
  const line = text.slice(0, longest).trim();
  if (line === '') return null;
  const found = head.exec(line);
  if (found !== null && !programs.has(found[1] ?? '')) return null;
  const message = found === null ? line : line.slice(found.index + found[0].length);
  const isComplaint = found === null || labels.exec(message)?.groups?.['complaint'] !== undefined;
  return readDelivery(message) ?? { message: message.replace(labels, ''), delivery: null, isComplaint };
}

/** The queue id of a message, and how grave it is. */
const labels = /^(?:(?!warning: )[0-9A-Za-z]{6,}: )?(?:(?:(?<complaint>warning|error|fatal|panic)|info|hint): )?/;

const queueId = /^([0-9A-Za-z]+): /;

/** What qmgr(8) says of a message before it is delivered; null for any other line. */
export function readSender(text: string): { readonly queueId: string; readonly sender: string } | null {
  const [, id, sender] = /\/n?qmgr\[\d+\]: ([0-9A-Za-z]+): from=<([^>]{0,320})>/.exec(text.slice(0, longest)) ?? [];
  return id === undefined || sender === undefined ? null : { queueId: id, sender };
}

function readDelivery(message: string): LogLine | null {
  const recipient = /\bto=<([^>]{0,320})>/.exec(message)?.[1];
  const status = /\bstatus=(\w+)/.exec(message);
  if (recipient === undefined || status === null) return null;
  const open = message.indexOf('(', status.index);
  const said = open < 0 ? '' : message.slice(open + 1).replace(/\)\s*$/, '');
  const relay = /\brelay=([^\s,[]+)/.exec(message)?.[1] ?? 'none';
  const delivery = {
    queueId: queueId.exec(message)?.[1] ?? '',
    recipient,
    domain: recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase(),
    host: relay === 'none' ? null : relay,
    status: status[1] ?? '',
  };
  return { message: said, delivery, isComplaint: delivery.status !== 'sent' };
}
