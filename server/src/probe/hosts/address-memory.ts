import type { AddressQuestion } from '../address';
import type { AddressEvidence, NamedSession } from '../evidence';

/** Keeps what servers showed, since those of one provider serve many domains, and need not be asked for each. */
interface Memory<Question, Seen> {
  /** Null where nothing is known, or no longer. */
  readonly recall: (question: Question) => Seen | null;
  readonly remember: (question: Question, seen: Seen) => void;
}

/** What an address shows to everybody. */
export type AddressMemory = Memory<AddressQuestion, AddressEvidence>;
/** What it shows to whoever sends a server name. */
export type NameMemory = Memory<NameQuestion, NamedSession>;

export interface NameQuestion extends Pick<AddressQuestion, 'address' | 'port'> {
  readonly serverName: string;
}

/** Milliseconds for which it is kept what was seen, and that nothing was. */
const keptFor = { seen: 300_000, untested: 60_000 };
const maxEntries = 512;

export function createAddressMemory(now: () => Date): AddressMemory {
  return createMemory({
    keyOf: addressKey,
    isSeen: ({ outcome }) => outcome !== 'untested',
    now,
  });
}

export function createNameMemory(now: () => Date): NameMemory {
  return createMemory({
    keyOf: nameKey,
    isSeen: ({ tls }) => tls !== undefined,
    now,
  });
}

/** One text for each question. By what name a server is known changes nothing that it shows. */
export function addressKey({ address, port, tlsa }: Pick<AddressQuestion, 'address' | 'port' | 'tlsa'>): string {
  return JSON.stringify([address, port, tlsa]);
}

/** The same for questions with a server name. */
export function nameKey({ serverName, address, port }: NameQuestion): string {
  return JSON.stringify([serverName, address, port]);
}

interface Keeping<Question, Seen> {
  readonly keyOf: (question: Question) => string;
  readonly isSeen: (seen: Seen) => boolean;
  readonly now: () => Date;
}

function createMemory<Question, Seen>({ keyOf, isSeen, now }: Keeping<Question, Seen>): Memory<Question, Seen> {
  const entries = new Map<string, { readonly seen: Seen; readonly expires: number }>();
  return {
    recall: (question) => {
      const entry = entries.get(keyOf(question));
      return entry !== undefined && entry.expires > now().getTime() ? entry.seen : null;
    },
    remember: (question, seen) => {
      const lifetime = isSeen(seen) ? keptFor.seen : keptFor.untested;
      entries.set(keyOf(question), { seen, expires: now().getTime() + lifetime });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}
