import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTree } from '../testing/tree';
import { lookUp } from './resolve';
import { type DnsServer, startDnsServer } from './server';

/** BIND's validator as a second opinion on the signer, which is otherwise held only against itself. */
const present = spawnSync('delv', ['-v']).error === undefined;
const reason = 'delv (bind9-dnsutils) is not installed';

if (!present && process.env['REQUIRE_ALL'] === '1') {
  it('has delv', () => {
    throw new Error(reason);
  });
}

const validated = 'fully validated';
const denied = 'negative response, fully validated';
const unsigned = 'unsigned answer';
const deniedUnsigned = 'negative response, unsigned answer';
const failed = 'resolution failed: failure';

const cases = [
  ['dane-ee.example', 'MX', validated],
  ['mx.dane-ee.example', 'A', validated],
  ['_25._tcp.mx.dane-ee.example', 'TLSA', validated],
  ['dane-rollover.example', 'MX', validated],
  ['dane-full-key.example', 'MX', validated],
  ['dane-nsec3.example', 'MX', validated],
  ['alias.dane-cname.example', 'A', validated],
  ['_25._tcp.mx.dane-tlsa-cname.example', 'TLSA', validated],
  ['_25._tcp.mx.dane-wildcard-owner.example', 'TLSA', validated],
  ['post.dane-domain-alias.example', 'MX', validated],
  ['example', 'DNSKEY', validated],
  ['dane-ee.example', 'DS', validated],
  ['mx.dane-ee.example', 'AAAA', denied],
  ['_tcp.mx.dane-ee.example', 'A', denied],
  ['nothing.dane-ee.example', 'A', denied],
  ['a.b.c.dane-ee.example', 'A', denied],
  ['_25._tcp.mx.secure-signed.example', 'TLSA', denied],
  ['_25._tcp.mx.secure-nsec3.example', 'TLSA', denied],
  ['mx.secure-nsec3.example', 'AAAA', denied],
  ['a.b.secure-nsec3.example', 'A', denied],
  ['no-such-domain.example', 'A', denied],
  ['hosted.example', 'DS', denied],
  ['mpg.de', 'MX', unsigned],
  ['shop.optout.example', 'MX', unsigned],
  ['secure-unknown-algorithm.example', 'MX', unsigned],
  ['mx.dane-cname-original.example', 'A', unsigned],
  ['mx.hosted.example', 'A', deniedUnsigned],
  ['bogus-zone.example', 'MX', failed],
  ['bogus-expired.example', 'MX', failed],
  ['bogus-mx.example', 'MX', failed],
  ['mx.bogus-address.example', 'A', failed],
  ['_25._tcp.mx.dane-tlsa-bogus.example', 'TLSA', failed],
] as const;

describe.skipIf(!present)(`delv on the lab’s zones${present ? '' : `, skipped: ${reason}`}`, () => {
  let server: DnsServer;
  let directory: string;
  let anchors: string;

  beforeAll(async () => {
    const tree = await testTree();
    server = await startDnsServer((question) => lookUp(tree, [], question));
    directory = mkdtempSync(join(tmpdir(), 'lab-delv-'));
    anchors = join(directory, 'anchors.conf');
    const [, , , tag, algorithm, digestType, digest] = tree.trustAnchor.trim().split(' ');
    writeFileSync(anchors, `trust-anchors { "." static-ds ${tag} ${algorithm} ${digestType} "${digest}"; };\n`);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  it.each(cases)('%s %s: %s', async (name, type, expected) => {
    const output = await new Promise<string>((resolve) => {
      const options = [`@${server.host}`, '-p', String(server.port), '-a', anchors, '+root=.', name, type];
      execFile('delv', options, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(output.split('\n').map((line) => line.replace(/^;+ /, ''))).toContain(expected);
  });
});
