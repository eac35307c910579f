import type { AddressQuestion, NamedSession } from '../address';
import type { AddressEvidence } from '../evidence';

/** Keeps what servers showed, since those of one provider serve many domains, and need not be asked for each. */
interface Memory<Seen> {
  /** Null where nothing is known, or no longer. */
  readonly recall: (question: AddressQuestion) => Seen | null;
  readonly remember: (question: AddressQuestion, seen: Seen) => void;
}

/** What an address shows to everybody. */
export type AddressMemory = Memory<AddressEvidence>;
/** What it shows to whoever sends the name of the host. */
export type NameMemory = Memory<NamedSession>;

/** Milliseconds for which it is kept what was seen, and that nothing was. */
const keptFor = { seen: 300_000, untested: 60_000 };
const maxEntries = 512;

export function createAddressMemory(now: () => Date): AddressMemory {
  return createMemory({
    // By what name a server is known changes nothing that it shows.
    keyOf: ({ address, port, tlsa }) => JSON.stringify([address, port, tlsa]),
    isSeen: ({ outcome }) => outcome !== 'untested',
    now,
  });
}

export function createNameMemory(now: () => Date): NameMemory {
  return createMemory({
    keyOf: ({ host, address, port }) => JSON.stringify([host, address, port]),
    isSeen: ({ hostTls }) => hostTls !== undefined,
    now,
  });
}

interface Keeping<Seen> {
  readonly keyOf: (question: AddressQuestion) => string;
  readonly isSeen: (seen: Seen) => boolean;
  readonly now: () => Date;
}

function createMemory<Seen>({ keyOf, isSeen, now }: Keeping<Seen>): Memory<Seen> {
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
