import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from './lab';
import { command, readReply, readUntil, startTls, throughSocks } from './testing/dialogue';
import { policyAddress, refusingAddress } from './world';

let lab: Lab;
const opened: Socket[] = [];

beforeAll(async () => {
  lab = await startLab({ delayScale: 0.01, random: true, seed: 'lab.test' });
});
afterAll(async () => lab.stop());
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
  lab.reset();
});

function addressOf(name: string, family: 4 | 6 = 4): string {
  const addresses = lab.world.hosts.filter((host) => host.name === name).flatMap((host) => host.addresses);
  const found = addresses.find((address) => address.includes(':') === (family === 6));
  if (found === undefined) throw new Error(`${name} has no address`);
  return found;
}

async function connectTo(name: string, family: 4 | 6 = 4): Promise<Socket> {
  const socket = await throughSocks(lab.socks, addressOf(name, family), 25);
  opened.push(socket);
  return socket;
}

describe('a host of the lab', () => {
  it('shows the certificate of the list over STARTTLS, at IPv4 and IPv6', async () => {
    for (const family of [4, 6] as const) {
      const secure = await startTls(await connectTo('mx.secure-dual-stack.example', family), { ca: lab.caPem });
      expect(secure.authorized).toBe(true);
      expect(secure.getPeerX509Certificate()?.checkHost('mx.secure-dual-stack.example')).toBeTruthy();
      expect(await command(secure, 'EHLO client.example')).not.toContain('STARTTLS');
    }
  });

  it.each([
    ['mx.self-signed.example', /SELF_SIGNED|UNABLE_TO_VERIFY/],
    ['mx.private-ca.example', /SELF_SIGNED|UNABLE_TO/],
    ['mx.expired.example', /EXPIRED/],
    ['mx.missing-intermediate.example', /UNABLE_TO/],
  ])('%s does not verify', async (name, code) => {
    const secure = await startTls(await connectTo(name), { ca: lab.caPem });
    const error: unknown = secure.authorizationError;
    expect(error instanceof Error && 'code' in error ? error.code : error).toMatch(code);
  });

  it('chooses its certificate by server name indication and records it', async () => {
    const plain = await startTls(await connectTo('mx.dane-sni.example'), { ca: lab.caPem });
    expect(plain.getPeerX509Certificate()?.subject).toBe('CN=default.invalid');
    const named = await startTls(await connectTo('mx.dane-sni.example'), {
      ca: lab.caPem,
      servername: 'mx.dane-sni.example',
    });
    expect(named.getPeerX509Certificate()?.subject).toBe('CN=mx.dane-sni.example');
    expect(lab.connections().map(({ serverName }) => serverName)).toEqual([null, 'mx.dane-sni.example']);
  });

  it('speaks TLS 1.0 only where the list says so', async () => {
    const secure = await startTls(await connectTo('mx.tls10-only.example'), { ca: lab.caPem });
    expect(secure.getProtocol()).toBe('TLSv1');
  });

  it('greets with 220- first and 220 then', async () => {
    // Whether the two come in one piece or in two is for the machine to say: only the order is the lab's own.
    const greeting = await readUntil(await connectTo('mx.postscreen.example'), (text) => /^220 .*\r\n/m.test(text));
    expect(greeting).toMatch(/^220-[^\n]*\r\n220 [^\n]*\r\n$/);
  });

  it('accepts a message and remembers whether it came over TLS', async () => {
    const secure = await startTls(await connectTo('mx.secure-mx-name.example'), { ca: lab.caPem });
    await command(secure, 'EHLO client.example');
    await command(secure, 'MAIL FROM:<>');
    await command(secure, 'RCPT TO:<a@secure-mx-name.example>');
    expect(await command(secure, 'DATA')).toMatch(/^354/);
    expect(await command(secure, 'Subject: x\r\n\r\ntext\r\n.')).toMatch(/^250/);
    expect(lab.connections()[0]?.messages).toEqual([{ overTls: true }]);
  });

  it.each([
    ['greeting', { greeting: 'temporary' }, /^421/],
    ['greeting', { greeting: 'permanent' }, /^554/],
    ['greeting', { greeting: 'control' }, /\u001b/],
  ] as const)('misbehaves on demand: %s %o', async (_what, change, expected) => {
    await lab.set('mx.secure-mx-name.example', change);
    expect(await readReply(await connectTo('mx.secure-mx-name.example'))).toMatch(expected);
  });

  it.each([
    [{ startTls: 'absent' }, /^502/],
    [{ startTls: 'temporary' }, /^454/],
    [{ startTls: 'permanent' }, /^502/],
    [{ startTls: 'glued' }, /^220 [^\n]+\n250 injected/],
  ] as const)('answers STARTTLS as told: %o', async (change, expected) => {
    await lab.set('mx.secure-mx-name.example', change);
    const socket = await connectTo('mx.secure-mx-name.example');
    await readReply(socket);
    const ehlo = await command(socket, 'EHLO client.example');
    expect(ehlo.includes('STARTTLS')).toBe(change.startTls !== 'absent');
    expect(await command(socket, 'STARTTLS')).toMatch(expected);
  });

  it('sends 250 unrelated certificates', async () => {
    await lab.set('mx.secure-mx-name.example', { tls: 'many-certificates' });
    const secure = await startTls(await connectTo('mx.secure-mx-name.example'), { ca: lab.caPem });
    let count = 0;
    for (let each = secure.getPeerX509Certificate(); each !== undefined; each = each.issuerCertificate) {
      count += 1;
      if (count > 300) break;
    }
    expect(count).toBe(252);
  });

  it('writes without end, and stops when the client leaves', async () => {
    await lab.set('mx.secure-mx-name.example', { greeting: 'endless' });
    const socket = await connectTo('mx.secure-mx-name.example');
    const text = await readUntil(socket, (soFar) => soFar.length > 200_000);
    expect(text.slice(0, 44)).toBe('220-and another line\r\n'.repeat(2));
    socket.destroy();
    await vi.waitFor(() => expect(lab.connections()[0]?.open).toBe(false));
  });

  it('shows another certificate to a man in the middle’s victims, until it is reset', async () => {
    const subject = async (): Promise<string | undefined> => {
      const secure = await startTls(await connectTo('mx.secure-mx-name.example'), { ca: lab.caPem });
      return secure.getPeerX509Certificate()?.subject;
    };
    await lab.set('mx.secure-mx-name.example', { certificate: { issuer: 'public', names: ['attacker.example'] } });
    expect(await subject()).toBe('CN=attacker.example');
    lab.reset();
    expect(await subject()).toBe('CN=mx.secure-mx-name.example');
  });

  it('misbehaves at one of its addresses alone', async () => {
    const host = 'mx.secure-dual-stack.example';
    await lab.set(host, { greeting: 'temporary' }, addressOf(host, 6));
    expect(await readReply(await connectTo(host, 6))).toMatch(/^421/);
    expect(await readReply(await connectTo(host, 4))).toMatch(/^220/);
    await expect(lab.set(host, {}, addressOf('mx.weak-key.example'))).rejects.toThrow('no host');
  });

  it('listens at the port of the list alone', async () => {
    const host = 'mx.bracketed-port.example';
    const socket = await throughSocks(lab.socks, addressOf(host), 587);
    opened.push(socket);
    expect(await readReply(socket)).toContain(host);
    await expect(connectTo(host)).rejects.toThrow(/refused/i);
  });

  it('shows a certificate with a weak key to whoever bears it', async () => {
    const secure = await startTls(await connectTo('mx.weak-key.example'), { ca: lab.caPem });
    expect(secure.getPeerX509Certificate()?.publicKey.asymmetricKeyDetails?.modulusLength).toBe(768);
  });

  it('refuses to change a host it does not have', async () => {
    await expect(lab.set('mx.nowhere.example', {})).rejects.toThrow('no host');
  });
});

