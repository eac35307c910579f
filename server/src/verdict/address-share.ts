/** How many addresses of each family one delivery tries at most. */
export interface Share {
  readonly ipv4: number;
  readonly ipv6: number;
}

/**
 * How the address families share the addresses that one delivery tries (smtp_balance_inet_proto() of
 * src/smtp/smtp_addr.c, from Postfix 3.3 on): the smaller one gets all of its addresses up to half of the limit. At an odd limit the
 * family of the address that happens to come first gets one more, so there may be two answers.
 *
 * @param limit smtp_mx_address_limit; 0: no limit
 */
export function sharesOf(ipv4: number, ipv6: number, limit: number): readonly Share[] {
  if (limit === 0 || ipv4 + ipv6 <= limit) return [{ ipv4, ipv6 }];
  if (ipv4 === 0 || ipv6 === 0) return [{ ipv4: Math.min(ipv4, limit), ipv6: Math.min(ipv6, limit) }];
  const half = Math.floor(limit / 2);
  if (ipv6 <= half) return [{ ipv4: limit - ipv6, ipv6 }];
  if (ipv4 <= half) return [{ ipv4, ipv6: limit - ipv4 }];
  const even = { ipv4: half, ipv6: limit - half };
  return limit % 2 === 0 ? [even] : [even, { ipv4: limit - half, ipv6: half }];
}
