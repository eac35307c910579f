import { isSubdomainOf, labelsOf, readName, replaceSuffix } from '../dns/name';
import type { DomainName } from '../dns/record';
import { rcode, rrType } from '../dns/types';
import { Fault } from '../fault';
import { authenticateAbsence, authenticateSet, type Proven } from './authenticate';
import { anchorZoneOf } from './chain';
import type { Inquiry } from './inquiry';
import { findSet, type RecordSet, type Reply } from './record-set';
import { nameText } from './text';

/** What is at a name itself: aliases are not followed here. */
export type Step =
  | { readonly kind: 'records'; readonly status: Proven; readonly ttl: number; readonly data: readonly Uint8Array[] }
  | { readonly kind: 'alias'; readonly status: Proven; readonly ttl: number; readonly to: DomainName }
  | {
      readonly kind: 'absent';
      readonly status: Proven;
      readonly ttl: number;
      readonly outcome: 'no-data' | 'no-such-name';
    };

/**
 * Asks for the records of a type at a name and validates what comes. What a resolver adds about the target of an alias
 * is left aside: that is asked, and proven, on its own.
 *
 * @throws Fault where there is no usable reply or what came is bogus.
 */
export async function stepAt(inquiry: Inquiry, name: DomainName, type: number): Promise<Step> {
  const reply = await inquiry.ask(name, type);
  const records = findSet(reply.answer, name, type);
  if (records !== undefined) {
    const { status, ttl } = await authenticateSet(inquiry, reply, records);
    return { kind: 'records', status, ttl, data: records.data };
  }
  const alias = findSet(reply.answer, name, rrType.CNAME);
  const redirection = redirectionOver(inquiry, reply, name);
  // The CNAME that goes with a DNAME is never signed, and is made anew here (RFC 6672 section 5.3.1).
  if (redirection !== null && (alias === undefined || alias.signatures.length === 0)) {
    return followDname(inquiry, reply, name, redirection);
  }
  if (alias !== undefined) {
    const { status, ttl } = await authenticateSet(inquiry, reply, alias);
    return { kind: 'alias', status, ttl, to: targetOf(alias) };
  }
  const { status, outcome } = await authenticateAbsence(inquiry, reply, name, type);
  const byCode = reply.rcode === rcode.NXDOMAIN ? 'no-such-name' : 'no-data';
  return { kind: 'absent', status, ttl: negativeTtl(reply), outcome: outcome ?? byCode };
}

/** The closest DNAME above a name, but none above the anchor that speaks for it. */
function redirectionOver(inquiry: Inquiry, { answer }: Reply, name: DomainName): RecordSet | null {
  const anchor = anchorZoneOf(inquiry, name);
  const above = answer
    .filter(({ owner, type }) => type === rrType.DNAME && owner !== name && isSubdomainOf(name, owner))
    .filter(({ owner }) => isSubdomainOf(owner, anchor))
    .sort((left, right) => labelsOf(right.owner).length - labelsOf(left.owner).length);
  return above[0] ?? null;
}

async function followDname(inquiry: Inquiry, reply: Reply, name: DomainName, dname: RecordSet): Promise<Step> {
  const { status, ttl } = await authenticateSet(inquiry, reply, dname);
  const to = replaceSuffix(name, dname.owner, targetOf(dname));
  if (to === null) {
    throw new Fault('dns-malformed', `the DNAME record of ${nameText(dname.owner)} makes a name that is too long`);
  }
  return { kind: 'alias', status, ttl, to };
}

function targetOf({ owner, data }: RecordSet): DomainName {
  const [rdata, second] = data;
  if (rdata === undefined || second !== undefined) {
    throw new Fault('dns-malformed', `${nameText(owner)} has more than one alias`);
  }
  const { name, end } = readName(rdata, 0);
  if (end !== rdata.length) throw new Fault('dns-malformed', `the alias of ${nameText(owner)} is not well-formed`);
  return name;
}

/** RFC 2308 section 5: the smaller one of the TTL of the SOA record and its last field. */
function negativeTtl({ authority }: Reply): number {
  const soa = authority.find(({ type }) => type === rrType.SOA);
  const rdata = soa?.data[0];
  if (soa === undefined || rdata === undefined || rdata.length < 20) return 0;
  const minimum = new DataView(rdata.buffer, rdata.byteOffset, rdata.length).getUint32(rdata.length - 4);
  return Math.min(soa.ttl, minimum);
}
