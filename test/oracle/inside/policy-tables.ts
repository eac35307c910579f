/**
 * Run inside a namespace: delivers a message to every recipient of every table, all of them domains with the one good
 * MX host mx.lab.example, whose certificate names it and every recipient's domain, and whose TLSA record matches. So
 * nothing but the policy entry decides.
 */

import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPki } from '../../../lab/pki';
import type { Delivery } from '../delivery';
import { bringUpNetwork } from './network';
import { startPostfix, type Table } from './postfix-instance';
import { startSink } from './sink';
import { startTrustingDns } from './trusting-dns';

export interface PolicyTablesInput {
  /** In the texts `@CA@` stands for the path of the CA file, `@SPKI@` and `@SPKI-COLONS@` for the digest of the server's key. */
  readonly tables: readonly Table[];
  /** Further names for the certificate. */
  readonly names: readonly string[];
}

export interface PolicyTablesOutput {
  readonly deliveries: readonly Delivery[];
  /** What postmap(1) said of each table, by id. */
  readonly postmap: Readonly<Record<string, string>>;
  /** The fatal errors that smtp(8) ended with, by the id of the table. */
  readonly fatalErrors: Readonly<Record<string, string>>;
}

const host = 'mx.lab.example';
const address = '192.0.2.10';

async function main(folder: string): Promise<void> {
  const { tables, names } = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')) as PolicyTablesInput;
  const domains = new Set(tables.flatMap(({ recipients }) => recipients.map(domainOf)));
  const pki = await createPki(new Date());
  const certificate = await pki.certificate({
    issuer: 'public',
    names: [...new Set([host, ...domains, ...names])],
    commonName: host,
  });
  const digest = createHash('sha256')
    .update(new X509Certificate(certificate.leaf).publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, pki.caPem);
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
  const colons = digest
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
  const filled = tables.map((table) => ({
    ...table,
    text: (table.text ?? '')
      .replaceAll('@CA@', caFile)
      .replaceAll('@SPKI@', digest.toString('hex'))
      .replaceAll('@SPKI-COLONS@', colons),
  }));
  const postfix = await startPostfix(folder, filled, { caFile });
  const deliveries = await postfix.deliver(100);
  await postfix.stop();
  const output: PolicyTablesOutput = { deliveries, postmap: postfix.postmap, fatalErrors: postfix.fatalErrors() };
  writeFileSync(path.join(folder, 'output.json'), JSON.stringify(output));
}

function domainOf(recipient: string): string {
  return recipient.slice(recipient.lastIndexOf('@') + 1);
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
