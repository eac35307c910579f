import { enabledProtocols, newestOffered, protocolNamed, protocolNames, readProtocolItem } from '../postfix/protocols';

/**
 * What a list of protocols says of the one that a session had. `excluded`: the server may have an older one that is not.
 * `out-of-reach`: no session can come about, for a server takes the newest protocol that both sides have (RFC 8446
 * section 4.2.1, RFC 5246 appendix E.1), and all that the list leaves on are newer still. `invalid`: every handshake fails.
 */
export type Permission = 'permitted' | 'excluded' | 'out-of-reach' | 'not-decided' | 'invalid';

/**
 * Whether smtp_tls_protocols or a `protocols` attribute lets a protocol version through (tls_proto_mask_lims() of
 * src/tls/tls_misc.c). A list with an unknown name is invalid as a whole.
 *
 * @param protocol as the TLS library names it, `TLSv1.3`
 */
export function permission(list: string, protocol: string): Permission {
  const items = list
    .split(/[\s:,]+/)
    .filter((word) => word !== '')
    .map(readProtocolItem);
  if (items.some(({ kind }) => kind === 'invalid')) return 'invalid';
  const enabled = enabledProtocols(items);
  const newest = newestOffered(enabled);
  if (newest === null) return 'out-of-reach';
  const used = protocolNamed(protocol);
  if (used === null) return 'not-decided';
  const offered = enabled.filter((name) => rank(name) <= rank(newest));
  if (offered.includes(used)) return 'permitted';
  return offered.every((name) => rank(name) > rank(used)) ? 'out-of-reach' : 'excluded';
}

function rank(name: (typeof protocolNames)[number]): number {
  return protocolNames.indexOf(name);
}
