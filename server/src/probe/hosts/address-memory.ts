import type { AddressQuestion } from '../address';
import type { AddressEvidence } from '../evidence';

/** Keeps what addresses showed, since those of one provider serve many domains, and need not be asked for each. */
export interface AddressMemory {
  /** Null where nothing is known, or no longer. */
  readonly recall: (question: AddressQuestion) => AddressEvidence | null;
  readonly remember: (question: AddressQuestion, evidence: AddressEvidence) => void;
}

/** Milliseconds for which it is kept what was seen, and that nothing was. */
const keptFor = { seen: 300_000, untested: 60_000 };
const maxEntries = 512;

/** By what name a server is known changes nothing that it shows. */
function keyOf({ address, port, tlsa }: AddressQuestion): string {
  return JSON.stringify([address, port, tlsa]);
}

export function createAddressMemory(now: () => Date): AddressMemory {
  const entries = new Map<string, { readonly evidence: AddressEvidence; readonly expires: number }>();
  return {
    recall: (question) => {
      const entry = entries.get(keyOf(question));
      return entry !== undefined && entry.expires > now().getTime() ? entry.evidence : null;
    },
    remember: (question, evidence) => {
      const lifetime = evidence.outcome === 'untested' ? keptFor.untested : keptFor.seen;
      entries.set(keyOf(question), { evidence, expires: now().getTime() + lifetime });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}
