import type { Infrastructure, Zone, ZoneRecord } from '../scenario';
import { alias, mailZone, zone } from '../scenarios/build';

/**
 * Zones for tests of a validator, beyond what the scenarios need: wildcards, empty non-terminals, aliases that cross from
 * one kind of zone to another, zones below zones of each kind.
 */
export const dnssecZones: Infrastructure = {
  hosts: [],
  zones: [
    variedZone('wild-nsec.example', {}),
    variedZone('wild-nsec3.example', { denial: 'nsec3' }),
    variedZone('wild-opt-out.example', { denial: 'nsec3-opt-out' }),
    variedZone('wild-unsigned.example', { security: 'unsigned' }),
    variedZone('wild-bogus.example', { security: 'expired' }),
    // Zones two labels below the next zone above them, thus below an empty non-terminal.
    zone('deep.between.wild-nsec.example', 'signed', { records: [address('www.deep.between.wild-nsec.example')] }),
    zone('deep.between.wild-nsec3.example', 'signed', { records: [address('www.deep.between.wild-nsec3.example')] }),
    zone('deep.between.wild-opt-out.example', 'signed', {
      records: [address('www.deep.between.wild-opt-out.example')],
    }),
    zone('open.wild-nsec.example', 'unsigned', { records: [address('www.open.wild-nsec.example')] }),
    zone('open.wild-nsec3.example', 'unsigned', { records: [address('www.open.wild-nsec3.example')] }),
    zone('open.wild-opt-out.example', 'unsigned', { records: [address('www.open.wild-opt-out.example')] }),
    // Signed, and nobody can know: its parent is not.
    zone('island.wild-unsigned.example', 'signed', { records: [address('www.island.wild-unsigned.example')] }),
    zone('sealed.wild-bogus.example', 'signed', { records: [address('www.sealed.wild-bogus.example')] }),
    zone('unknown.wild-nsec.example', 'unknown-algorithm', { records: [address('www.unknown.wild-nsec.example')] }),
    zone('mismatch.wild-nsec3.example', 'wrong-ds', { records: [address('www.mismatch.wild-nsec3.example')] }),
    zone('rsa.example', 'signed', { algorithm: 8, records: [address('www.rsa.example')] }),
    zone('ed25519.example', 'signed', { algorithm: 15, denial: 'nsec3', records: [address('www.ed25519.example')] }),
    mailZone('touched.example', 'signed', ['mx.touched.example'], {
      records: [address('mx.touched.example')],
      tampered: [{ owner: 'mx.touched.example', type: 'A' }],
    }),
    zone('links.example', 'signed', {
      records: [
        address('www.links.example'),
        alias('one.links.example', 'two.links.example'),
        alias('two.links.example', 'three.links.example'),
        alias('three.links.example', 'www.links.example'),
        alias('to-nsec3.links.example', 'www.host.wild-nsec3.example'),
        alias('to-wildcard.links.example', 'any.wild-nsec.example'),
        alias('to-unsigned.links.example', 'host.wild-unsigned.example'),
        alias('to-bogus.links.example', 'host.wild-bogus.example'),
        alias('to-touched.links.example', 'mx.touched.example'),
        alias('to-nothing.links.example', 'nothing.links.example'),
        alias('to-opt-out-nothing.links.example', 'no.thing.host.wild-opt-out.example'),
      ],
    }),
    zone('back.example', 'unsigned', { records: [alias('to-signed.back.example', 'www.links.example')] }),
  ],
};

/** Hosts, a mail host with TLSA below its own name, wildcards of several kinds, and names in between without records. */
function variedZone(name: string, { security = 'signed', ...extra }: Partial<Zone>): Zone {
  return mailZone(name, security, [`host.${name}`, `second.${name}`], {
    ...extra,
    records: [
      address(`host.${name}`),
      { owner: `host.${name}`, type: 'AAAA', address: '2001:db8::ffff' },
      address(`www.host.${name}`),
      address(`second.${name}`, '192.0.2.252'),
      address(`second.${name}`, '192.0.2.253'),
      { owner: name, type: 'TXT', text: 'v=spf1 -all' },
      // A wildcard for the whole zone, one under a name of its own, and one that is an alias.
      address(`*.${name}`),
      { owner: `*.${name}`, type: 'TXT', text: 'anything' },
      { owner: `*.mail.${name}`, type: 'MX', preference: 10, exchange: `host.${name}` },
      alias(`*.alias.${name}`, `host.${name}`),
      address(`leaf.a.b.c.${name}`),
    ],
  });
}

function address(owner: string, text = '192.0.2.251'): ZoneRecord {
  return { owner, type: 'A', address: text };
}
