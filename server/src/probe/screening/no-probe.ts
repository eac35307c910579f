import type { Cause } from '../cause';
import { toDomain } from '../dns/name';
import { type AddressBlock, holds, parseBlock } from './address-block';
import { parseAddress } from './address-bytes';

/** A text in the list of those who asked not to be probed that is neither a domain nor a block of addresses. */
export class NoProbeError extends Error {
  override readonly name = 'NoProbeError';

  constructor(readonly text: string) {
    super(
      `among those who asked not to be probed, ${JSON.stringify(text)} is no domain and no block of addresses: write for example example.org or 192.0.2.0/24`,
    );
  }
}

/** Why nobody may contact a domain, a host or an address; null where they may. */
export interface NoProbe {
  /** A domain stands for all names below it too. */
  readonly ofName: (name: string) => Cause | null;
  readonly ofAddress: (address: string) => Cause | null;
}

/**
 * Those who asked not to be probed.
 *
 * @param entries Domains, and blocks of addresses in CIDR notation.
 * @throws NoProbeError
 */
export function createNoProbe(entries: readonly string[]): NoProbe {
  const domains = new Set<string>();
  const blocks: AddressBlock[] = [];
  for (const entry of entries) {
    const block = parseBlock(entry.trim());
    if (block !== null) blocks.push(block);
    else domains.add(domainOf(entry.trim()));
  }
  return {
    ofName: (name) => {
      for (let suffix = name; suffix !== ''; suffix = suffix.replace(/^[^.]*\.?/, '')) {
        if (domains.has(suffix)) return asked(suffix);
      }
      return null;
    },
    ofAddress: (text) => {
      const address = parseAddress(text);
      return address !== null && blocks.some((block) => holds(block, address)) ? asked(text) : null;
    },
  };
}

function domainOf(entry: string): string {
  const result = toDomain(entry.replace(/^\./, ''));
  if ('error' in result) throw new NoProbeError(entry);
  return result.domain;
}

function asked(who: string): Cause {
  return { id: 'no-probe', text: `${who} is on the list of those who asked not to be probed` };
}
