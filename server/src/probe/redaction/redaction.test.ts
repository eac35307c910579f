import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address, dead, evidence, host } from '../../report/testing/samples';
import type { AddressEvidence, Evidence } from '../evidence';
import { defaultProbeOptions } from '../options';
import { type Own, ownIdentity } from './own';
import { redactEvidence } from './redact-evidence';
import { redactDialogue, redacted, redactGreetedClient } from './redact-text';

const nobody: Own = { names: [], addresses: [] };
const speaker = { host: 'mx1.provider.example', addresses: ['192.0.2.1', '2001:db8::1'] };
const said = (text: string, own = nobody): string => redactDialogue([text], own, speaker)[0] ?? '';

describe('what a server said', () => {
  it.each([
    ['mx.google.example at your service, [203.0.113.7]', 'mx.google.example at your service, [<prober>]'],
    ['mx1.provider.example Hello dsl-7.isp.example [203.0.113.7]', 'mx1.provider.example Hello <prober> [<prober>]'],
    ['Hello [IPv6:2001:db8:aa::7], pleased to meet you', 'Hello [<prober>], pleased to meet you'],
    ['blocked: 2001:DB8:AA:0:0:0:0:7. Bye', 'blocked: <prober>. Bye'],
    [
      'Client host [203.0.113.7] blocked using zen.spamhaus.example',
      'Client host [<prober>] blocked using zen.spamhaus.example',
    ],
    ['see https://block.example/query/ip/203.0.113.7', 'see https://block.example/query/ip/<prober>'],
    ['client dsl-7.isp.example[203.0.113.7]: rejected', 'client <prober>[<prober>]: rejected'],
    [
      'client 203-0-113-7, cb007107 or 7_113_0_203 is [203.0.113.7]',
      'client <prober>, <prober> or <prober> is [<prober>]',
    ],
    [
      '2001-db8-aa--7.v6.isp.example and 20010db800aa00000000000000000007 for 2001:db8:aa::7',
      '<prober> and <prober> for <prober>',
    ],
    ['203.0.113.7 (dsl-7.isp.example) has no right', '<prober> (<prober>) has no right'],
    ['host 203-0-113-7.dynamic.isp.example at 203.0.113.7', 'host <prober> at <prober>'],
    ['7.113.0.203.in-addr.arpa for [203.0.113.7]', '<prober>.in-addr.arpa for [<prober>]'],
    // The server's own, and what says nothing of anybody, stays.
    ['mx1.provider.example [192.0.2.1] ready at 12:34:56', 'mx1.provider.example [192.0.2.1] ready at 12:34:56'],
    ['mx1.provider.example[2001:db8::1] greets [127.0.0.1]', 'mx1.provider.example[2001:db8::1] greets [127.0.0.1]'],
    ['ESMTP Exim 4.96.2 Thu, 26 Nov 2026 10:00:00 +0100', 'ESMTP Exim 4.96.2 Thu, 26 Nov 2026 10:00:00 +0100'],
    ['421 4.7.0 try again', '421 4.7.0 try again'],
  ])('%s becomes %s', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    ['Hello LAPTOP.corp.example, nice to meet you', 'Hello <prober>, nice to meet you'],
    ['laptop.corp.example.', '<prober>.'],
    ['write to postmaster@corp.example or to root@laptop.corp.example', 'write to <prober> or to <prober>'],
    [
      'otherlaptop.corp.example and laptop.corp.example.org are others',
      'otherlaptop.corp.example and laptop.corp.example.org are others',
    ],
  ])('without our own name: %s', (text, expected) => {
    expect(said(text, { names: ['laptop.corp.example'], addresses: [] })).toBe(expected);
  });

  it.each([
    ['mx1.provider.example Hello dsl-7.isp.example, pleased', 'mx1.provider.example Hello <prober>, pleased'],
    ['250-mx1.provider.example greets dsl-7.isp.example', '250-mx1.provider.example greets <prober>'],
    ['front.provider.example at mx2.provider.example', 'front.provider.example at mx2.provider.example'],
    ['mx1.provider.example', 'mx1.provider.example'],
  ])('greeting the client: %s', (line, expected) => expect(redactGreetedClient(line, speaker)).toBe(expected));
});

/** An address in one of the ways in which servers write it. */
const ownIPv4 = fc.ipV4().filter((text) => !/^(0|127)\.|^192\.0\.2\.1$/.test(text));
const ownIPv6 = fc.ipV6().filter((text) => !/^[0:]*[01]?$/.test(text) && !text.includes('.'));
const label = fc.stringMatching(/^[a-z][a-z0-9]{5,12}$/);
const ownName = fc.tuple(label, label).map(([first, second]) => `${first}.${second}.isp.test`);