describe('the SOCKS5 route', () => {
  it('takes a host name of the lab as well', async () => {
    const socket = await throughSocks(lab.socks, 'mx.secure-mx-name.example', 25);
    opened.push(socket);
    expect(await readReply(socket)).toContain('mx.secure-mx-name.example');
  });

  it('never leaves the lab', async () => {
    await expect(throughSocks(lab.socks, '192.0.2.251', 25)).rejects.toThrow(/NotAllowed|not allowed/i);
    await expect(throughSocks(lab.socks, '127.0.0.1', lab.resolver.port)).rejects.toThrow(/NotAllowed|not allowed/i);
    await expect(throughSocks(lab.socks, 'example.org', 80)).rejects.toThrow(/NotAllowed|not allowed/i);
  });

  it('knows refused and dead hosts', async () => {
    await expect(throughSocks(lab.socks, addressOf('mx.refused.example'), 25)).rejects.toThrow(/refused/i);
    await expect(throughSocks(lab.socks, addressOf('mx.dead.example'), 25, 200)).rejects.toThrow(/timed out/i);
    await expect(throughSocks(lab.socks, refusingAddress, 443)).rejects.toThrow(/refused/i);
  });
});

describe('the MTA-STS host', () => {
  async function fetchPolicy(domain: string): Promise<{ status: number | undefined; text: string }> {
    const socket = await throughSocks(lab.socks, policyAddress, 443);
    opened.push(socket);
    return new Promise((resolve, reject) => {
      const request = get(
        `https://mta-sts.${domain}/.well-known/mta-sts.txt`,
        {
          createConnection: () => tlsConnect({ socket, ca: lab.caPem, servername: `mta-sts.${domain}` }),
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode, text }));
        },
      );
      request.on('error', reject);
    });
  }

  it('serves the policy of the list', async () => {
    expect(await fetchPolicy('sts-wildcard.example')).toEqual({
      status: 200,
      text: 'version: STSv1\r\nmode: enforce\r\nmx: *.provider.example\r\nmax_age: 604800\r\n',
    });
  });

  it('has a certificate of the private CA where the list says so', async () => {
    await expect(fetchPolicy('sts-untrusted.example')).rejects.toThrow(/self-signed|unable to/i);
  });
});

