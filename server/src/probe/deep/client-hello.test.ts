import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../testing/certificates';
import { clientHello } from './client-hello';
import { versions } from './protocols';
import { createAnswerReader, type ServerAnswer } from './server-answer';
import { sslv2ClientHello } from './sslv2';
import { commonSuites, findSuite, suitesOf, suiteWeaknesses, weakSuites } from './suites';

const all = [...weakSuites, ...commonSuites].map(({ code }) => code);

describe('a hello', () => {
  it('of SSLv3 has no extensions, and is laid out as RFC 6101 says', () => {
    const hello = clientHello({ version: versions.sslv3, suites: [0x0005, 0x000a] });
    expect(hello.subarray(0, 11).toString('hex')).toBe('160300003101' + '00002d' + '0300');
    // Session, three suites with the signal of secure renegotiation, one method of compression.
    expect(hello.subarray(43).toString('hex')).toBe('00' + '0006' + '0005000a00ff' + '0100');
  });

  it('of SSLv2 is laid out as its draft says', () => {
    const hello = sslv2ClientHello();
    expect(hello.subarray(0, 14).toString('hex')).toBe('8031' + '01' + '0002' + '0018' + '0000' + '0010' + '010080');
    expect(hello).toHaveLength(2 + 0x31);
  });

  it.each([versions.sslv3, versions.tls10, versions.tls11, versions.tls12])(
    'of version %i has none of the lengths that hang servers, and lengths that fit',
    (version) => {
      for (let count = 1; count <= all.length; count++) {
        const hello = clientHello({ version, suites: all.slice(0, count) });
        expect(hello.readUInt16BE(3)).toBe(hello.length - 5);
        expect(hello.readUIntBE(6, 3)).toBe(hello.length - 9);
        const message = hello.length - 5;
        expect(message < 256 || message >= 512).toBe(true);
        expect(hello.readUInt16BE(1)).toBeLessThanOrEqual(versions.tls10);
      }
    },
  );

  it('is random', () => {
    const [one, two] = [1, 2].map(() => clientHello({ version: versions.tls12, suites: all }).subarray(11, 43));
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(false);
  });

  it('is taken by the TLS library of this program, at every version that it has', async () => {
    const { pem, key } = await makeCertificate({});
    const ciphers = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';
    const secureContext = createSecureContext({ cert: pem, key, ciphers, minVersion: 'TLSv1', maxVersion: 'TLSv1.2' });
    const server = createServer((socket) => {
      new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      for (const version of [versions.tls10, versions.tls11, versions.tls12]) {
        const answer = await answerTo((server.address() as AddressInfo).port, clientHello({ version, suites: all }));
        expect(answer).toMatchObject({ kind: 'hello', version });
        expect(all).toContain((answer as { suite: number }).suite);
      }
      const refusal = await answerTo(
        (server.address() as AddressInfo).port,
        clientHello({ version: 0x0300, suites: all }),
      );
      // By release: handshake failure or protocol version.
      expect([40, 70]).toContain(refusal.kind === 'alert' ? refusal.description : refusal.kind);
    } finally {
      server.close();
    }
  });
});

async function answerTo(port: number, hello: Buffer): Promise<ServerAnswer> {
  const socket = connect(port, '127.0.0.1');
  const reader = createAnswerReader();
  socket.write(hello);
  try {
    for await (const chunk of socket) {
      const answer = reader.add(chunk as Buffer);
      if (answer !== null) return answer;
    }
    throw new Error('no answer');
  } finally {
    socket.destroy();
  }
}

describe('the cipher suites', () => {
  it('are each known once, the weak ones weak and the others not', () => {
    expect(new Set(all).size).toBe(all.length);
    for (const { weaknesses } of weakSuites) expect(weaknesses.length).toBeGreaterThan(0);
    for (const { weaknesses } of commonSuites) expect(weaknesses).toEqual([]);
    for (const weakness of suiteWeaknesses) expect(suitesOf(new Set([weakness])).length).toBeGreaterThan(0);
  });

  it.each([
    [0x0017, ['export', 'rc4', 'anonymous']],
    [0x0008, ['export']],
    [0x0062, ['export']],
    [0x0009, ['des']],
    [0x000a, ['3des']],
    [0xc015, ['null', 'anonymous']],
    [0x0005, ['rc4']],
    [0x003a, ['anonymous']],
    [0x1301, []],
  ])('%i is weak by %j', (code, weaknesses) => {
    expect(findSuite(code).weaknesses).toEqual(weaknesses);
  });

  it('that answer most come first', () => {
    const [first] = suitesOf(new Set(suiteWeaknesses));
    expect(first?.weaknesses).toHaveLength(3);
    const [second] = suitesOf(new Set(['rc4', 'anonymous']));
    expect(second?.weaknesses).toEqual(expect.arrayContaining(['rc4', 'anonymous']));
  });
});
