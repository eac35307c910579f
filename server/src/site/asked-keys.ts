import { lookupKeys } from '../policy/lookup';

/** The keys that Postfix asks for, each as it is compared and in the letters of the next-hop, which patterns see. */
export function askedKeys(nextHop: string): readonly { readonly key: string; readonly asWritten: string }[] {
  let dot = -1;
  return lookupKeys(nextHop).map((key, index) => {
    if (index === 0) return { key, asWritten: nextHop };
    dot = nextHop.indexOf('.', dot + 1);
    return { key, asWritten: nextHop.slice(dot) };
  });
}

/**
 * The host or domain of a next-hop, without brackets and port, as names are compared with it; that of an address, and of
 * what is no next-hop, is the text itself.
 */
export function hostOf(nextHop: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^[\]:]*))(?::[^:]*)?$/.exec(nextHop) ?? [];
  return (bracketed ?? plain ?? nextHop).replace(/^ipv6:/i, '').toLowerCase();
}
