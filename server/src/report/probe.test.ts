import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import type { AddressEvidence } from '../probe/evidence';
import { evidenceMarkdown } from './evidence-markdown';
import { listUntested } from './evidence-untested';
import { probeJson } from './probe-json';
import { probeMarkdown } from './probe-markdown';
import { probePolicy } from './probe-policy';
import type { ProbedNextHop } from './probe-result';
import { probeText } from './probe-text';
import { anyEvidence } from './testing/any-evidence';
import { forbiddenCharacters, hostileText, replaceTexts } from './testing/hostile';
import { codeTexts, renderMarkdown, tagsOf } from './testing/render-markdown';
import {
  bogus,
  dane,
  daneWithPublicCertificate,
  dead,
  hosted,
  mismatch,
  noStartTls,
  nullMx,
  samples,
} from './testing/samples';

const all = Object.values(samples);

/** Every sample as an attacker would have it, with a benign twin of the same shape. */
const hostileResult = fc
  .tuple(fc.constantFrom(...all), fc.array(hostileText, { minLength: 5, maxLength: 30 }))
  .map(([sample, texts]) => {
    let next = 0;
    return {
      hostile: replaceTexts(sample, () => texts[next++ % texts.length] ?? ''),
      benign: replaceTexts(sample, () => 'word'),
    };
  });

/** Tags of blocks: their order is the shape of the report. */
function blockTags(html: string): readonly string[] {
  return tagsOf(html).filter((tag) => !['<code>', '<em>'].includes(tag));
}

