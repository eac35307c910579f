import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import type { ProbeOptions } from '../options';
import { parseAddress } from '../screening/address-bytes';
import { isAnonymous } from './addresses-in-text';

/** What tells who it is that probes. */
export interface Own {
  /** Host names in lower case: of this machine, of its EHLO, of the host that connections start from. */
  readonly names: readonly string[];
  /** Those of this machine, and of a proxy. */
  readonly addresses: readonly string[];
}

/** Not a name that says anything. */
const common: readonly string[] = ['localhost', 'localhost.localdomain'];

/** A proxy on this machine, or a tunnel that ends here, tells nothing of it. */
function isLoopback(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && isAnonymous(address);
}

/** What is known before any server has said whom it sees. */
export function ownIdentity({ heloName, route }: Pick<ProbeOptions, 'heloName' | 'route'>): Own {
  const literal = /^\[(?:IPv6:)?(.*)\]$/i.exec(heloName)?.[1];
  const told = [hostname(), literal ?? heloName, ...(route.kind === 'direct' ? [] : [route.host])];
  const interfaces = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = interfaces.filter(({ internal }) => !internal).map(({ address }) => address);
  return {
    names: [...new Set(told.map((name) => name.toLowerCase()))].filter(
      (name) => name !== '' && isIP(name) === 0 && !common.includes(name),
    ),
    addresses: [...own, ...told.filter((name) => isIP(name) !== 0)].filter((address) => !isLoopback(address)),
  };
}
