import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { defaultProbeOptions, type ProbeOptions } from '../probe/options';
import { createProber } from '../probe/probe';
import { describeProbeError, readProbeOptions } from './probe-options';
import { readProbeSettings } from './settings';

const routePattern = manifest.contributes.configuration
  .flatMap(({ properties }) => ('postfixTlsPolicy.route' in properties ? [properties['postfixTlsPolicy.route']] : []))
  .map(({ pattern }) => pattern)
  .join('');

const files: Readonly<Record<string, string>> = { '/etc/ca.pem': 'PEM', '/etc/anchor.ds': '. DS 1 13 2 00' };
const readTextFile = (path: string) => {
  const text = files[path];
  return text === undefined ? Promise.reject(new Error('no such file')) : Promise.resolve(text);
};
const readCaFolder = (path: string) =>
  path === '/etc/ssl/certs'
    ? Promise.resolve({ name: path, isHashed: true, files: [{ name: '9d66eef0.0', pem: 'PEM' }] })
    : Promise.reject(new Error('there is no such folder'));
const read = (section: unknown) => readProbeOptions(readProbeSettings(section), { readTextFile, readCaFolder });

describe('probe options', () => {
  it('are the defaults without settings', async () => {
    expect(await read(undefined)).toEqual(defaultProbeOptions);
    // What VS Code sends when nothing was changed.
    const unchanged = {
      resolver: '',
      trustAnchors: '',
      caFile: '',
      caPath: '',
      trustAnchorFile: '',
      route: 'direct',
      smtpPort: 25,
      allowAddresses: [],
      noProbe: [],
      vantage: '',
      heloName: '',
      probeDeadline: 120,
      pacing: 1,
    };
    expect(await read(unchanged)).toEqual(defaultProbeOptions);
  });

  it('take everything from the settings', async () => {
    const options = await read({
      resolver: '192.0.2.53, [2001:db8::53]:5353 2001:db8::54 https://dns.example/dns-query{?dns}',
      trustAnchors: '/etc/anchor.ds',
      caFile: '/etc/ca.pem',
      caPath: '/etc/ssl/certs',
      route: 'socks5://127.0.0.1:1080',
      smtpPort: 2525,
      allowAddresses: ['192.0.2.0/24'],
      noProbe: ['quiet.example'],
      vantage: 'data centre 2',
      heloName: 'probe.example.org',
      probeDeadline: 30,
      pacing: 2,
    });
    expect(options).toEqual({
      resolvers: [
        { host: '192.0.2.53', port: 53 },
        { host: '2001:db8::53', port: 5353 },
        { host: '2001:db8::54', port: 53 },
        { url: 'https://dns.example/dns-query' },
      ],
      trustAnchors: '. DS 1 13 2 00',
      caFile: { name: '/etc/ca.pem', pem: 'PEM' },
      caPath: { name: '/etc/ssl/certs', isHashed: true, files: [{ name: '9d66eef0.0', pem: 'PEM' }] },
      route: { kind: 'socks5', host: '127.0.0.1', port: 1080 },
      port: 2525,
      allowAddresses: ['192.0.2.0/24'],
      noProbe: ['quiet.example'],
      vantage: 'data centre 2',
      heloName: 'probe.example.org',
      deadlines: { ...defaultProbeOptions.deadlines, total: 30_000 },
      pacing: { burst: 12, interval: 500, backOff: 4_000 },
    });
  });

  it.each<[string, ProbeOptions['route']]>([
    ['direct', { kind: 'direct' }],
    ['socks5://[2001:db8::1]:1080/', { kind: 'socks5', host: '2001:db8::1', port: 1080 }],
    ['ssh://mail', { kind: 'ssh', user: null, host: 'mail', port: null }],
    ['ssh://me@mail.example.org:2222', { kind: 'ssh', user: 'me', host: 'mail.example.org', port: 2222 }],
    ['ssh://me@[2001:db8::1]:22/', { kind: 'ssh', user: 'me', host: '2001:db8::1', port: 22 }],
  ])('have the route %s, which the pattern of the setting takes, too', async (route, expected) => {
    expect((await read({ route })).route).toEqual(expected);
    expect(route).toMatch(new RegExp(routePattern));
  });

  it.each([
    [{ resolver: 'http://192.0.2.53' }, 'resolver'],
    [{ resolver: '192.0.2.53:0' }, 'resolver'],
    [{ resolver: ['192.0.2.53'] }, 'resolver'],
    [{ resolver: 'localhost' }, 'resolver'],
    [{ heloName: 'a\r\nQUIT' }, 'heloName'],
    [{ route: 'socks4://127.0.0.1:1080' }, 'route'],
    [{ route: 'socks5://127.0.0.1' }, 'route'],
    [{ route: 'socks5://user@127.0.0.1:1' }, 'route'],
    [{ route: 7 }, 'route'],
    [{ route: 'ssh://' }, 'route'],
    [{ route: 'ssh://-oProxyCommand=sh' }, 'route'],
    [{ route: 'ssh://me@-x' }, 'route'],
    [{ route: 'ssh://mail host' }, 'route'],
    [{ route: 'ssh://mail\nhost' }, 'route'],
    [{ route: 'ssh://mail:0' }, 'route'],
    [{ route: 'ssh://mail/path' }, 'route'],
    [{ route: 'ssh://me:secret@mail' }, 'route'],
    [{ route: 'ssh:mail' }, 'route'],
    [{ smtpPort: 0 }, 'smtpPort'],
    [{ smtpPort: 65_536 }, 'smtpPort'],
    [{ smtpPort: '25' }, 'smtpPort'],
    [{ allowAddresses: '10.0.0.0/8' }, 'allowAddresses'],
    [{ allowAddresses: [10] }, 'allowAddresses'],
    [{ probeDeadline: 0.5 }, 'probeDeadline'],
    [{ probeDeadline: 901 }, 'probeDeadline'],
    [{ pacing: -1 }, 'pacing'],
    [{ pacing: 1_001 }, 'pacing'],
    [{ pacing: '1' }, 'pacing'],
    [{ caFile: '/absent.pem' }, 'caFile'],
    [{ caFile: 'ca.pem' }, 'caFile'],
    [{ caPath: '/absent' }, 'caPath'],
    [{ caPath: 'certs' }, 'caPath'],
    [{ trustAnchors: '/absent.ds' }, 'trustAnchors'],
  ])('refuse %j by the name of the setting', async (section, name) => {
    await expect(read(section)).rejects.toThrow(`postfixTlsPolicy.${name}: `);
  });

  it.each<[string, Partial<ProbeOptions>]>([
    ['allowAddresses', { allowAddresses: ['everything'] }],
    ['trustAnchors', { trustAnchors: 'no record' }],
    ['caFile', { caFile: { name: '/etc/ca.pem', pem: 'no certificate' } }],
    ['caPath', { caPath: { name: '/etc/certs', isHashed: true, files: [{ name: 'a.pem', pem: 'no certificate' }] } }],
    ['route', { route: { kind: 'ssh', user: null, host: '-x', port: null } }],
  ])('that the probe refuses are told by the name of the setting %s', (name, options) => {
    const told = (): string => {
      try {
        createProber({ ...defaultProbeOptions, ...options });
        return 'accepted';
      } catch (error) {
        return describeProbeError(error);
      }
    };
    expect(told()).toMatch(new RegExp(`^postfixTlsPolicy\\.${name}: .`));
  });
});
