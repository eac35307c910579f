import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TlsaRecord } from '../dns/answer';
import { base, type DaneCase } from './testing/dane-case';
import { makeDaneCases } from './testing/dane-cases';

/** OpenSSL itself as the measure of the cases: Postfix leaves the whole verification to it. */
const { error, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
const present = error === undefined && stdout.startsWith('OpenSSL 3');
const reason = 'openssl 3 is not installed';

if (!present && process.env['REQUIRE_ALL'] === '1') {
  it('has openssl', () => {
    throw new Error(reason);
  });
}

/** `matched` and the depth of a certificate that matched, as s_client tells them. */
interface Answer {
  readonly verdict: 'matched' | 'not-matched';
  readonly depth: number | null;
}

async function ask({ chain, records }: DaneCase): Promise<Answer> {
  const server = await serve(chain.map(({ pem }) => pem).join(''), chain[0]?.key ?? '');
  try {
    const { port } = server.address() as AddressInfo;
    const output = await client([
      ...['s_client', '-connect', `127.0.0.1:${port}`, '-brief', '-cipher', 'DEFAULT:@SECLEVEL=1'],
      // As Postfix does: no names and dates for DANE-EE, no partial wildcards.
      ...['-dane_tlsa_domain', base, '-dane_ee_no_namechecks', '-auth_level', '1'],
      ...records.flatMap((record) => ['-dane_tlsa_rrdata', presentation(record)]),
    ]);
    const isMatch = output.includes('Verification: OK');
    const depth = /matched (?:TA|EE) certificate at depth (\d+)/.exec(output)?.[1];
    return {
      verdict: isMatch ? 'matched' : 'not-matched',
      depth: isMatch && depth !== undefined ? Number(depth) : null,
    };
  } finally {
    server.close();
  }
}

async function serve(cert: string, key: string): Promise<Server> {
  const server = createServer({ cert, key, ciphers: 'DEFAULT:@SECLEVEL=0' }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function client(args: readonly string[]): Promise<string> {
  const child = spawn('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

function presentation({ usage, selector, matchingType, data }: TlsaRecord): string {
  return `${usage} ${selector} ${matchingType} ${data}`;
}

const all = await makeDaneCases();

describe.skipIf(!present)('OpenSSL', () => {
  it.each(all.filter(({ ownRule }) => ownRule === undefined))('decides the same: $title', async (each) => {
    const { verdict, depth } = each.expected;
    expect(await ask(each)).toEqual({ verdict, depth });
  });
});
