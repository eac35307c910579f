import { connect, type Socket } from 'node:net';
import { createSecureContext, type SecureVersion, TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type GnuTlsServer, missingGnuTls, startGnuTlsServer } from '../../../../lab/testing/gnutls-server';
import { type StartTlsServer, startStartTlsServer } from '../../../../lab/testing/starttls-server';
import type { Weakness } from '../evidence';
import { type Made, makeCertificate, rsa } from '../testing/certificates';
import { having, lookAtPort } from './testing/look';

/** Servers whose TLS is that of OpenSSL and GnuTLS, so that our hellos are not held against our own reading alone. */

const certificate: Made = await makeCertificate({ key: rsa(2048) });

let front: StartTlsServer | null = null;
let behind: GnuTlsServer | null = null;
afterEach(async () => {
  await front?.stop();
  await behind?.stop();
  [front, behind] = [null, null];
});

/** What the server agrees to; nothing may be left open. */
async function accepted(serve: (socket: Socket) => void): Promise<readonly Weakness[]> {
  front = await startStartTlsServer(serve);
  const findings = await lookAtPort(front.port);
  expect(having('untested', findings)).toEqual([]);
  return having('accepted', findings);
}

interface Setup {
  readonly ciphers: string;
  readonly from: SecureVersion;
  readonly to: SecureVersion;
}

describe('OpenSSL', () => {
  const usual = 'DEFAULT:@SECLEVEL=0';
  const { pem: cert, key } = certificate;
  it.each<[string, Setup, readonly Weakness[]]>([
    ['as it is today', { ciphers: 'DEFAULT', from: 'TLSv1.2', to: 'TLSv1.3' }, []],
    ['with TLS 1.3 alone', { ciphers: 'DEFAULT', from: 'TLSv1.3', to: 'TLSv1.3' }, []],
    ['with TLS 1.0 and later', { ciphers: usual, from: 'TLSv1', to: 'TLSv1.3' }, ['tls1.0', 'tls1.1']],
    ['with TLS 1.1 and later', { ciphers: usual, from: 'TLSv1.1', to: 'TLSv1.3' }, ['tls1.1']],
    ['with TLS 1.0 alone', { ciphers: usual, from: 'TLSv1', to: 'TLSv1' }, ['tls1.0']],
    [
      'with anonymous suites, as Postfix has them',
      {
        ciphers:
          'aNULL:-aNULL:HIGH:MEDIUM:!SEED:!IDEA:!3DES:!RC2:!RC4:!RC5:!kDH:!kECDH:!aDSS:!MD5:+RC4:@STRENGTH:@SECLEVEL=0',
        from: 'TLSv1.2',
        to: 'TLSv1.3',
      },
      ['anonymous'],
    ],
    ['with NULL', { ciphers: 'ALL:eNULL:@SECLEVEL=0', from: 'TLSv1.2', to: 'TLSv1.2' }, ['null', 'anonymous']],
    [
      'with NULL of TLS 1.2',
      { ciphers: 'AES128-SHA:NULL-SHA256:@SECLEVEL=0', from: 'TLSv1.2', to: 'TLSv1.2' },
      ['null'],
    ],
    [
      'with all that it has',
      { ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', from: 'TLSv1', to: 'TLSv1.2' },
      ['tls1.0', 'tls1.1', 'null', 'anonymous'],
    ],
  ])('%s', async (_what, { ciphers, from, to }, expected) => {
    const secureContext = createSecureContext({
      cert,
      key,
      ciphers,
      minVersion: from,
      maxVersion: to,
      dhparam: 'auto',
    });
    const agreed = await accepted((socket) => {
      new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined);
    });
    expect(agreed).toEqual(expected);
  });
});

const missing = missingGnuTls();
if (missing !== null && process.env['REQUIRE_ALL'] === '1') {
  it('has GnuTLS', () => {
    throw new Error(missing);
  });
}

describe.skipIf(missing !== null)(`GnuTLS${missing === null ? '' : `, skipped: ${missing}`}`, () => {
  const rest =
    'NONE:+RSA:+DHE-RSA:+ECDHE-RSA:+COMP-NULL:+SIGN-ALL:+GROUP-ALL:+SHA1:+SHA256:+AEAD:+MD5:%VERIFY_ALLOW_BROKEN';
  it.each<[string, string, readonly Weakness[]]>([
    ['as it is today', `${rest}:+VERS-TLS1.2:+AES-128-GCM:+AES-128-CBC`, []],
    ['with 3DES', `${rest}:+VERS-TLS1.2:+AES-128-CBC:+3DES-CBC`, ['3des']],
    ['with RC4', `${rest}:+VERS-TLS1.2:+AES-128-CBC:+ARCFOUR-128`, ['rc4']],
    ['with RC4 in TLS 1.0 alone', `${rest}:+VERS-TLS1.0:+ARCFOUR-128`, ['tls1.0', 'rc4']],
    [
      'with RC4 and 3DES since TLS 1.0',
      `${rest}:+VERS-TLS1.0:+VERS-TLS1.1:+VERS-TLS1.2:+AES-128-CBC:+3DES-CBC:+ARCFOUR-128`,
      ['tls1.0', 'tls1.1', 'rc4', '3des'],
    ],
    ['with NULL', `${rest}:+VERS-TLS1.2:+AES-128-CBC:+NULL`, ['null']],
    ['with anonymous suites', `${rest}:+VERS-TLS1.1:+AES-128-CBC:+ANON-DH:+ANON-ECDH`, ['tls1.1', 'anonymous']],
  ])('%s', async (_what, priority, expected) => {
    const server = await startGnuTlsServer(priority, certificate);
    behind = server;
    const agreed = await accepted((socket) => {
      const target = connect(server.port, '127.0.0.1');
      socket.pipe(target).pipe(socket);
      for (const each of [socket, target]) each.on('error', () => [socket, target].forEach((side) => side.destroy()));
      socket.on('close', () => target.destroy());
    });
    expect(agreed).toEqual(expected);
  });
});
