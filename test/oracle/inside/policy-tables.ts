/**
 * Run inside a namespace: delivers a message to every recipient of every table, all of them domains with the one good
 * MX host mx.lab.example, whose certificate names it and every recipient's domain, and whose TLSA record matches. So
 * nothing but the policy entry decides.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Delivery } from '../delivery';
import { startGoodHost } from './good-host';
import { type Server, startPostfix, type Table } from './postfix-instance';

export interface PolicyTablesInput {
  /**
   * In the texts and settings `@CA@` stands for the path of the CA file, `@CAPATH@` for that of a folder with the CA, `@SPKI@` and
   * `@SPKI-COLONS@` for the digest of the server's key.
   */
  readonly tables: readonly Table[];
  /** Further names for the certificate. */
  readonly names: readonly string[];
  /** In the settings `@SERVER@` stands for the path of a key with its certificate. */
  readonly servers?: readonly Server[];
  /** Settings for tlsmgr(8) alone. */
  readonly tlsmgr?: Readonly<Record<string, string>>;
}

export interface PolicyTablesOutput {
  readonly deliveries: readonly Delivery[];
  /** What postmap(1) said of each table, by id. */
  readonly postmap: Readonly<Record<string, string>>;
  /** The fatal errors that smtp(8) ended with, by the id of the table. */
  readonly fatalErrors: Readonly<Record<string, string>>;
  /** What each server logged when a client came, by its id. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
  /** What tlsmgr(8) logged. */
  readonly tlsmgr: readonly string[];
}

async function main(folder: string): Promise<void> {
  const {
    tables,
    names,
    servers = [],
    tlsmgr = {},
  } = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')) as PolicyTablesInput;
  const domains = new Set(tables.flatMap(({ recipients }) => recipients.map(domainOf)));
  const { caFile, caPath, serverFile, digest } = await startGoodHost(folder, [...domains, ...names]);
  const colons = digest
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
  const fill = (text: string): string =>
    text
      .replaceAll('@CA@', caFile)
      .replaceAll('@CAPATH@', caPath)
      .replaceAll('@SERVER@', serverFile)
      .replaceAll('@SPKI@', digest.toString('hex'))
      .replaceAll('@SPKI-COLONS@', colons);
  const fillAll = (settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, fill(value)]));
  const filled = tables.map((table) => ({
    ...table,
    text: fill(table.text ?? ''),
    settings: fillAll(table.settings ?? {}),
  }));
  const postfix = await startPostfix(folder, filled, {
    caFile,
    tlsmgr,
    servers: servers.map(({ id, settings }) => ({ id, settings: fillAll(settings) })),
  });
  const deliveries = await postfix.deliver(100);
  const visited = await postfix.visitServers(20);
  await postfix.stop();
  const output: PolicyTablesOutput = {
    deliveries,
    postmap: postfix.postmap,
    fatalErrors: postfix.fatalErrors(),
    servers: visited,
    tlsmgr: postfix
      .log()
      .split('\n')
      .filter((line) => line.includes('/tlsmgr[')),
  };
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
