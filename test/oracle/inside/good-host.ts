import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPki } from '../../../lab/pki';
import { bringUpNetwork } from './network';
import { run } from './run';
import { startSink } from './sink';
import { startTrustingDns } from './trusting-dns';

export interface GoodHost {
  readonly caFile: string;
  /** A folder with the CA under its hashed name. */
  readonly caPath: string;
  /** The key of the server with its certificates. */
  readonly serverFile: string;
  /** SHA-256 of the server's key. */
  readonly digest: Buffer;
}

const host = 'mx.lab.example';
const address = '192.0.2.10';

/** A world in which every domain has the one MX host, whose certificate names it and them, and whose TLSA record matches. */
export async function startGoodHost(folder: string, names: readonly string[]): Promise<GoodHost> {
  const pki = await createPki(new Date());
  const certificate = await pki.certificate({
    issuer: 'public',
    names: [...new Set([host, ...names])],
    commonName: host,
  });
  const digest = createHash('sha256')
    .update(new X509Certificate(certificate.leaf).publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, pki.caPem);
  const caPath = path.join(folder, 'authorities');
  mkdirSync(caPath);
  writeFileSync(path.join(caPath, 'ca.pem'), pki.caPem);
  await run('openssl', ['rehash', caPath]);
  const serverFile = path.join(folder, 'server.pem');
  writeFileSync(serverFile, `${certificate.key.trimEnd()}\n${certificate.chain}`);
  await bringUpNetwork(folder);
  await startTrustingDns(
    new Map([
      ['MX *', [{ type: 'MX', name: '', ttl: 60, data: { preference: 10, exchange: host } }]],
      ['A *', [{ type: 'A', name: '', ttl: 60, data: address }]],
      [
        `TLSA _25._tcp.${host}`,
        [{ type: 'TLSA', name: '', ttl: 60, data: { usage: 3, selector: 1, matchingType: 1, certificate: digest } }],
      ],
    ]),
  );
  // At every address that is a next-hop itself, too.
  for (const port of [25, 587]) await startSink('::', port, certificate.key, certificate.chain);
  return { caFile, caPath, serverFile, digest };
}