describe('redacted evidence', () => {
  const templates = [
    'mx1.provider.example Hello NAME [ADDRESS]',
    'mx1.provider.example at your service, [ADDRESS]',
    'Hello NAME, pleased to meet you',
    '4.7.1 [ADDRESS] rejected, see https://x.example/?ip=ADDRESS',
    'access denied for NAME (ADDRESS)',
    'ADDRESS.',
    'your mailbox someone@NAME is known',
    'NAME[ADDRESS]',
    'you are DASHED.dyn.isp.test [ADDRESS]',
    'who=NAME;ip=ADDRESS',
    'IPv6:ADDRESS is not welcome',
  ];

  it('never holds the prober’s address or name, wherever and however servers repeat them', () => {
    fc.assert(
      fc.property(
        fc.oneof(ownIPv4, ownIPv6),
        ownName,
        fc.array(fc.constantFrom(...templates), { minLength: 6, maxLength: 6 }),
        fc.boolean(),
        (ip, name, chosen, isUpper) => {
          const own = isUpper ? name.toUpperCase() : name;
          const texts = chosen.map((text) =>
            text.replaceAll('ADDRESS', ip).replaceAll('NAME', own).replaceAll('DASHED', ip.replaceAll(/[.:]/g, '-')),
          );
          const [greeting = '', ehlo = '', startTls = '', why = '', dane = '', seen = ''] = texts;
          const cause = (text: string) => ({ id: 'temporary-reply', text }) as const;
          const place: AddressEvidence = {
            ...address('192.0.2.1'),
            greeting: { code: 220, lines: [greeting, `ESMTP ${startTls}`] },
            ehlo: { code: 250, lines: [ehlo, 'STARTTLS'] },
            startTls: { code: 454, lines: [startTls] },
            cause: cause(why),
            daneCause: cause(dane),
            hostCause: cause(`the server said: ${greeting}`),
            deep: [{ weakness: 'sslv3', answer: 'untested', seen, cause: cause(seen) }],
          };
          const full = evidence('provider.example', [host('mx1.provider.example', [place])]);
          const shared = JSON.stringify(redactEvidence(full, { names: [name], addresses: [] })).toLowerCase();
          expect(shared).not.toContain(name);
          expect(shared).not.toContain(ip.toLowerCase());
          expect(shared).not.toContain(ip.toLowerCase().replaceAll(/[.:]/g, '-'));
          expect(shared).toContain('mx1.provider.example');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows the name that a server calls us also where it stands alone, at that server and at others', () => {
    const greets = address('192.0.2.1', {
      ehlo: { code: 250, lines: ['mx1.provider.example Hello dsl-7.isp.test [203.0.113.7]'] },
    });
    const cause = { id: 'temporary-reply', text: '421 too many connections from DSL-7.isp.test' } as const;
    const busy = address('192.0.2.2', { outcome: 'untested', cause });
    const full = evidence('provider.example', [
      host('mx1.provider.example', [greets]),
      host('mx2.provider.example', [busy]),
    ]);
    const shared = redactEvidence(full, nobody);
    expect(JSON.stringify(shared)).not.toMatch(/dsl-7/i);
    expect(shared.hosts[1]?.addresses[0]?.cause?.text).toBe('421 too many connections from <prober>');
  });

  it('keeps the structure, and all that the receiver publishes', () => {
    const strip = ({ vantage, ...rest }: Evidence) => ({ ...rest, vantage: { ...vantage, route: '' } });
    expect(strip(redactEvidence(dead.evidence, nobody))).toEqual(strip(dead.evidence));
  });

  it('names the kind of the route alone', () => {
    const vantage = { resolver: '192.0.2.53:53', trustStore: 'CA file ca.pem', tlsLibrary: 'OpenSSL', label: 'rack 2' };
    const share = (route: string) =>
      redactEvidence(evidence('a.example', [], { vantage: { ...vantage, route } }), nobody).vantage;
    expect(share('ssh mail.corp.example')).toEqual({ ...vantage, route: 'ssh' });
    expect(share('direct').route).toBe('direct');
    expect(share('socks5 10.0.0.1:1080').route).toBe('socks5');
  });

  it('hides own names and addresses in the causes of DNS and MTA-STS as well', () => {
    const cause = { id: 'route-failed', text: 'the jump host mail.corp.example [198.51.100.9] refused' } as const;
    const given = evidence('a.example', [], {
      mtaSts: { state: 'untested', cause, record: null, policy: null },
      stopped: cause,
    });
    const { mtaSts, stopped } = redactEvidence(given, { names: ['mail.corp.example'], addresses: ['198.51.100.9'] });
    expect(mtaSts.cause?.text).toBe(`the jump host ${redacted} [${redacted}] refused`);
    expect(stopped?.text).toBe(mtaSts.cause?.text);
  });
});

describe('what is known of the prober', () => {
  it('is the name of EHLO and the host that connections start from', () => {
    const own = (more: Partial<typeof defaultProbeOptions>) => ownIdentity({ ...defaultProbeOptions, ...more });
    expect(own({ heloName: 'Probe.Corp.example' }).names).toContain('probe.corp.example');
    expect(own({ heloName: '[203.0.113.7]' }).addresses).toContain('203.0.113.7');
    expect(own({ heloName: '[IPv6:2001:db8::7]' }).addresses).toContain('2001:db8::7');
    expect(own({ route: { kind: 'ssh', user: 'anna', host: 'mail.corp.example', port: null } }).names).toContain(
      'mail.corp.example',
    );
    expect(own({}).names).not.toContain('localhost');
    expect(own({ route: { kind: 'socks5', host: '192.0.2.9', port: 1080 } }).addresses).toContain('192.0.2.9');
    // Of a proxy on this machine it would take the resolver beside it out of every text.
    for (const host of ['127.0.0.1', '::1']) {
      expect(own({ route: { kind: 'socks5', host, port: 1080 } }).addresses).not.toContain(host);
    }
  });
});
