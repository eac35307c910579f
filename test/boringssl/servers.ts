import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';
import { startStartTlsServer } from '../../lab/testing/starttls-server';
import {
  alternativeNames,
  authority,
  type Made,
  makeCertificate,
  p256,
  rsa,
} from '../../server/src/probe/testing/certificates';

type Key = NonNullable<Parameters<typeof makeCertificate>[0]['key']>;

const curve = (namedCurve: string): Key => ({ ...p256, namedCurve });
const anyStrength = 'ALL:+aNULL:@SECLEVEL=0';

/** What TLS libraries are at odds about; none of it is in the list of scenarios. */
const setups: Readonly<
  Record<
    string,
    {
      readonly key?: Key;
      readonly days?: readonly [number, number];
      readonly isUntrusted?: true;
    } & Omit<SecureContextOptions, 'key'>
  >
> = {
  'a key on P-256': { key: p256 },
  'a key on P-384': { key: curve('P-384') },
  'a key on P-521': { key: curve('P-521') },
  'an Ed25519 key': { key: { name: 'Ed25519' } },
  'an Ed448 key': { key: { name: 'Ed448' } },
  'an RSA key of 4096 bits': { key: rsa(4096) },
  'P-521 as the only group': { ecdhCurve: 'P-521' },
  'X448 as the only group': { ecdhCurve: 'X448' },
  'TLS 1.3 only': { minVersion: 'TLSv1.3' },
  'TLS 1.0 only': { isUntrusted: true, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: anyStrength },
  'TLS 1.1 only': { isUntrusted: true, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: anyStrength },
  'DHE only': { key: rsa(2048), maxVersion: 'TLSv1.2', ciphers: 'DHE:@SECLEVEL=0', dhparam: 'auto' },
  'static RSA only': { key: rsa(2048), maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' },
  'CBC with SHA-256 only': { key: rsa(2048), maxVersion: 'TLSv1.2', ciphers: 'AES256-SHA256' },
  'CCM only': { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-CCM' },
  'Camellia only': { key: rsa(2048), maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-CAMELLIA256-SHA384' },
  'anonymous ciphers only': { isUntrusted: true, maxVersion: 'TLSv1.2', ciphers: 'AECDH:@SECLEVEL=0' },
  'an expired certificate': { isUntrusted: true, days: [-10, -1] },
  'a certificate of the future': { isUntrusted: true, days: [1, 10] },
};

export const serverName = 'mx.example';

export interface OddServer {
  readonly title: string;
  /** `[127.0.0.1]:40001`. */
  readonly nextHop: string;
  /** Whether Postfix verifies it by its name. */
  readonly isTrusted: boolean;
}

export interface OddServers {
  readonly caPem: string;
  readonly servers: readonly OddServer[];
  stop(): Promise<void>;
}

/** SMTP servers whose TLS is unusual, on loopback. */
export async function startOddServers(): Promise<OddServers> {
  const ca = await makeCertificate({ subject: 'CN=CA', extensions: authority() });
  const running = await Promise.all(
    Object.entries(setups).map(async ([title, { key = p256, days, isUntrusted, ...options }]) => {
      const made = await makeCertificate({
        subject: `CN=${serverName}`,
        issuer: ca,
        extensions: [alternativeNames(serverName)],
        key,
        ...(days === undefined ? {} : { days }),
      });
      return { title, isTrusted: isUntrusted !== true, server: await startOddServer(made, options) };
    }),
  );
  return {
    caPem: ca.pem,
    servers: running.map(({ title, isTrusted, server }) => ({
      title,
      isTrusted,
      nextHop: `[127.0.0.1]:${server.port}`,
    })),
    stop: async () => {
      await Promise.all(running.map(({ server }) => server.stop()));
    },
  };
}

function startOddServer({ pem, key }: Made, options: SecureContextOptions): ReturnType<typeof startStartTlsServer> {
  const secureContext = createSecureContext({ cert: pem, key, ...options });
  return startStartTlsServer((socket) => {
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    secure.on('error', () => socket.destroy());
    secure.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1').startsWith('EHLO')) secure.write('250 mx.example\r\n');
      else secure.end('221 bye\r\n');
    });
  });
}
