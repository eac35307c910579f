import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import { attributeOf } from './attributes-in-doubt';
import { isAtLeast } from './release';
import type { Sender } from './sender';

/**
 * An entry with what main.cf says where the entry is silent: the server name, from Postfix 3.4 on (postconf(5),
 * smtp_tls_servername), and the trust anchors, which an entry's own suppress (smtp_tls_trust_anchor_file).
 */
export function inForce(value: PolicyValue, sender: Sender): PolicyValue {
  const added = [...serverName(value, sender), ...trustAnchors(value, sender)];
  return added.length === 0 ? value : { ...value, attributes: [...value.attributes, ...added] };
}

function serverName(value: PolicyValue, { serverName: name, version }: Sender): readonly PolicyAttribute[] {
  if (name === undefined || value.level === 'none' || attributeOf(value, 'servername') !== null) return [];
  return version !== undefined && !isAtLeast(version, ['3.4.0']) ? [] : [{ name: 'servername', value: name }];
}

function trustAnchors(value: PolicyValue, { trustAnchorFiles = [] }: Sender): readonly PolicyAttribute[] {
  const isOpen = value.level === 'verify' || value.level === 'secure';
  if (!isOpen || attributeOf(value, 'tafile') !== null) return [];
  return trustAnchorFiles.map((path) => ({ name: 'tafile', value: path }));
}
