import type { AddressQuestion } from '../address';
import type { Cause, CauseId } from '../cause';
import type { AddressEvidence, Evidence, HostEvidence, NamedSession } from '../evidence';
import { type AddressMemory, addressKey, type NameMemory, type NameQuestion, nameKey } from './address-memory';
import { nextHopNames, tlsaQuestion } from './tlsa-question';

/** What earlier probes saw of servers that are not to be contacted again. */
export interface SeenBefore {
  readonly add: (look: Evidence) => void;
  /** What is known of the address, with the time it is from; null where nobody asked it. */
  readonly address: (question: AddressQuestion) => AddressEvidence | null;
  readonly name: (question: NameQuestion) => NamedSession | null;
}

/**
 * Knows what the looks saw of each address that are added to it. A question about one of them that none of the looks answers, since
 * the TLSA records or the server name are others, could not be tested, by the cause `asked-recently`.
 *
 * @param since What is older is not known; milliseconds since 1970.
 */
export function createSeenBefore(since: number): SeenBefore {
  const addresses = new Map<string, AddressEvidence & Dated>();
  const names = new Map<string, { readonly session: NamedSession } & Dated>();
  const asked = new Map<string, Dated>();

  const refusalOf = (server: Server): Cause | null => {
    const known = asked.get(serverKey(server));
    if (known === undefined) return null;
    const at = `${known.seenAt.slice(0, 16).replace('T', ' ')} UTC`;
    return {
      id: 'asked-recently',
      text: `it was asked at ${at}, though not this, and is not to be asked again so soon`,
    };
  };

  return {
    add(look) {
      for (const host of look.hosts) {
        const tlsa = tlsaQuestion(host, nextHopNames(look.domain, look));
        for (const seen of host.addresses) {
          const seenAt = seen.seenAt ?? look.finishedAt;
          if (!wasContacted(seen) || !(Date.parse(seenAt) > since)) continue;
          keepNewest(asked, serverKey(seen), { seenAt });
          keepNewest(addresses, addressKey({ ...seen, tlsa }), { ...withoutNames(seen), seenAt });
          for (const session of sessionsOf(host, seen)) {
            keepNewest(names, nameKey({ ...seen, serverName: session.serverName }), { session, seenAt });
          }
        }
      }
    },
    address(question) {
      const cause = refusalOf(question);
      if (cause === null) return null;
      const { address, port } = question;
      return addresses.get(addressKey(question)) ?? { address, port, outcome: 'untested', cause };
    },
    name(question) {
      const cause = refusalOf(question);
      if (cause === null) return null;
      return names.get(nameKey(question))?.session ?? { serverName: question.serverName, cause };
    },
  };
}

/** The memory of a run that asks nobody whom earlier ones asked. */
export function afterwards(memory: AddressMemory, before: SeenBefore | null): AddressMemory {
  if (before === null) return memory;
  return { ...memory, recall: (question) => before.address(question) ?? memory.recall(question) };
}

/** The same for sessions with a server name. */
export function namesAfterwards(memory: NameMemory, before: SeenBefore | null): NameMemory {
  if (before === null) return memory;
  return { ...memory, recall: (question) => before.name(question) ?? memory.recall(question) };
}

interface Dated {
  /** ISO 8601. */
  readonly seenAt: string;
}

function keepNewest<Kept extends Dated>(kept: Map<string, Kept>, key: string, candidate: Kept): void {
  const known = kept.get(key);
  if (known === undefined || known.seenAt <= candidate.seenAt) kept.set(key, candidate);
}

type Server = Pick<AddressQuestion, 'address' | 'port'>;

function serverKey({ address, port }: Server): string {
  return JSON.stringify([address, port]);
}

/** Causes by which nobody was bothered. */
const unasked: ReadonlySet<CauseId> = new Set([
  'cancelled',
  'deadline',
  'address-refused',
  'asked-recently',
  'no-ipv6',
  'no-probe',
  'network-unreachable',
  'route-failed',
]);

function wasContacted({ outcome, cause }: AddressEvidence): boolean {
  return outcome !== 'untested' || cause === undefined || !unasked.has(cause.id);
}

/** Added where the entry that is looked at wants a server name. */
const byName: ReadonlySet<string> = new Set(['hostTls', 'hostCause', 'named'] satisfies (keyof AddressEvidence)[]);

/** What the address shows to everybody. */
function withoutNames(seen: AddressEvidence): AddressEvidence {
  const { address, port, outcome } = seen;
  const rest = Object.entries(seen).filter(([member]) => !byName.has(member));
  return { address, port, outcome, ...Object.fromEntries(rest) };
}

function sessionsOf(
  { name }: HostEvidence,
  { hostTls, hostCause, named = [] }: AddressEvidence,
): readonly NamedSession[] {
  if (hostTls === undefined && hostCause === undefined) return named;
  return [
    { serverName: name, ...(hostTls ? { tls: hostTls } : {}), ...(hostCause ? { cause: hostCause } : {}) },
    ...named,
  ];
}
