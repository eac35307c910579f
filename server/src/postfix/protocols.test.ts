import { describe, expect, it } from 'vitest';
import { enabledProtocols, newestOffered, readProtocolItem } from './protocols';

const modern = ['TLSv1.2', 'TLSv1.3'];
const all = ['SSLv3', 'TLSv1', 'TLSv1.1', ...modern];

describe('protocol lists, as postconf(5) smtp_tls_mandatory_protocols has them', () => {
  it.each<[string, readonly string[], string | null]>([
    ['>=TLSv1.2', modern, 'TLSv1.3'],
    ['>=TLSv1.2:<=TLSv1.2', ['TLSv1.2'], 'TLSv1.2'],
    ['>=0303', modern, 'TLSv1.3'],
    ['>=0x0303', modern, 'TLSv1.3'],
    ['>=ffff', all, 'TLSv1.3'],
    ['>=', all, 'TLSv1.3'],
    ['!SSLv2:!SSLv3', ['TLSv1', 'TLSv1.1', ...modern], 'TLSv1.3'],
    ['!SSLv2', all, 'TLSv1.3'],
    ['tlsv1.2:TLSV1.3', modern, 'TLSv1.3'],
    ['TLSv1', ['TLSv1'], 'TLSv1'],
    ['TLSv1.3:!TLSv1.3', [], null],
    ['>=TLSv1.3:<=TLSv1.2', [], null],
    ['>=TLSv1.3:>=TLSv1.2', modern, 'TLSv1.3'],
    ['TLSv1.1:TLSv1.3', ['TLSv1.1', 'TLSv1.3'], 'TLSv1.1'],
    ['!TLSv1.2', ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.3'], 'TLSv1.1'],
    ['TLSv1.2:>=TLSv1.3', [], null],
    ['SSLv3', ['SSLv3'], 'SSLv3'],
    ['SSLv2', all, 'TLSv1.3'],
    ['SSLv2:TLSv1.3', ['TLSv1.3'], 'TLSv1.3'],
    ['>=+0304', ['TLSv1.3'], 'TLSv1.3'],
    ['SSLv3:TLSv1.2', ['SSLv3', 'TLSv1.2'], 'TLSv1.2'],
  ])('%s', (list, enabled, newest) => {
    const found = enabledProtocols(list.split(':').map(readProtocolItem));
    expect(found).toEqual(enabled);
    expect(newestOffered(found)).toBe(newest);
  });

  it.each([
    'TLSv1.0',
    'TLS1.2',
    'TLSv1_2',
    '>TLSv1.2',
    '=TLSv1.2',
    '>=!TLSv1.2',
    '!>=TLSv1.2',
    '!',
    '>=zz',
    '>=SSLv2',
    '<=sslv2',
    '>=-1',
    '>=99999999999999999999',
    'TLSv1.2;TLSv1.3',
    'any',
  ])('%s is no protocol', (text) => {
    expect(readProtocolItem(text).kind).toBe('invalid');
  });
});
