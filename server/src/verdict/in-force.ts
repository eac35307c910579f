import type { PolicyValue } from '../policy/entry';
import { attributeOf } from './attributes-in-doubt';
import { isAtLeast } from './release';
import type { Sender } from './sender';

/** An entry with what main.cf says where the entry is silent: the server name, from Postfix 3.4 on (postconf(5), smtp_tls_servername). */
export function inForce(value: PolicyValue, { serverName, version }: Sender): PolicyValue {
  if (serverName === undefined || value.level === 'none' || attributeOf(value, 'servername') !== null) return value;
  if (version !== undefined && !isAtLeast(version, ['3.4.0'])) return value;
  return { ...value, attributes: [...value.attributes, { name: 'servername', value: serverName }] };
}
