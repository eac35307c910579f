import type { DnsAnswer } from '../dns/answer';
import { compareNames } from '../dns/name';
import type { Evidence } from '../evidence';
import { limits } from '../limits';
import type { NextHop } from '../next-hop';
import type { Ask } from '../stop';

/** A host that would take the mail. */
export interface MailHost {
  readonly name: string;
  readonly preference: number | null;
}

/** Where smtp(8) would take the mail, and how that was found. */
export interface Routing {
  readonly mx: DnsAnswer<'MX'> | null;
  readonly routing: Evidence['routing'];
  /** In the order in which they are tried. */
  readonly hosts: readonly MailHost[];
  /** Those beyond the limit. */
  readonly hostsSkipped: number;
}

/** Finds the hosts of a next-hop as smtp_domain_addr() of src/smtp/smtp_addr.c does. */
export async function findHosts({ kind, name }: NextHop, ask: Ask): Promise<Routing> {
  const none = { hosts: [], hostsSkipped: 0 };
  const itself = [{ name, preference: null }];
  if (kind !== 'domain') return { mx: null, routing: 'bracketed', hosts: itself, hostsSkipped: 0 };
  const mx = await ask(name, 'MX');
  switch (mx.outcome) {
    case 'failed':
      return { mx, routing: 'unknown', ...none };
    case 'no-such-name':
      return { mx, routing: 'no-such-domain', ...none };
    case 'no-data':
      // RFC 5321 section 5.1: the domain acts as its own host.
      return { mx, routing: 'implicit', hosts: itself, hostsSkipped: 0 };
    case 'records': {
      if (mx.records.some(({ exchange }) => exchange === '')) return { mx, routing: 'null-mx', ...none };
      const hosts = byPreference(mx);
      return {
        mx,
        routing: 'mx',
        hosts: hosts.slice(0, limits.mxHosts),
        hostsSkipped: Math.max(0, hosts.length - limits.mxHosts),
      };
    }
  }
}

/**
 * Equal ones by name: resolvers rotate them and smtp(8) shuffles them, so that no order of theirs means anything, and the
 * same domain shall look the same each time. A host that is named twice counts by its better preference.
 */
function byPreference({ records }: DnsAnswer<'MX'>): readonly MailHost[] {
  const sorted = [...records].sort(
    (left, right) => left.preference - right.preference || compareNames(left.exchange, right.exchange),
  );
  const hosts = sorted.map(({ exchange, preference }) => ({ name: exchange, preference }));
  return hosts.filter(({ name }, index) => hosts.findIndex((each) => each.name === name) === index);
}