describe('the lab as a whole', () => {
  it('adds randomly named domains, the same for the same seed', async () => {
    const added = lab.scenarios.filter(({ id }) => id.includes('@'));
    expect(added).toHaveLength(10);
    for (const { domain, truth } of added) {
      expect(domain).toMatch(/^[a-z]{12}\.example$/);
      if (truth.dnssec.entry !== null) expect(truth.dnssec.entry).toContain(domain);
    }
    const again = await startLab({ random: true, seed: 'lab.test' });
    const domains = again.scenarios.map(({ domain }) => domain);
    await again.stop();
    expect(domains).toEqual(lab.scenarios.map(({ domain }) => domain));
    expect(again.trustAnchors).not.toBe(lab.trustAnchors);
  });

  it('writes its trust anchor and CA file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lab-'));
    const { trustAnchors, caFile } = await lab.files(directory);
    expect(await readFile(trustAnchors, 'utf8')).toMatch(/^\. IN DS \d+ 13 2 [0-9A-F]{64}\n$/);
    expect(await readFile(caFile, 'utf8')).toContain('BEGIN CERTIFICATE');
    await rm(directory, { recursive: true });
  });

  it('leaves nothing behind', async () => {
    const sockets = (): number => process.getActiveResourcesInfo().filter((name) => /TCP|UDP|Pipe/.test(name)).length;
    const before = sockets();
    const other = await startLab();
    const dead = throughSocks(other.socks, '192.0.2.10', 25);
    (await dead).resume();
    await other.stop();
    await vi.waitFor(() => expect(sockets()).toBeLessThanOrEqual(before), 15_000);
  });
});
