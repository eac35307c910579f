import { parseAddress } from '../screening/address-bytes';
import { hideAddresses, isAnonymous, mark, otherSpellings, type WrittenAddress } from './addresses-in-text';
import { isHostName, isSameOrganisation, replaceWords } from './names-in-text';
import type { Own } from './own';

/** What stands in the place of an address, a name or a mailbox of whoever probes. */
export const redacted = '<prober>';
/** No honest server names more addresses than these. */
const mostAddresses = 16;

/** Takes what is known of the prober beforehand out of a text. */
export function redactOwn(text: string, own: Own): string {
  const addresses = bytesOf(own.addresses);
  const hidden = hideAddresses(text, ({ address }) => isAmong(addresses, address));
  return shown(withoutNames(hidden, own));
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
  const { texts, seen } = withoutAddresses(lines, speaker);
  const spellings = seen.flatMap(otherSpellings);
  const others = { ...own, names: own.names.filter((name) => name !== speaker.host) };
  return texts.map((text) => {
    const named = replaceWords(text, (word, { isBesideMark }) => {
      if (!isHostName(word)) return null;
      const isMade = spellings.some((spelling) => word.search(spelling) >= 0);
      return isMade || (isBesideMark && !isSameOrganisation(word, speaker.host)) ? mark : null;
    });
    const spelt = spellings.reduce((rest, spelling) => rest.replace(spelling, mark), named);
    return shown(withoutNames(spelt, others));
  });
}

/** The names that a server gives us: beside our address, or greeting us. They may stand alone elsewhere. */
export function namesGiven(lines: readonly string[], greeting: string, speaker: Speaker): readonly string[] {
  const beside: string[] = [];
  for (const text of withoutAddresses(lines, speaker).texts) {
    replaceWords(text, (word, { isBesideMark }) => {
      if (isBesideMark && isHostName(word) && !isSameOrganisation(word, speaker.host)) beside.push(word);
      return null;
    });
  }
  return [...beside, ...clientNames(greeting, speaker)];
}

/**
 * The first line of the reply to EHLO greets the client (RFC 5321 section 4.1.1.1): but for the server's name in front, any
 * name there is ours.
 */
export function redactGreetedClient(line: string, speaker: Speaker): string {
  const names = clientNames(line, speaker);
  return shown(replaceWords(line, (word) => (names.includes(word) ? mark : null)));
}

function clientNames(line: string, { host }: Speaker): readonly string[] {
  const [first = ''] = line.replace(/^\d{3}[ -]/, '').split(/\s/, 1);
  const names: string[] = [];
  replaceWords(line.replace(/^\d{3}[ -]/, '').slice(first.length), (word) => {
    if (isHostName(word) && !isSameOrganisation(word, host) && word !== first.toLowerCase()) names.push(word);
    return null;
  });
  return names;
}

interface WithoutAddresses {
  readonly texts: readonly string[];
  /** The addresses that were in them, each spelling once. */
  readonly seen: readonly WrittenAddress[];
}

/** Without all addresses but those of the speaker, and those that say nothing. */
function withoutAddresses(lines: readonly string[], { addresses }: Speaker): WithoutAddresses {
  const kept = bytesOf(addresses);
  const seen = new Map<string, WrittenAddress>();
  const texts = lines.map((line) =>
    hideAddresses(line, (found) => {
      if (isAnonymous(found.address) || isAmong(kept, found.address)) return false;
      if (seen.size < mostAddresses) seen.set(found.written, found);
      return true;
    }),
  );
  return { texts, seen: [...seen.values()] };
}

/** Host names as whole words, and the mailboxes at them and at their domain. */
function withoutNames(text: string, { names }: Own): string {
  const known = new Set(names);
  const domains = new Set(
    names.flatMap((name) => [name, name.replace(/^[^.]+\./, '')]).filter((name) => name.includes('.')),
  );
  const withoutMailboxes = text.includes('@')
    ? text.replace(/[^\s<>"]+/g, (word) => {
        const domain = word.slice(word.lastIndexOf('@') + 1).replace(/[^\w-]+$/, '');
        return word.includes('@') && (domains.has(domain.toLowerCase()) || known.has(domain.toLowerCase()))
          ? mark + word.slice(word.lastIndexOf('@') + 1 + domain.length)
          : word;
      })
    : text;
  return replaceWords(withoutMailboxes, (word) => (known.has(word) ? mark : null));
}

function shown(text: string): string {
  return text.replaceAll(mark, redacted);
}

function bytesOf(addresses: readonly string[]): readonly Uint8Array[] {
  return addresses.map(parseAddress).filter((address) => address !== null);
}

function isAmong(addresses: readonly Uint8Array[], address: Uint8Array): boolean {
  return addresses.some((each) => Buffer.compare(each, address) === 0);
}
