/**
 * Numbers of the IANA registry "Domain Name System (DNS) Parameters", as far as this product uses them.
 */

/** Record types. */
export const rrType = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
} as const;

export const classIn = 1;

/** Response codes, those extended by EDNS included (RFC 6891 section 6.1.3). */
export const rcode = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  BADVERS: 16,
} as const;

/** `MX`; `TYPE65534` for a number that has no name here (RFC 3597 section 5). */
export function typeName(type: number): string {
  return Object.entries(rrType).find(([, value]) => value === type)?.[0] ?? `TYPE${type}`;
}

/** `SERVFAIL`; `RCODE4095` for a number that has no name here. */
export function rcodeName(code: number): string {
  return Object.entries(rcode).find(([, value]) => value === code)?.[0] ?? `RCODE${code}`;
}
