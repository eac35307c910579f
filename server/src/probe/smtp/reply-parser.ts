import type { SmtpReply } from '../evidence';
import { Fault } from '../fault';
import { printableBytes, shortened } from '../printable';

/** What one reply may have; no honest one comes near (RFC 5321 section 4.5.3.1.5: 512 octets a line). */
export const replyLimits = {
  /** Octets of a line, its end included. */
  line: 2 * 1024,
  lines: 64,
  /** Octets of a reply. */
  reply: 16 * 1024,
} as const;

export interface ReplyParser {
  /** Takes what came. */
  add(bytes: Uint8Array): Parsed;
  /** Octets that belong to no complete reply. */
  readonly pendingBytes: number;
}

export interface Parsed {
  /** The replies that were completed. */
  readonly replies: readonly SmtpReply[];
  /** `limit` or `protocol-error` behind them: the parser is of no use then. */
  readonly fault: Fault | null;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** A code alone is a last line as well (RFC 5321 section 4.2). */
const form = /^([2-5]\d\d)(?:([ -])(.*))?$/s;

/**
 * Reads SMTP replies (RFC 5321 section 4.2.1) from bytes however they are cut: lines end with CRLF, or with LF alone,
 * and all lines of a reply have the same code.
 */
export function createReplyParser(): ReplyParser {
  let line: Uint8Array[] = [];
  let lineBytes = 0;
  let replyBytes = 0;
  let code: number | null = null;
  let lines: string[] = [];

  function grow(part: Uint8Array): void {
    line.push(part);
    lineBytes += part.length;
    replyBytes += part.length;
    if (lineBytes > replyLimits.line) throw new Fault('limit', `a reply line is longer than ${replyLimits.line} bytes`);
    if (replyBytes > replyLimits.reply) throw new Fault('limit', `a reply is longer than ${replyLimits.reply} bytes`);
  }

  /** The reply, if this was its last line. */
  function endLine(): SmtpReply | null {
    const parsed = parseLine(withoutLineEnd(Buffer.concat(line)));
    line = [];
    lineBytes = 0;
    if (code !== null && parsed.code !== code) {
      throw new Fault(
        'protocol-error',
        `a reply mixes the codes ${code} and ${parsed.code}: ${shortened(parsed.text, 80)}`,
      );
    }
    code = parsed.code;
    lines.push(parsed.text);
    if (lines.length > replyLimits.lines) throw new Fault('limit', `a reply has more than ${replyLimits.lines} lines`);
    if (!parsed.isLast) return null;
    const reply = { code, lines };
    code = null;
    lines = [];
    replyBytes = 0;
    return reply;
  }

  function take(bytes: Uint8Array, replies: SmtpReply[]): void {
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(lineFeed, start);
      grow(bytes.subarray(start, end < 0 ? bytes.length : end + 1));
      if (end < 0) return;
      const reply = endLine();
      if (reply !== null) replies.push(reply);
      start = end + 1;
    }
  }

  return {
    add(bytes) {
      const replies: SmtpReply[] = [];
      try {
        take(bytes, replies);
        return { replies, fault: null };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return { replies, fault: error };
      }
    },
    get pendingBytes() {
      return replyBytes;
    },
  };
}

function withoutLineEnd(line: Buffer): Buffer {
  return line.subarray(0, line.at(-2) === carriageReturn ? -2 : -1);
}

interface ReplyLine {
  readonly code: number;
  readonly isLast: boolean;
  readonly text: string;
}

function parseLine(line: Buffer): ReplyLine {
  const [, code, separator, rest = ''] = form.exec(line.toString('latin1')) ?? [];
  if (code === undefined) {
    throw new Fault('protocol-error', `not an SMTP reply: ${shortened(printableBytes(line), 80)}`);
  }
  return {
    code: Number(code),
    isLast: separator !== '-',
    text: printableBytes(Buffer.from(rest, 'latin1')),
  };
}