describe('the evidence report', () => {
  it.each(all.map((sample) => [sample.evidence.nextHop, sample] as const))(
    '%s: begins with verdict and line',
    (nextHop, sample) => {
      const html = renderMarkdown(evidenceMarkdown(sample.evidence, sample.advice));
      const head = html.slice(0, html.indexOf('<h2>'));
      expect(head).toContain(`<h1><code>${nextHop}</code></h1>`);
      expect(head).toMatch(/<strong>[✔✘?] /);
      expect(codeTexts(head).some((text) => text.endsWith(`${sample.advice.entry ?? ''}\n`))).toBe(
        sample.advice.entry !== null,
      );
    },
  );

  it('tells names to confirm, before the reasons', () => {
    const markdown = evidenceMarkdown(hosted.evidence, hosted.advice);
    const question = markdown.indexOf('came from plain DNS, which anybody on the way can forge');
    expect(question).toBeGreaterThan(0);
    expect(question).toBeLessThan(markdown.indexOf('## Why'));
  });

  it('marks the TLSA record that matches, and says of the others what they are', () => {
    const markdown = evidenceMarkdown(dane.evidence, dane.advice);
    expect(markdown).toMatch(/\| 1 \| `3 1 1 (b0)+` \| usable \|/);
    expect(markdown).toMatch(/\| 2 \| `3 1 1 (a1)+` \| ✔ matches \|/);
    expect(markdown).toMatch(/\| 3 \| `1 1 1 (d0)+` \| unusable: .*\|/);
    expect(markdown).not.toContain('✘ no TLSA');
  });

  it('has its parts in the order in which they are asked for, what could not be tested last', () => {
    const seenAt = '2026-11-24T03:00:00.000Z';
    const evidence = {
      ...dane.evidence,
      hostsSkipped: 1,
      hosts: dane.evidence.hosts.map((host) => ({
        ...host,
        addresses: host.addresses.map((address) => ({ ...address, seenAt })),
      })),
    };
    expect(evidenceMarkdown(evidence, dane.advice)).toContain('- Seen at 2026-11-24 03:00 UTC, and not asked again');
    const headings = evidenceMarkdown(evidence, dane.advice).match(/^#{1,3} .*$/gm) ?? [];
    const parts = [/^# /, /^## Why/, /^## What was seen/, /^### `/, /^### MTA-STS/, /^## Transcript/, /^## How it/];
    const places = [...parts, /^## What could not be tested/].map((part) =>
      headings.findIndex((each) => part.test(each)),
    );
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBe(headings.length - 1);
    expect(places).not.toContain(-1);
  });

  it('shows each host with its dialogue', () => {
    const markdown = evidenceMarkdown(noStartTls.evidence, noStartTls.advice);
    expect(markdown).toContain('✘ STARTTLS is not offered');
    expect(codeTexts(renderMarkdown(markdown))).toContain('220 mx1\n> EHLO …\n250-mx1\n250 8BITMIME\n');
  });

  it('tells what could not be tested as such, never as good or bad', () => {
    const markdown = evidenceMarkdown(dead.evidence, dead.advice);
    expect(markdown).toContain('**? Could not be tested**');
    expect(markdown).not.toMatch(/[✔✘]/);
    for (const open of [
      'the deadline of 120 s was over',
      'no connection to',
      '1 further MX host',
      'MTA-STS policy: ',
    ]) {
      expect(markdown.slice(markdown.indexOf('## What could not be tested'))).toContain(open);
    }
  });

  it('tells why there is no session for DANE, and why no other', () => {
    const cause = { id: 'handshake-failed', text: 'the server broke off' } as const;
    const change = (more: (address: AddressEvidence) => AddressEvidence): ProbedNextHop => ({
      ...dane,
      evidence: {
        ...dane.evidence,
        hosts: dane.evidence.hosts.map((host) => ({ ...host, addresses: host.addresses.map(more) })),
      },
    });
    const without = change(({ address, port, tls }) => ({
      address,
      port,
      outcome: 'tls',
      ...(tls ? { tls } : {}),
      daneCause: cause,
    }));
    const only = change(({ address, port, daneTls }) => ({
      address,
      port,
      outcome: 'tls-failed',
      cause,
      ...(daneTls ? { daneTls } : {}),
    }));
    const told = 'with the TLSA base domain as server name: could not be tested: the server broke off';
    expect(evidenceMarkdown(without.evidence, without.advice)).toContain(`? ${told}`);
    expect(probeText([without], { color: false })).toMatch(/server name: the server\s+broke off/);
    const markdown = evidenceMarkdown(only.evidence, only.advice);
    expect(markdown).toContain('✘ the TLS handshake failed: the server broke off');
    expect(markdown).toContain('✔ TLSA record 2 matches');
  });

  const named = (more: Partial<AddressEvidence>): ProbedNextHop => ({
    ...dane,
    evidence: {
      ...dane.evidence,
      hosts: dane.evidence.hosts.map((host) => ({
        ...host,
        addresses: host.addresses.map(({ address, port, tls }): AddressEvidence => {
          return { address, port, outcome: 'tls', ...(tls ? { tls } : {}), ...more };
        }),
      })),
    },
  });
  const other = daneWithPublicCertificate.evidence.hosts[0]?.addresses[0]?.daneTls;
  const same = dane.evidence.hosts[0]?.addresses[0]?.daneTls;

  it.each([
    [named(other ? { hostTls: other } : {}), 'with SNI mx.dane-pkix.example another certificate is shown'],
    [named(same ? { hostTls: same } : {}), 'with SNI mx.dane-ee.example the same certificate is shown'],
    [
      named({ hostCause: { id: 'handshake-failed', text: 'unrecognized name' } }),
      'with the host’s name as SNI the TLS handshake failed: unrecognized name',
    ],
    [
      named({ hostCause: { id: 'reply-timeout', text: 'no reply within 30 s' } }),
      'with the host’s name as SNI: could not be tested: no reply within 30 s',
    ],
  ])('tells what is shown to clients that send the name of the host: %#', (result, told) => {
    const words = (text: string): string => text.replace(/\\(.)/g, '$1').replaceAll('`', '').replace(/\s+/g, ' ');
    expect(words(evidenceMarkdown(result.evidence, result.advice))).toContain(told);
    expect(words(probeText([result], { color: false }))).toContain(told);
  });

  it('shows the other certificate as well, and lists a session that could not be tested', () => {
    const { evidence, advice } = named(other ? { hostTls: other } : {});
    expect(evidenceMarkdown(evidence, advice)).toContain('With the server name `mx.dane-pkix.example`:');
    const open = named({ hostCause: { id: 'reply-timeout', text: 'no reply within 30 s' } });
    expect(listUntested(open.evidence).join('\n')).toContain(
      'with the host’s name as server name: no reply within 30 s',
    );
    const refused = named({ hostCause: { id: 'handshake-failed', text: 'unrecognized name' } });
    expect(listUntested(refused.evidence).join('\n')).not.toContain('unrecognized name');
  });

  it('tells why a record counts as none, what the resolver makes of bogus data, and that DNSSEC can’t be proven', () => {
    const plain = evidenceMarkdown(bogus.evidence, bogus.advice).replaceAll('\\', '').replaceAll('`', '');
    for (const each of [
      '✘ There is a record that counts as none: there are 2 MTA-STS records instead of one',
      '✘ There is a record that counts as none: the TLSRPT record has no rua',
      'asked for its own opinion, 192.0.2.53:53 answered SERVFAIL: signature expired',
      '? DNSSEC can’t be proven over it: the keys of . came without signatures',
      'DNSSEC, and so DANE, from here: the keys of . came without signatures',
    ]) {
      expect(plain.replaceAll('✘ there', '✘ There')).toContain(each);
    }
    const text = probeText([bogus], { color: false }).replace(/\s+/g, ' ');
    expect(text).toContain('✘ MTA-STS: there is a record that counts as none: there are 2');
    expect(text).toContain('✘ TLSRPT: there is a record that counts as none: ');
  });

  it('tells whom the domain wants to be told of failed TLS, the root of a chain, and the place', () => {
    const plain = evidenceMarkdown(hosted.evidence, hosted.advice).replaceAll('\\', '').replaceAll('`', '');
    for (const each of [
      'Reports on failed TLS go to mailto:tls@hosted.example',
      'chain is trusted, by Example Root X1',
      'From: data centre 2',
    ]) {
      expect(plain).toContain(each);
    }
    const text = probeText([hosted], { color: false });
    expect(text).toContain('TLSRPT: reports on failed TLS go to mailto:tls@hosted.example');
    expect(text).toContain('Z, from data centre 2, resolver 192.0.2.53:53');
  });

  it('tells resolver, route, trust store and times', () => {
    const markdown = evidenceMarkdown(mismatch.evidence, mismatch.advice);
    for (const each of ['`192.0.2.53:53`', 'Route: direct', 'public roots of Node 20.20.2', 'took 2.4 s']) {
      expect(markdown).toContain(each);
    }
  });

  it('judges expiry by the time of the probe', () => {
    const { evidence, advice: given } = mismatch;
    expect(evidenceMarkdown(evidence, given)).toContain('valid until 2027-02-01 (68 days)');
    const later = { ...evidence, finishedAt: '2027-02-03T00:00:00.000Z' };
    expect(evidenceMarkdown(later, given)).toContain('✘ expired on 2027-02-01, 2 days before the probe');
  });

  it('has the shape that the product gives it, whatever the network says', () => {
    fc.assert(
      fc.property(hostileResult, ({ hostile, benign }) => {
        const markdown = evidenceMarkdown(hostile.evidence, hostile.advice);
        expect(markdown).not.toMatch(forbiddenCharacters);
        const html = renderMarkdown(markdown);
        expect(tagsOf(html).filter((tag) => /^<(a|img|script|!)/.test(tag))).toEqual([]);
        expect(blockTags(html)).toEqual(blockTags(renderMarkdown(evidenceMarkdown(benign.evidence, benign.advice))));
      }),
      { numRuns: 300 },
    );
  });
});

describe('--format markdown', () => {
  it('is the whole report for one next-hop, a table and the reasons for several', () => {
    expect(probeMarkdown([dane])).toBe(evidenceMarkdown(dane.evidence, dane.advice));
    const html = renderMarkdown(probeMarkdown(all));
    expect(html.match(/<tr>/g)?.length).toBeGreaterThan(all.length);
    expect(html.match(/<h2>/g)).toHaveLength(all.length);
    expect(probeMarkdown([])).toBe('');
  });

  it('has the shape that the product gives it, whatever the network says', () => {
    fc.assert(
      fc.property(hostileResult, ({ hostile, benign }) => {
        const html = renderMarkdown(probeMarkdown([hostile, hosted]));
        expect(blockTags(html)).toEqual(blockTags(renderMarkdown(probeMarkdown([benign, hosted]))));
      }),
    );
  });
});

describe('--format text', () => {
  it('begins with the verdict and the line', () => {
    expect(probeText([dane], { color: false }).split('\n').slice(0, 3)).toEqual([
      'dane-ee.example: ✔ use this entry',
      '',
      '    dane-ee.example dane',
    ]);
    expect(probeText([dead], { color: false })).toMatch(/^dead\.example: \? could not be tested\n/);
    expect(probeText([nullMx], { color: false })).toMatch(/^null-mx\.example: ✘ nothing can be guaranteed\n\nWhy\n/);
  });

  it('colours by nothing but its own sequences', () => {
    const coloured = probeText(all, { color: true });
    const sequences = /\u001b\[(?:0|1|2|31|32|33)m/g;
    expect(coloured).toMatch(sequences);
    expect(coloured.replace(sequences, '')).toBe(probeText(all, { color: false }));
  });

  it('breaks no entry and no line of the network', () => {
    fc.assert(
      fc.property(hostileResult, fc.boolean(), ({ hostile }, color) => {
        const text = probeText([hostile], { color });
        expect(text.replaceAll(/\u001b\[(?:0|1|2|31|32|33)m/g, '')).not.toMatch(forbiddenCharacters);
      }),
    );
  });
});

describe('--format policy', () => {
  /** The entries of a text as Postfix reads it. */
  const entriesOf = (text: string) =>
    parsePolicy(text).entries.map(({ key, value }) => `${key.text} ${value.level?.text ?? ''}`.trim());

  it('holds the entries that need no confirmation, and comments', () => {
    const text = probePolicy(all, { acceptPlainDns: false });
    expect(entriesOf(text)).toEqual(['dane-ee.example dane']);
    expect(text).toContain('\n#hosted.example secure match=mx1.provider.example:mx2.provider.example\n');
    expect(text).toContain('# dead.example: could not be tested: ');
    expect(text).toContain('# one-of-two-plain.example: nothing can be guaranteed: ');
  });

  it('holds the others too when plain DNS is accepted, each below its provenance', () => {
    const text = probePolicy(all, { acceptPlainDns: true });
    expect(entriesOf(text)).toEqual(['hosted.example secure', 'dane-ee.example dane']);
    expect(text).toContain(`${hosted.advice.comment ?? ''}\n${hosted.advice.entry ?? ''}\n`);
  });

  it('says above an entry that it protects only some of the consumers, and above no other', () => {
    const told = 'It protects only consumers with DNSSEC lookups.';
    const reasons = [{ id: 'dane-needs-dnssec', text: told }, ...dane.advice.reasons];
    const text = probePolicy([{ ...dane, advice: { ...dane.advice, reasons } }], { acceptPlainDns: false });
    expect(text).toBe(`# dane-ee.example: ${told}\ndane-ee.example dane\n`);
    expect(probePolicy([dane], { acceptPlainDns: false })).toBe('dane-ee.example dane\n');
  });

  it('never becomes another entry by what the network says', () => {
    fc.assert(
      fc.property(hostileResult, fc.boolean(), ({ hostile }, acceptPlainDns) => {
        const given = { ...hostile, advice: { ...hostile.advice, entry: null } };
        const text = probePolicy([given, dane], { acceptPlainDns });
        expect(entriesOf(text)).toEqual(['dane-ee.example dane']);
        expect(text).not.toMatch(forbiddenCharacters);
      }),
    );
  });
});

describe('every format', () => {
  it('shows evidence of any shape, and nothing of it raw', () => {
    const formats: readonly ((result: ProbedNextHop) => string)[] = [
      (result) => probeText([result], { color: false }),
      (result) => probePolicy([result], { acceptPlainDns: true }),
      (result) => probeMarkdown([result]),
      (result) => probeMarkdown([result, dane]),
      (result) => probeJson([result]),
    ];
    fc.assert(
      fc.property(anyEvidence, fc.constantFrom(...all), hostileText, (evidence, sample, text) => {
        const result = { evidence, advice: replaceTexts(sample, () => text).advice };
        for (const format of formats) expect(format(result)).not.toMatch(forbiddenCharacters);
        for (const format of formats.slice(2, 4)) {
          expect(tagsOf(renderMarkdown(format(result))).filter((tag) => /^<(a|img|script|!)/.test(tag))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('--format json', () => {
  it('is an array in the order given, of the published shape, with the evidence as it is', () => {
    const items = JSON.parse(probeJson(all)) as Record<string, unknown>[];
    expect(items.map((item) => Object.keys(item))).toEqual(all.map(() => ['nextHop', 'advice', 'evidence']));
    expect(items.map((item) => item['evidence'])).toEqual(all.map(({ evidence }) => evidence));
    expect(items[1]?.['advice']).toEqual({
      status: 'found',
      entry: 'dane-ee.example dane',
      comment: null,
      confirm: [],
      reasons: dane.advice.reasons,
      runnersUp: dane.advice.runnersUp.map(({ entry, reasons }) => ({ entry, reasons })),
    });
  });

  it('keeps every text, and shows none to a terminal raw', () => {
    fc.assert(
      fc.property(hostileResult, ({ hostile }) => {
        const json = probeJson([hostile]);
        expect(json).not.toMatch(forbiddenCharacters);
        expect((JSON.parse(json) as { evidence: unknown }[])[0]?.evidence).toEqual(hostile.evidence);
      }),
    );
  });
});
