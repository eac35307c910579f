import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { alternativeNames, authority, type Made, makeCertificate } from '../../server/src/probe/testing/certificates';

const servers: Server[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function serve(root: Made): Promise<number> {
  const extensions = [alternativeNames('a.example')];
  const { pem, key } = await makeCertificate({ subject: 'CN=a.example', issuer: root, extensions });
  const server = createServer({ key, cert: pem }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it.each([
  ['the CA file and NODE_EXTRA_CA_CERTS', true, [true, true, false]],
  ['NODE_EXTRA_CA_CERTS without a CA file', false, [false, true, false]],
])('HTTPS trusts %s, and nobody else', async (_, hasCaFile, trusted) => {
  const names = ['CN=In the File', 'CN=In the Environment', 'CN=Nowhere'];
  const roots = await Promise.all(names.map((subject) => makeCertificate({ subject, extensions: authority() })));
  const ports = await Promise.all(roots.map(serve));
  const folder = mkdtempSync(join(tmpdir(), 'https-context-'));
  folders.push(folder);
  const [caFile, extra] = [join(folder, 'ca.pem'), join(folder, 'extra.pem')];
  writeFileSync(caFile, roots[0]?.pem ?? '');
  writeFileSync(extra, roots[1]?.pem ?? '');
  const program = join(import.meta.dirname, 'https-trust.ts');
  const said = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', program, hasCaFile ? caFile : '-', ...ports.map(String)],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: extra } },
      (error, stdout) => {
        if (error instanceof Error) reject(error);
        else resolve(stdout);
      },
    );
  });
  expect(JSON.parse(said)).toEqual(trusted);
});
