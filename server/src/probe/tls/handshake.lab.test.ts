import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions, TLSSocket, type TLSSocketOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { TlsContexts } from '../../../../lab/smtp/contexts';
import { startSmtpServer } from '../../../../lab/smtp/server';
import type { ConnectionRecord } from '../../../../lab/smtp/session';
import { type AddressMeans, type AddressQuestion, probeAddress } from '../address';
import type { AddressEvidence } from '../evidence';
import { alternativeNames, authority, type Made, makeCertificate, p256, rsa } from '../testing/certificates';
import { networkMeans } from '../testing/network-means';
import { tlsa } from './testing/dane-case';
import { judgeTlsaRecords } from './tlsa-usability';

/** Servers whose TLS is unusual, at a port of their own. */

const name = 'mx.example';
const ca = await makeCertificate({ subject: 'CN=CA', extensions: authority() });
const good = await certificate();
const running: { stop(): unknown }[] = [];
const connections: ConnectionRecord[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  connections.length = 0;
});

async function certificate(more: Parameters<typeof makeCertificate>[0] = {}): Promise<Made> {
  return makeCertificate({ subject: `CN=${name}`, issuer: ca, extensions: [alternativeNames(name)], ...more });
}

function context({ pem, key }: Pick<Made, 'pem' | 'key'>, more: SecureContextOptions = {}) {
  return createSecureContext({ cert: pem, key, ...more });
}

async function serve(contexts: TlsContexts): Promise<number> {
  const server = await startSmtpServer({
    name,
    address: '192.0.2.1',
    current: () => ({ behaviour: {}, contexts }),
    delayScale: 1,
    onConnection: (record) => connections.push(record),
  });
  running.push(server);
  return server.port;
}

async function probe(port: number, question: Partial<AddressQuestion> = {}): Promise<AddressEvidence> {
  const network = { socks: { host: '127.0.0.1', port: 9 }, caPem: ca.pem, allowAddresses: [] };
  const means: AddressMeans = {
    ...networkMeans(network),
    connect: async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket.pause();
    },
  };
  return probeAddress({ host: name, address: '192.0.2.1', port: 25, tlsa: null, ...question }, means);
}

async function probeOne(
  options: SecureContextOptions,
  made: Pick<Made, 'pem' | 'key'> = good,
): Promise<AddressEvidence> {
  const one = context(made, options);
  return probe(await serve({ byDefault: () => one, forServerName: () => one }));
}

describe('a server', () => {
  it('with anonymous ciphers alone has no certificate, and can’t authenticate', async () => {
    const anonymous = { ciphers: 'ADH:@SECLEVEL=0', maxVersion: 'TLSv1.2', dhparam: 'auto' } as const;
    const { outcome, tls } = await probeOne(anonymous);
    expect(outcome).toBe('tls');
    expect(tls).toMatchObject({ chain: [], securityLevelOk: false, pkix: { verdict: 'untrusted' } });
    expect(tls?.cipher).toMatch(/^ADH-/);
    expect(connections).toHaveLength(2);
  });

  it.each([
    [
      'TLS 1.1 alone',
      { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
      'TLSv1.1',
      false,
    ],
    ['static RSA', { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }, 'TLSv1.2', true],
    [
      'signatures over SHA-1 alone',
      { maxVersion: 'TLSv1.2', sigalgs: 'RSA+SHA1', ciphers: 'ECDHE-RSA-AES128-SHA:@SECLEVEL=0' },
      'TLSv1.2',
      false,
    ],
  ] as const)('with %s', async (_what, options, protocol, securityLevelOk) => {
    const { tls } = await probeOne(options, await certificate({ key: rsa(2048) }));
    expect(tls).toMatchObject({ protocol, securityLevelOk, pkix: { verdict: 'trusted' } });
  });

  it.each([
    ['P-521', { ...p256, namedCurve: 'P-521' }, true],
    ['RSA 1024', rsa(1024), true],
    ['RSA 768', rsa(768), false],
  ] as const)('with a key on %s', async (_what, key, securityLevelOk) => {
    const { tls } = await probeOne({ ciphers: 'DEFAULT:@SECLEVEL=0' }, await certificate({ key }));
    expect(tls).toMatchObject({ securityLevelOk, chain: [{ commonName: name }] });
  });

  it('whose certificate is signed over SHA-1 is not trusted, as at security level 1', async () => {
    const { tls } = await probeOne({ ciphers: 'DEFAULT:@SECLEVEL=0' }, await certificate({ hash: 'SHA-1' }));
    expect(tls?.pkix.verdict).toBe('untrusted');
  });

  it('that has no certificate for clients without server name refuses them, and not DANE', async () => {
    const none = createSecureContext({});
    const own = context(good);
    const port = await serve({ byDefault: () => none, forServerName: () => own });
    const refused = { outcome: 'tls-failed', cause: { id: 'handshake-failed' } };
    expect(await probe(port)).toMatchObject(refused);
    const records = judgeTlsaRecords([tlsa('3 1 1', good.certificate)]);
    const evidence = await probe(port, { tlsa: { base: name, names: [name], records } });
    expect(evidence).toMatchObject({ ...refused, daneTls: { serverName: name, dane: { verdict: 'matched' } } });
    expect(evidence.tls).toBeUndefined();
  });

  it('sends no server name for a TLSA base domain that looks like an address', async () => {
    const own = context(good);
    const port = await serve({ byDefault: () => own, forServerName: () => own });
    const records = judgeTlsaRecords([tlsa('3 1 1', good.certificate)]);
    const { daneTls } = await probe(port, { tlsa: { base: '192.0.2.1', names: [], records } });
    expect(daneTls).toMatchObject({ serverName: null, dane: { verdict: 'matched' } });
  });
});

describe('a server that asks for a certificate of the client', () => {
  async function serveRaw(options: TLSSocketOptions): Promise<number> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.write('220 mx.example\r\n');
      socket.on('data', function onData(chunk) {
        if (chunk.toString() !== 'STARTTLS\r\n') return void socket.write('250-mx.example\r\n250 STARTTLS\r\n');
        socket.off('data', onData);
        socket.write('220 go\r\n');
        const secure = new TLSSocket(socket, { isServer: true, ...options });
        secure.on('error', () => socket.destroy());
        secure.on('data', () => secure.write('250 mx.example\r\n'));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    running.push({
      stop: () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    return (server.address() as AddressInfo).port;
  }

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('and insists refuses Postfix as well, with %s', async (version) => {
    const secureContext = context(good, { ca: ca.pem, minVersion: version, maxVersion: version });
    const port = await serveRaw({ secureContext, requestCert: true, rejectUnauthorized: true });
    expect(await probe(port)).toMatchObject({ outcome: 'tls-failed', cause: { id: 'handshake-failed' } });
  });

  it('and does not insist is as good as any', async () => {
    const secureContext = context(good, { ca: ca.pem });
    const port = await serveRaw({ secureContext, requestCert: true, rejectUnauthorized: false });
    expect(await probe(port)).toMatchObject({ outcome: 'tls', tls: { pkix: { verdict: 'trusted' } } });
  });
});
