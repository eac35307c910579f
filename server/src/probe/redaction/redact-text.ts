import { parseAddress } from '../screening/address-bytes';
import { isAnonymous, replaceAddresses, spellingsInNames } from './addresses-in-text';
import type { Own } from './own';

/** What stands in the place of an address, a name or a mailbox of whoever probes. */
export const redacted = '<prober>';

const hostName = String.raw`[A-Za-z0-9_](?:[\w-]*[A-Za-z0-9_])?(?:\.[\w-]+)*\.[A-Za-z][A-Za-z0-9-]+`;
const between = String.raw`[\s()[\]<>,;:=]*`;
const beforeAddress = new RegExp(`${hostName}(?=${between}${redacted})`, 'g');
const behindAddress = new RegExp(`(?<=${redacted}${between})${hostName}`, 'g');

/** Takes what is known of the prober beforehand out of a text. */
export function redactOwn(text: string, own: Own): string {
  const addresses = own.addresses.map(parseAddress).filter((address) => address !== null);
  const hidden = replaceAddresses(text, (found) =>
    addresses.some((each) => Buffer.compare(each, found) === 0) ? redacted : null,
  );
  return redactNames(hidden, own);
}

/** Host names as whole words, and the mailboxes at them and at their domain. */
function redactNames(text: string, { names }: Own): string {
  return names.reduce((rest, name) => {
    const domains = [name, name.replace(/^[^.]+\./, '')].filter((domain) => domain === name || domain.includes('.'));
    const mailbox = new RegExp(`[^\\s<>@"]+@(?:${domains.map(escaped).join('|')})(?![\\w.-]*\\w)`, 'gi');
    const word = new RegExp(`(?<![\\w.-])${escaped(name)}(?!-*\\w|\\.\\w)`, 'gi');
    return rest.replace(mailbox, redacted).replace(word, redacted);
  }, text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The server that said something: its own names and addresses stay. */
export interface Speaker {
  readonly host: string;
  readonly addresses: readonly string[];
}

/**
 * Takes the prober out of what a server said in one dialogue. Behind a NAT only the server knows by which address, and by
 * which name, it sees us: so every address goes that is not its own, the names beside it, and those made of it.
 *
 * @param lines All lines of the dialogue.
 */
export function redactDialogue(lines: readonly string[], own: Own, speaker: Speaker): readonly string[] {
  const kept = speaker.addresses.map(parseAddress).filter((address) => address !== null);
  const seen: Uint8Array[] = [];
  const without = lines.map((line) =>
    replaceAddresses(line, (address) => {
      if (isAnonymous(address) || kept.some((each) => Buffer.compare(each, address) === 0)) return null;
      seen.push(address);
      return redacted;
    }),
  );
  const spellings = seen.flatMap(spellingsInNames);
  const isServers = (name: string): boolean => isSameOrganisation(name, speaker.host);
  const hide = (name: string): string => (isServers(name) ? name : redacted);
  const others = { ...own, names: own.names.filter((name) => name !== speaker.host) };
  return without.map((line) => {
    const named = line.replace(new RegExp(hostName, 'g'), (name) =>
      spellings.some((spelling) => spelling.test(name)) ? redacted : name,
    );
    return redactNames(named.replace(beforeAddress, hide).replace(behindAddress, hide), others);
  });
}

/**
 * The first line of the reply to EHLO greets the client (RFC 5321 section 4.1.1.1): but for the server's name in front, any
 * name there is ours.
 */
export function redactGreetedClient(line: string, { host }: Speaker): string {
  const [, front = '', rest = ''] = /^(\d{3}[ -])?(.*)$/s.exec(line) ?? [];
  const space = rest.search(/\s/);
  if (space < 0) return line;
  const named = rest
    .slice(space)
    .replace(new RegExp(hostName, 'g'), (name) =>
      isSameOrganisation(name, host) || name.toLowerCase() === rest.slice(0, space).toLowerCase() ? name : redacted,
    );
  return front + rest.slice(0, space) + named;
}

/** Whether a name ends in the last two labels of the host, at least. */
function isSameOrganisation(name: string, host: string): boolean {
  const domain = host.split('.').slice(-2).join('.');
  return `.${name.toLowerCase()}`.endsWith(`.${domain}`);
}
