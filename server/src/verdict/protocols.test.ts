import { expect, it } from 'vitest';
import { type Permission, permission } from './protocols';

/** tls_proto_mask_lims() of Postfix, by section 6 of the levels' reference: list, protocol, and what becomes of it. */
const rows: readonly (readonly [string, string, Permission])[] = [
  ['', 'TLSv1.3', 'permitted'],
  ['>=TLSv1.2', 'TLSv1.3', 'permitted'],
  ['>=TLSv1.2', 'TLSv1.2', 'permitted'],
  ['>=TLSv1.2', 'TLSv1.1', 'out-of-reach'],
  ['>=tlsV1.2', 'TLSv1.2', 'permitted'],
  ['<=TLSv1.2', 'TLSv1.3', 'excluded'],
  ['>=TLSv1.3:>=TLSv1', 'TLSv1.2', 'permitted'],
  ['<=TLSv1:<=TLSv1.3', 'TLSv1.3', 'permitted'],
  ['>=0303', 'TLSv1.2', 'permitted'],
  ['>=0x0304', 'TLSv1.2', 'out-of-reach'],
  ['>=0', 'TLSv1', 'permitted'],
  ['<=0', 'TLSv1.3', 'permitted'],
  ['!SSLv2:!SSLv3', 'TLSv1', 'permitted'],
  ['!TLSv1.3', 'TLSv1.3', 'excluded'],
  ['TLSv1.2', 'TLSv1.3', 'excluded'],
  ['TLSv1.2:TLSv1.3', 'TLSv1.3', 'permitted'],
  ['TLSv1.2:!TLSv1.2', 'TLSv1.2', 'out-of-reach'],
  ['TLSv1.2:>=TLSv1.3', 'TLSv1.2', 'out-of-reach'],
  ['!TLSv1.2', 'TLSv1.3', 'excluded'],
  ['TLSv1.1:TLSv1.3', 'TLSv1.2', 'excluded'],
  ['TLSv1.2:TLSv1.3', 'TLSv1.1', 'out-of-reach'],
  ['>=TLSv1.2', 'TLSv1.9', 'not-decided'],
  ['TLSv1.0', 'TLSv1.3', 'invalid'],
  ['TLS1.2', 'TLSv1.3', 'invalid'],
  ['>=', 'TLSv1.3', 'permitted'],
  ['>=:TLSv1.2', 'TLSv1.3', 'excluded'],
  ['!!TLSv1', 'TLSv1.3', 'invalid'],
  ['=>TLSv1.2', 'TLSv1.3', 'invalid'],
];

it.each(rows)('%j: %s is %s', (list, protocol, expected) => {
  expect(permission(list, protocol)).toBe(expected);
});
