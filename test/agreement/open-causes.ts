import type { JudgeReasonId } from '../../server/src/verdict/reasons';
import type { Reason } from '../../server/src/verdict/verdict';

/** Why a verdict was left open, and why the judge can't know better. */
export interface OpenCause {
  readonly id: string;
  readonly reason: JudgeReasonId;
  /** Found in the reason's text. */
  readonly text: RegExp;
  readonly fact: string;
  readonly why: string;
}

/** All for which the judge may leave an outcome open; the first that fits counts. */
const openCauses: readonly OpenCause[] = [
  {
    id: 'no-connection',
    reason: 'not-reached',
    text: /refused the connection|no connection|did not answer|unreachable/,
    fact: 'No connection came about.',
    why: 'The way may be closed to who probes alone (port 25 is blocked in many networks), and a server that is down comes back.',
  },
  {
    id: 'no-greeting',
    reason: 'not-reached',
    text: /greeting did not come|before the greeting/,
    fact: 'The connection stayed silent, or closed before the greeting.',
    why: 'A server that is busy or screens clients does that to one and not to another.',
  },
  {
    id: 'greeting-4xx',
    reason: 'not-reached',
    text: /the greeting is 4/,
    fact: 'The greeting was 421: later, please.',
    why: 'The next client, or the same one a minute later, is let in, so that neither delivery nor deferral is certain.',
  },
  {
    id: 'greeting-5xx',
    reason: 'not-reached',
    text: /the greeting is 5/,
    fact: 'The greeting was 554: no service for this client.',
    why: 'It goes by the address of the client (postscreen, blocklists), and mail is sent from another one than that of the probe.',
  },
  {
    id: 'ehlo-closed',
    reason: 'not-reached',
    text: /before the reply to EHLO/,
    fact: 'The connection closed after EHLO.',
    why: 'It may be the name in EHLO, the address or chance; Postfix sends another name from another address.',
  },
  {
    id: 'ehlo-refused',
    reason: 'not-reached',
    text: /the reply to EHLO is/,
    fact: 'EHLO and HELO were refused.',
    why: 'It may be the name that they send; Postfix sends another name from another address.',
  },
  {
    id: 'reply-broken',
    reason: 'not-reached',
    text: /mixes the codes/,
    fact: 'A reply broke RFC 5321 by mixing its codes.',
    why: 'Postfix goes by the last line, while somebody on the way may have put lines in; the probe does not go on by such a reply.',
  },
  {
    id: 'injected',
    reason: 'not-reached',
    text: /plaintext follows/,
    fact: 'Plaintext followed the reply to STARTTLS.',
    why: 'It looks like an injection (CVE-2011-0411), at which the probe ends; Postfix drops the text and goes on.',
  },
  {
    id: 'handshake-closed',
    reason: 'not-reached',
    text: /closed the connection in the handshake/,
    fact: 'The connection closed in the handshake.',
    why: 'No alert says that the server refused, so that it may as well have been the network.',
  },
  {
    id: 'mx-lookup',
    reason: 'mx-lookup-error',
    text: /./,
    fact: 'The MX lookup got no answer, or data that does not validate at a sender without DNSSEC lookups.',
    why: 'Silence may be local to the probe, and a resolver that does not validate passes on what one that does holds back.',
  },
  {
    id: 'address-lookup',
    reason: 'address-lookup-error',
    text: /./,
    fact: 'The lookup of the addresses of a host ended the same way.',
    why: 'As with the MX records.',
  },
  {
    id: 'server-name',
    reason: 'attribute-in-doubt',
    text: /servername=/,
    fact: 'The entry sends a server name, and no session without it came about.',
    why: 'The probe asks by name only where a session without it showed that TLS works at all.',
  },
  {
    id: 'lists',
    reason: 'attribute-in-doubt',
    text: /protocols|ciphers|exclude/,
    fact: 'A list excludes the protocol or the cipher that was used.',
    why: 'Servers choose, and what else this one has was not asked.',
  },
];

/** The cause of a reason that leaves the outcome open; null for one that has none, and so must not. */
export function openCauseOf({ id, text }: Reason): OpenCause | null {
  return openCauses.find((cause) => cause.reason === id && cause.text.test(text)) ?? null;
}

export function openCauseNamed(id: string): OpenCause {
  const found = openCauses.find((cause) => cause.id === id);
  if (found === undefined) throw new Error(`no cause ${id}`);
  return found;
}
