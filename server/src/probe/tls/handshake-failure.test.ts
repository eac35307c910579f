import { describe, expect, it } from 'vitest';
import type { CauseId } from '../cause';
import { Fault } from '../fault';
import { handshakeFailure } from './handshake-failure';

const alertOctet = 21;
const handshakeOctet = 22;

function coded(code: string): Error {
  return Object.assign(new Error('words that decide nothing'), { code });
}

interface Row {
  readonly error: Error;
  readonly firstOctet?: number;
  readonly isBoringSsl?: boolean;
  readonly expected: readonly [blame: 'server' | 'unknown', dependsOnOffer: boolean, id: CauseId];
}

describe('a handshake that failed', () => {
  it.each<[string, Row]>([
    [
      'by an alert of the server',
      { error: coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'), expected: ['server', true, 'handshake-failed'] },
    ],
    [
      'by an alert in the words of OpenSSL 3.2',
      { error: coded('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'), expected: ['server', true, 'handshake-failed'] },
    ],
    [
      'by an alert about the server name',
      { error: coded('ERR_SSL_TLSV1_UNRECOGNIZED_NAME'), expected: ['server', true, 'handshake-failed'] },
    ],
    [
      'by an alert to BoringSSL, which offers less than Postfix',
      {
        error: coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'),
        isBoringSsl: true,
        expected: ['unknown', true, 'tls-library'],
      },
    ],
    ['in our library', { error: coded('ERR_SSL_UNSUPPORTED_PROTOCOL'), expected: ['unknown', true, 'tls-library'] }],
    ['in our library, by another name', { error: coded('ERR_OSSL_EVP_X'), expected: ['unknown', true, 'tls-library'] }],
    [
      'since the server speaks no TLS',
      {
        error: coded('ERR_SSL_WRONG_VERSION_NUMBER'),
        firstOctet: 't'.charCodeAt(0),
        expected: ['server', false, 'handshake-failed'],
      },
    ],
    [
      'since the server speaks no TLS, with BoringSSL as well',
      {
        error: coded('ERR_SSL_WRONG_VERSION_NUMBER'),
        firstOctet: '5'.charCodeAt(0),
        isBoringSsl: true,
        expected: ['server', false, 'handshake-failed'],
      },
    ],
    ['by a reset', { error: coded('ECONNRESET'), expected: ['unknown', false, 'connection-reset'] }],
    [
      'by something else of the network',
      { error: coded('EHOSTUNREACH'), firstOctet: alertOctet, expected: ['unknown', false, 'connection-closed'] },
    ],
    [
      'by a deadline of ours',
      { error: new Fault('handshake-timeout', 'too late'), expected: ['unknown', false, 'handshake-timeout'] },
    ],
    ['by a limit of ours', { error: new Fault('limit', 'too much'), expected: ['unknown', false, 'limit'] }],
  ])('%s', (_what, { error, firstOctet = handshakeOctet, isBoringSsl = false, expected }) => {
    const { blame, dependsOnOffer, cause } = handshakeFailure(error, firstOctet, isBoringSsl);
    expect([blame, dependsOnOffer, cause.id]).toEqual(expected);
    expect(cause.text).toMatch(/^\P{C}+$/u);
  });
});
