import { describe, expect, it, vi } from 'vitest';
import type { ProbeOptions } from '../probe/options';
import { defaultProbeOptions } from '../probe/options';
import type { Prober } from '../probe/probe';
import type { ProbeJsonItem } from '../report/probe-json';
import { samples } from '../report/testing/samples';
import { schemas, violations } from '../report/testing/schema';
import { type MemoryWorld, runInMemory } from './testing/run-in-memory';

/** Knows the samples by their names, and reports a step of each. */
function sampleProber(asked: string[] = []): Prober {
  return {
    probe: (nextHop, { onStep }) => {
      asked.push(nextHop);
      onStep?.({ kind: 'mx', subject: nextHop });
      const sample = Object.values(samples).find(({ evidence }) => evidence.nextHop === nextHop);
      return sample ? Promise.resolve(sample.evidence) : Promise.reject(new Error(`no sample ${nextHop}`));
    },
  };
}

const run = (args: readonly string[], world: MemoryWorld = {}) =>
  runInMemory(['probe', ...args], { prober: sampleProber(), ...world });

describe('probe', () => {
  it.each([
    [['dane-ee.example'], 0],
    [['dane-ee.example', 'hosted.example'], 0],
    [['dane-ee.example', 'one-of-two-plain.example'], 1],
    [['dead.example'], 1],
    [['null-mx.example'], 1],
    [['--profile', 'any', 'dane-ee.example'], 0],
    [['--profile', 'any', 'dane-wrong.example'], 1],
  ])('%j ends with %i', async (args, code) => {
    expect(await run(args)).toMatchObject({ code, stderr: '' });
  });

  it('tells the reports in the order asked, apart by a blank line', async () => {
    const { stdout } = await run(['dead.example', 'dane-ee.example']);
    expect(stdout).toMatch(/^dead\.example: \? could not be tested\n/);
    expect(stdout).toMatch(/\n\ndane-ee\.example: ✔ use this entry\n\n {4}dane-ee\.example dane\n/);
    expect(stdout).not.toContain('\u001b');
  });

  it('colours on a terminal that wants it', async () => {
    const terminal = { columns: 80, hasColor: true };
    expect((await run(['dane-ee.example'], { terminal })).stdout).toContain('\u001b[32m✔ use this entry\u001b[0m');
  });

  it('writes nothing but JSON by its schema, one item for each next-hop', async () => {
    const names = Object.values(samples).map(({ evidence }) => evidence.nextHop);
    const { stdout } = await run(['--format', 'json', ...names]);
    const items = JSON.parse(stdout) as readonly ProbeJsonItem[];
    expect(violations(schemas.probe, items)).toEqual([]);
    expect(items.map(({ nextHop }) => nextHop)).toEqual(names);
    for (const { advice } of items) expect(advice.entry !== null).toBe(advice.status === 'found');
  });

  it('writes policy lines, with those in force that need no confirmation', async () => {
    const names = ['dane-ee.example', 'hosted.example', 'dead.example'];
    const careful = await run(['--format', 'policy', ...names]);
    expect(careful.stdout).toMatch(/^dane-ee\.example dane\n/m);
    expect(careful.stdout).toMatch(/^#hosted\.example secure match=/m);
    expect(careful.stdout).toMatch(/^# dead\.example: could not be tested: /m);
    const accepting = await run(['--format', 'policy', '--accept-plain-dns', ...names]);
    expect(accepting.stdout).toMatch(/^hosted\.example secure match=/m);
  });

  it('writes a Markdown report', async () => {
    expect((await run(['--format', 'markdown', 'dane-ee.example'])).stdout).toMatch(/^# `dane-ee\.example`\n/);
    expect((await run(['--format', 'markdown', 'dane-ee.example', 'dead.example'])).stdout).toMatch(
      /^# Probe results\n/,
    );
  });

  it('reads a list on standard input, each next-hop once', async () => {
    const asked: string[] = [];
    const stdin = '# partners\n\ndead.example\r\n  dane-ee.example  \nDANE-EE.example\n';
    const prober = sampleProber(asked);
    await run(['null-mx.example', '-', 'dead.example'], { stdin, prober });
    expect(asked).toEqual(['null-mx.example', 'dead.example', 'dane-ee.example']);
  });

  it('shows progress on a terminal only, in one line that is gone in the end', async () => {
    const terminal = { columns: 40 };
    const { stderr } = await run(['dane-ee.example', 'dead.example'], { terminal });
    const [shown = '', ...rest] = stderr.split('\r\u001b[K').filter((text) => text !== '');
    expect(shown).toBe('[....................] 0/2 dane-ee.exa…');
    expect(rest.at(-1)).toBe('1 of 2 have an entry, 0 none, 1 could not be tested\n');
    expect((await run(['dane-ee.example'], { terminal })).stderr).toMatch(
      /dane-ee\.example: MX records of .*\r\u001b\[K$/,
    );
  });

  it('tells what is known when it is interrupted, and contacts nobody else', async () => {
    const interruption = new AbortController();
    const asked: string[] = [];
    const known = sampleProber();
    const prober: Prober = {
      probe: async (nextHop, control) => {
        asked.push(nextHop);
        if (nextHop === 'dane-ee.example') return known.probe(nextHop, control);
        await vi.waitFor(() => expect(control.signal.aborted).toBe(true));
        const evidence = await known.probe(nextHop, control);
        return { ...evidence, stopped: { id: 'cancelled', text: 'the probe was cancelled' } };
      },
    };
    setImmediate(() => interruption.abort());
    const names = ['dane-ee.example', 'dead.example', 'hosted.example', 'null-mx.example'];
    const { code, stdout, stderr } = await run(['--concurrency', '2', '--format', 'json', ...names], {
      prober,
      signal: interruption.signal,
    });
    expect(asked).toEqual(['dane-ee.example', 'dead.example', 'hosted.example']);
    const items = JSON.parse(stdout) as readonly ProbeJsonItem[];
    expect(items.map(({ advice }) => advice.status)).toEqual(['found', 'untested', 'untested']);
    expect(stderr).toBe('interrupted: 1 of 4 were not probed\n');
    expect(code).toBe(1);
  });

  it('keeps what was found before something unforeseen', async () => {
    const names = ['dane-ee.example', 'unknown.example'];
    const { code, stdout, stderr } = await run(['--format', 'policy', '--concurrency', '1', ...names]);
    expect(code).toBe(2);
    expect(stdout).toBe('dane-ee.example dane\n');
    expect(stderr).toContain('postfix-tls-policy probe: unexpected error\nError: no sample unknown.example\n');
  });
});

describe('the options of probe', () => {
  const files = {
    'root.ds': '. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n',
    'island.key': 'example. IN DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000',
    'empty.ds': '; nothing\n',
    'quiet.txt': '# asked in May\nquiet.example\n\n192.0.2.0/24 # a provider\r\n',
    'bad.ds': '. IN DS 1 13\n',
    'ca.pem': '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
    'certs/9d66eef0.0': '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
  };

  it.each<[readonly string[], Partial<ProbeOptions>]>([
    [[], {}],
    [['--resolver', '192.0.2.53'], { resolvers: [{ host: '192.0.2.53', port: 53 }] }],
    [
      ['--resolver', '192.0.2.53:5353', '--resolver=[2001:db8::53]:53'],
      {
        resolvers: [
          { host: '192.0.2.53', port: 5353 },
          { host: '2001:db8::53', port: 53 },
        ],
      },
    ],
    [['--trust-anchor', 'root.ds'], { trustAnchors: files['root.ds'] }],
    [
      ['--trust-anchor', 'island.key', '--trust-anchor', 'root.ds'],
      { trustAnchors: `${files['island.key']}\n${files['root.ds']}` },
    ],
    [['--ca-file', 'ca.pem'], { caFile: { name: 'ca.pem', pem: files['ca.pem'] } }],
    [
      ['--ca-path', 'certs'],
      { caPath: { name: 'certs', isHashed: true, files: [{ name: '9d66eef0.0', pem: files['certs/9d66eef0.0'] }] } },
    ],
    [['--socks', '127.0.0.1:1080'], { route: { kind: 'socks5', host: '127.0.0.1', port: 1080 } }],
    [['--ssh', 'mail'], { route: { kind: 'ssh', user: null, host: 'mail', port: null } }],
    [['--ssh=me@mail:22'], { route: { kind: 'ssh', user: 'me', host: 'mail', port: 22 } }],
    [['--port', '2525'], { port: 2525 }],
    [['--allow-address', '192.0.2.0/24', '--allow-address', '::1'], { allowAddresses: ['192.0.2.0/24', '::1'] }],
    [['--resolver', 'https://dns.example/dns-query'], { resolvers: [{ url: 'https://dns.example/dns-query' }] }],
    [['--no-probe', 'quiet.txt'], { noProbe: ['quiet.example', '192.0.2.0/24'] }],
    [['--full', '--vantage', 'rack 2'], { full: true, vantage: 'rack 2' }],
    [['--deep'], { deep: { pause: 1_000 }, deadlines: { ...defaultProbeOptions.deadlines, total: 360_000 } }],
    [
      ['--deep', '--deadline', '30', '--socks', '127.0.0.1:1080'],
      {
        deep: { pause: 1_000 },
        deadlines: { ...defaultProbeOptions.deadlines, total: 30_000 },
        route: { kind: 'socks5', host: '127.0.0.1', port: 1080 },
      },
    ],
    [
      ['--deep', '--ssh', 'mail', '--deep-over-ssh'],
      {
        deep: { pause: 1_000 },
        deadlines: { ...defaultProbeOptions.deadlines, total: 360_000 },
        route: { kind: 'ssh', user: null, host: 'mail', port: null },
      },
    ],
    [['--pacing', '0'], { pacing: null }],
    [['--pacing', '2.5'], { pacing: { burst: 12, interval: 625, backOff: 5_000 } }],
    [['--deadline', '30'], { deadlines: { ...defaultProbeOptions.deadlines, total: 30_000 } }],
  ])('%j', async (args, expected) => {
    const { probeOptions } = await run([...args, 'dane-ee.example'], { files });
    expect(probeOptions).toEqual({ ...defaultProbeOptions, ...expected });
  });

  it.each([
    [[], 'name the domains to probe, or - for a list on standard input'],
    [['-'], 'standard input holds no domain'],
    [['-', '-'], 'standard input can be read only once'],
    [['.example.org'], '".example.org" can’t be probed'],
    [['*.example.org'], 'is a pattern'],
    [['2001:db8::1'], 'write [2001:db8::1]'],
    [['example.org.'], 'ends with a dot'],
    [['example..org'], 'has an empty label'],
    [['ex\u001bample.org'], 'has blanks or control characters'],
    [
      ['--resolver', 'http://192.0.2.53', 'a.example'],
      '--resolver: "http://192.0.2.53" is no resolver; write for example 192.0.2.53:53 or https://',
    ],
    [['--socks', '127.0.0.1', 'a.example'], '--socks: "127.0.0.1" is no endpoint; write for example 127.0.0.1:1080'],
    [['--ssh', '-oProxyCommand=sh', 'a.example'], '--ssh needs a value'],
    [['--deep', '-'], '--deep: name the domains themselves'],
    [['--deep', 'a.example', '-'], '--deep: name the domains themselves'],
    [['--deep', '--ssh', 'mail', 'a.example'], '--deep: with --ssh it would come from the address of that host'],
    [['--deep-over-ssh', 'a.example'], '--deep-over-ssh: only for --deep with --ssh'],
    [['--deep-over-ssh', '--deep', 'a.example'], '--deep-over-ssh: only for --deep with --ssh'],
    [['--deep-over-ssh', '--ssh', 'mail', 'a.example'], '--deep-over-ssh: only for --deep with --ssh'],
    [['--ssh=-oProxyCommand=sh', 'a.example'], '--ssh: "-oProxyCommand=sh" is no host for ssh'],
    [['--ssh', 'mail host', 'a.example'], '--ssh: "mail host" is no host for ssh; write for example mail.example.org'],
    [['--ssh', 'mail', '--socks', '127.0.0.1:1080', 'a.example'], '--socks and --ssh: there is one route'],
    [['--port', '0', 'a.example'], '--port: "0" is no whole number from 1 to 65535'],
    [['--concurrency', '65', 'a.example'], '--concurrency: "65" is no whole number from 1 to 64'],
    [['--pacing=-1', 'a.example'], '--pacing: "-1" is no number from 0 to 1000'],
    [['--pacing', 'slow', 'a.example'], '--pacing: "slow" is no number from 0 to 1000'],
    [['--deadline', '901', 'a.example'], '--deadline: "901" is no whole number from 1 to 900'],
    [['--profile', 'none', 'a.example'], '--profile: "none" is none of dnssec, any, site'],
    [['--profile', 'site', 'a.example'], '--profile site: name the main.cf by --main-cf'],
    [['--accept-plain-dns', 'a.example'], '--accept-plain-dns: only --format policy'],
    [['--trust-anchor', 'absent.ds', 'a.example'], "--trust-anchor: can't read absent.ds: there is no such file"],
    [['--trust-anchor', 'empty.ds', 'a.example'], '--trust-anchor: empty.ds holds no DS or DNSKEY record'],
    [['--trust-anchor', 'bad.ds', 'a.example'], '--trust-anchor: bad.ds: line 1: '],
    [['--no-probe', 'absent.txt', 'a.example'], "--no-probe: can't read absent.txt: there is no such file"],
    [['--vantage', '', 'a.example'], '--vantage: the value is empty'],
    [['--ca-file', 'absent.pem', 'a.example'], "--ca-file: can't read absent.pem: there is no such file"],
    [['--ca-path', 'absent', 'a.example'], "--ca-path: can't read absent: there is no such folder"],
  ])('%j is refused before anybody is asked', async (args, reason) => {
    const { code, stdout, stderr, probeOptions } = await run(args, { files });
    expect({ code, stdout, probeOptions }).toEqual({ code: 2, stdout: '', probeOptions: null });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('\u001b');
  });

  it('advise for the profile of the command line, else of the configuration, else for DNSSEC', async () => {
    const tell = async (args: readonly string[], files = {}): Promise<string> =>
      (await run([...args, '--format', 'json', 'dane-ee.example'], { files })).stdout;
    const [dnssec, any] = [await tell(['--profile', 'dnssec']), await tell(['--profile', 'any'])];
    expect(dnssec).not.toBe(any);
    const config = (text: string) => ({ '.postfix-tls-policy.json': text });
    expect(await tell([])).toBe(dnssec);
    expect(await tell([], config('{}'))).toBe(dnssec);
    expect(await tell([], config('{"consumers": "any"}'))).toBe(any);
    expect(await tell(['--profile', 'dnssec'], config('{"consumers": "any"}'))).toBe(dnssec);
    expect(await tell(['--profile', 'any'], config('{"consumers": "dnssec"}'))).toBe(any);
  });

  it('leave alone whom the configuration names besides', async () => {
    const config = { '.postfix-tls-policy.json': '{"noProbe": ["still.example"]}' };
    const { probeOptions } = await run(['--profile', 'any', '--no-probe', 'quiet.txt', 'dane-ee.example'], {
      files: { ...files, ...config },
    });
    expect(probeOptions?.noProbe).toEqual(['still.example', 'quiet.example', '192.0.2.0/24']);
  });

  it('advise nothing by a configuration that can not be read', async () => {
    const files = { '.postfix-tls-policy.json': '{"resolver": "192.0.2.1"}' };
    const { code, stdout, stderr, probeOptions } = await run(['a.example'], { files });
    expect({ code, stdout, probeOptions }).toEqual({ code: 2, stdout: '', probeOptions: null });
    expect(stderr).toContain('probe: .postfix-tls-policy.json:1:2: "resolver" decides whom a probe asks and trusts');
  });

  it('names the line of a list that holds no next-hop', async () => {
    const { code, stderr, probeOptions } = await run(['-'], { stdin: 'a.example\nb.example may\n' });
    expect({ code, probeOptions }).toEqual({ code: 2, probeOptions: null });
    expect(stderr).toContain('standard input, line 2: "b.example may"');
  });
});

describe('stored evidence', () => {
  const stored = async (): Promise<string> => {
    const names = Object.values(samples).map(({ evidence }) => evidence.nextHop);
    return (await run(['--format', 'json', ...names])).stdout;
  };
  const replay = (text: string, ...args: readonly string[]) =>
    run(['--evidence', 'seen.json', ...args], { files: { 'seen.json': text } });

  it('leads to the same advice, by whatever profile, and nobody is asked', async () => {
    const text = await stored();
    const again = await replay(text, '--format', 'json');
    expect(again.probeOptions).toBeNull();
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(text));
    expect(again.code).toBe(1);
    const any = await replay(text, '--format', 'policy', '--profile', 'any');
    expect(any.stdout).toContain('# dane-wrong.example: nothing can be guaranteed');
  });

  it('may be one alone, a list without advice, or what verify keeps of a next-hop', async () => {
    const [dane, other] = [samples['dane']?.evidence, samples['secure']?.evidence];
    for (const value of [dane, [dane], { version: 1, looks: [other, dane], previous: [other] }]) {
      const { code, stdout } = await replay(JSON.stringify(value), '--format', 'policy');
      expect([code, stdout]).toEqual([0, 'dane-ee.example dane\n']);
    }
  });

  const dane = samples['dane']?.evidence;
  it.each<[string, string]>([
    ['', 'seen.json is no JSON'],
    ['[]', 'seen.json is an empty list'],
    ['[1]', 'seen.json: item 1 is no evidence: it must be object'],
    [JSON.stringify({ ...dane, version: 2 }), 'item 1 is evidence of version 2; this program reads version 1'],
    [JSON.stringify([dane, { ...dane, hosts: 1 }]), 'item 2 is no evidence: /hosts must be array'],
    [JSON.stringify({ ...dane, more: 1 }), 'must NOT have additional properties'],
  ])('is refused as a whole where it is broken: %#', async (text, reason) => {
    const { code, stdout, stderr } = await replay(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`--evidence: `);
    expect(stderr).toContain(reason);
  });

  it('takes no domains besides', async () => {
    const { code, stderr } = await replay('[]', 'a.example');
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing is probed, so name no domains')]);
  });
});

describe('a network that can not carry DNSSEC', () => {
  it('is told once, on standard error', async () => {
    const dnssecProblem = { id: 'dnssec-stripped', text: 'the keys of . came without\u001b signatures' } as const;
    const known = sampleProber();
    const prober: Prober = {
      probe: async (nextHop, control) => {
        const evidence = await known.probe(nextHop, control);
        return { ...evidence, vantage: { ...evidence.vantage, dnssecProblem } };
      },
    };
    const { stderr } = await run(['dane-ee.example', 'hosted.example', 'dead.example'], { prober });
    expect(stderr.match(/This network strips DNSSEC records: DANE can’t be proven from here/g)).toHaveLength(1);
    expect(stderr).toMatch(/^postfix-tls-policy probe: .*resolver 192\.0\.2\.53:53.*\n$/);
    expect(stderr).not.toContain('\u001b');
  });
});
