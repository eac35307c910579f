import { expect, it } from 'vitest';
import { buildEvidence, type EvidenceSpec } from './testing/build-evidence';
import { isProvenWithoutMail } from './without-mail';

const nowhere = { dns: 'secure' as const, addresses: [] };

it.each<[string, EvidenceSpec, boolean]>([
  ['a signed null MX', { routing: 'null-mx', mx: 'secure', hosts: [] }, true],
  ['a null MX that anybody can forge', { routing: 'null-mx', mx: 'insecure', hosts: [] }, false],
  ['a signed denial of the domain', { routing: 'no-such-domain', mx: 'secure', hosts: [] }, true],
  ['a denial that anybody can forge', { routing: 'no-such-domain', mx: 'insecure', hosts: [] }, false],
  ['no host with an address', { mx: 'secure', hosts: [nowhere, nowhere] }, true],
  ['hosts whose absence is not proven', { mx: 'secure', hosts: [nowhere, { addresses: [] }] }, false],
  ['hosts without address that anybody can name', { mx: 'insecure', hosts: [nowhere] }, false],
  ['another host that was not looked at', { mx: 'secure', hosts: [nowhere], unseen: ['mx9.a.example'] }, false],
  ['a domain that is its own host and has no address', { routing: 'implicit', mx: 'secure', hosts: [nowhere] }, true],
  [
    'a host that answers nothing',
    { mx: 'secure', hosts: [{ dns: 'secure', addresses: [{ outcome: 'untested' }] }] },
    false,
  ],
  ['an address lookup that fails', { mx: 'secure', hosts: [{ dns: 'servfail', addresses: [] }] }, false],
  ['a failed lookup', { routing: 'unknown', mx: 'servfail', hosts: [] }, false],
  ['brackets', { routing: 'bracketed', nextHop: '[a.example]', hosts: [nowhere] }, false],
  [
    'a probe that was stopped',
    { routing: 'null-mx', mx: 'secure', hosts: [], stopped: { id: 'cancelled', text: 'cancelled' } },
    false,
  ],
])('%s proves that the domain takes no mail: %#', (_, spec, proven) => {
  expect(isProvenWithoutMail(buildEvidence(spec))).toBe(proven);
});
