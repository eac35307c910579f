import type { Cause } from '../cause';
import type { Alias, DnsAnswer, DnssecStatus, RecordType, Resolver } from '../dns/answer';
import { parseName } from '../dns/name';
import type { DomainName, Exchange } from '../dns/record';
import { decodeRecordData } from '../dns/record-data';
import { rrType } from '../dns/types';
import { Fault } from '../fault';
import { rootAnchors, type TrustAnchor } from './anchors';
import { askAhead } from './ask-ahead';
import { createInquiry, type Inquiry } from './inquiry';
import { limits } from './limits';
import { askResolverView } from './resolver-view';
import { testPath } from './self-test';
import { shareExchange } from './shared-exchange';
import { stepAt } from './step';
import { nameText } from './text';

export interface ValidatorOptions {
  /** Asks a resolver that is not trusted at all. */
  readonly exchange: Exchange;
  /**
   * Besides the anchors of the root zone that ship with this program. Those of the closest name at or above the one
   * asked for count, and nothing that zones above them say; below the root that makes an island of trust.
   */
  readonly trustAnchors: readonly TrustAnchor[];
  /** What signatures are held against. */
  readonly now: () => Date;
  /** Asks for what the chain of trust will want before it is wanted: fewer round trips, and a question more at times. */
  readonly asksAhead?: boolean;
}

export interface ValidatingResolver extends Resolver {
  /** Why DNSSEC can't be proven over this resolver at all; null where it can, or where that could not be tested. */
  testPath(signal: AbortSignal): Promise<Cause | null>;
}

/**
 * A validating stub resolver (RFC 4035 section 4.9): every answer is followed up to a trust anchor, by questions of
 * its own. Replies are kept for as long as they may live, so one resolver serves one run.
 */
export function createValidatingResolver({
  exchange,
  trustAnchors,
  now,
  asksAhead = false,
}: ValidatorOptions): ValidatingResolver {
  const shared = shareExchange(exchange, now);
  const anchors = [...rootAnchors, ...trustAnchors];
  return {
    resolve: async (name, type, signal) => {
      signal.throwIfAborted();
      if (asksAhead) askAhead(shared, name, signal);
      const found = await answer(createInquiry(shared, anchors, now(), signal), name, type);
      if (found.status !== 'bogus') return found;
      const question = { name: found.name, type: rrType[type] };
      return { ...found, resolverView: await askResolverView(shared, question, signal) };
    },
    testPath: (signal) => testPath(shared, anchors, now(), signal),
  };
}

/** What is known so far, while aliases are followed. */
interface Progress {
  readonly aliases: Alias[];
  readonly statuses: DnssecStatus[];
  ttl: number;
}

async function answer<T extends RecordType>(inquiry: Inquiry, name: string, type: T): Promise<DnsAnswer<T>> {
  const asked = parseName(name);
  if (asked === null) return failed(name, type, emptyProgress(), new Fault('dns-malformed', 'not a domain name'));
  const progress = emptyProgress();
  try {
    return await follow(inquiry, asked, type, progress);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failed(asked, type, progress, error);
  }
}

function emptyProgress(): Progress {
  return { aliases: [], statuses: [], ttl: Infinity };
}

async function follow<T extends RecordType>(
  inquiry: Inquiry,
  asked: DomainName,
  type: T,
  progress: Progress,
): Promise<DnsAnswer<T>> {
  const seen = new Set<DomainName>();
  for (let name = asked; ; ) {
    seen.add(name);
    const step = await stepAt(inquiry, name, rrType[type]);
    progress.statuses.push(step.status);
    progress.ttl = Math.min(progress.ttl, step.ttl);
    const { aliases, ttl, statuses } = progress;
    const common = { name: asked, type, status: weakest(statuses), aliases, ttl };
    switch (step.kind) {
      case 'records':
        return { ...common, outcome: 'records', records: step.data.map((rdata) => decodeRecordData(type, rdata)) };
      case 'absent':
        return { ...common, outcome: step.outcome, records: [] };
      case 'alias':
        aliases.push({ from: name, to: step.to, status: step.status });
        checkAliases(asked, aliases, seen, step.to);
        name = step.to;
    }
  }
}

function checkAliases(
  asked: DomainName,
  aliases: readonly Alias[],
  seen: ReadonlySet<DomainName>,
  to: DomainName,
): void {
  if (seen.has(to)) throw new Fault('dns-alias-loop', `the aliases of ${nameText(asked)} lead in a circle`);
  if (aliases.length <= limits.aliases) return;
  throw new Fault('dns-alias-loop', `${nameText(asked)} leads over more than ${limits.aliases} aliases`);
}

/** Bogus data is never handed on. */
function failed<T extends RecordType>(
  name: string,
  type: T,
  { aliases, statuses }: Progress,
  fault: Fault,
): DnsAnswer<T> {
  const status = fault.id === 'dnssec-bogus' ? 'bogus' : 'indeterminate';
  return {
    name,
    type,
    status: weakest([...statuses, status]),
    outcome: 'failed',
    records: [],
    aliases,
    ttl: 0,
    cause: fault.asCause,
  };
}

const byStrength: readonly DnssecStatus[] = ['bogus', 'indeterminate', 'insecure', 'secure'];

function weakest(statuses: readonly DnssecStatus[]): DnssecStatus {
  return byStrength.find((status) => statuses.includes(status)) ?? 'indeterminate';
}
