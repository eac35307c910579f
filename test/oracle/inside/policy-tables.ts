/**
 * Run inside a namespace: delivers a message to every recipient of every table, all of them domains with the one good
 * MX host mx.lab.example, whose certificate names it and every recipient's domain, and whose TLSA record matches. So
 * nothing but the policy entry decides.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Delivery } from '../delivery';
import { startGoodHost } from './good-host';
import { startPostfix, type Table } from './postfix-instance';

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

async function main(folder: string): Promise<void> {
  const { tables, names } = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')) as PolicyTablesInput;
  const domains = new Set(tables.flatMap(({ recipients }) => recipients.map(domainOf)));
  const { caFile, digest } = await startGoodHost(folder, [...domains, ...names]);
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
