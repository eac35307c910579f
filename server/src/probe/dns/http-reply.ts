import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Fault } from '../fault';
import { malformedFault } from './transport-fault';

export const dnsMediaType = 'application/dns-message';
/** The most that a DNS message can have. */
const maxMessage = 65_535;

/**
 * The DNS message of a reply over HTTP (RFC 8484 section 4.2). Redirects are not followed.
 *
 * @param who The URL that was asked, for texts.
 * @throws Fault `dns-malformed` where it is none.
 */
export async function readHttpReply(
  status: number,
  headers: IncomingHttpHeaders,
  body: Readable,
  who: string,
): Promise<Uint8Array> {
  if (status !== 200) throw malformedFault(who, `answered with the HTTP status ${status} instead of 200`);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== dnsMediaType) throw malformedFault(who, `sent something that is not ${dnsMediaType}`);
  return readBody(body, who);
}

async function readBody(body: Readable, who: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > maxMessage) throw malformedFault(who, 'sent more than a DNS message can have');
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw malformedFault(who, 'closed the connection before its reply was complete');
  }
  return Buffer.concat(chunks);
}
