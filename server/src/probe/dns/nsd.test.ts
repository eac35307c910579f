import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '../options';
import { createExchange } from './exchange';
import { rcode, rrType } from './types';

/** Two foreign implementations: NSD writes the messages and compresses their names, dig reads them beside us. */
const missing = ['nsd', 'dig'].filter((program) => spawnSync(program, ['-v']).error !== undefined);
const reason = `not installed: ${missing.join(', ')}`;

if (missing.length > 0 && process.env['REQUIRE_ALL'] === '1') {
  it('has nsd and dig', () => {
    throw new Error(reason);
  });
}

const longText = Array.from({ length: 12 }, (_, index) => `"${String(index % 10).repeat(250)}"`);

const zone = `$ORIGIN example.
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
@ NS ns.other.test.
@ MX 10 mx
@ MX 20 mx.other.test.
ns A 192.0.2.53
mx A 192.0.2.1
mx AAAA 2001:db8::1
alias CNAME mx
tree DNAME other.example.
_25._tcp.mx TLSA 3 1 1 ${'ab'.repeat(32)}
txt TXT "v=STSv1; id=1" "" "\\000\\255"
long TXT ${longText.join(' ')}
srv SRV 1 2 25 mx
naptr NAPTR 1 2 "S" "SIP" "" mx
rp RP hostmaster txt
afsdb AFSDB 1 mx
kx KX 1 mx
b\\.c A 192.0.2.2
*.wild MX 5 mx
unknown TYPE65280 \\# 3 c00c00
sub NS ns.sub
sub DS 1 13 2 ${'cd'.repeat(32)}
ns.sub A 192.0.2.54
`;

const cases = [
  ['example', 6, 'SOA'],
  ['example', 2, 'NS'],
  ['example', 15, 'MX'],
  ['mx.example', 1, 'A'],
  ['mx.example', 28, 'AAAA'],
  ['alias.example', 5, 'CNAME'],
  ['alias.example', 1, 'A'],
  ['a.tree.example', 1, 'A'],
  ['_25._tcp.mx.example', 52, 'TLSA'],
  ['txt.example', 16, 'TXT'],
  ['long.example', 16, 'TXT'],
  ['srv.example', 33, 'SRV'],
  ['naptr.example', 35, 'NAPTR'],
  ['rp.example', 17, 'RP'],
  ['afsdb.example', 18, 'AFSDB'],
  ['kx.example', 36, 'KX'],
  ['b\\046c.example', 1, 'A'],
  ['x.wild.example', 15, 'MX'],
  ['unknown.example', 65_280, 'TYPE65280'],
  ['sub.example', 43, 'DS'],
  ['x.sub.example', 1, 'A'],
  ['nothing.example', 1, 'A'],
  ['mx.example', 15, 'MX'],
  ['elsewhere.test', 1, 'A'],
] as const;

describe.skipIf(missing.length > 0)(`messages of NSD${missing.length > 0 ? `, skipped: ${reason}` : ''}`, () => {
  let directory: string;
  let server: ChildProcess;
  let endpoint: Endpoint;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nsd-'));
    endpoint = { host: '127.0.0.1', port: await freePort() };
    writeFileSync(join(directory, 'example.zone'), zone);
    writeFileSync(join(directory, 'nsd.conf'), configuration(directory, endpoint));
    server = spawn('nsd', ['-d', '-c', join(directory, 'nsd.conf')], { stdio: 'ignore' });
    await untilAnswering(endpoint, server);
  });
  afterAll(async () => {
    if (server.exitCode === null && server.kill()) await once(server, 'exit');
    rmSync(directory, { recursive: true });
  });

  it.each(cases)('%s %i: as dig reads them', async (name, type, mnemonic) => {
    const reply = await createExchange({ resolvers: [endpoint], deadline: 10_000 })(
      { name, type },
      new AbortController().signal,
    );
    const ours = [reply.answer, reply.authority, reply.additional].map((section) =>
      section.map((record) => `${record.owner} ${record.ttl} ${record.type} ${hex(record.rdata)}`).sort(),
    );
    const theirs = await dig(endpoint, name, mnemonic);
    expect(ours).toEqual(theirs.sections);
    expect(ours.flat().length > 0).toBe(reply.rcode !== rcode.REFUSED);
    expect(reply.rcode).toBe(theirs.rcode);
  });

  it('of long.example do not fit into UDP, so that the case above is one of TCP too', async () => {
    const theirs = await dig(endpoint, 'long.example', 'TXT', ['+ignore']);
    expect(theirs.sections[0]).toEqual([]);
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function configuration(directory: string, { host, port }: Endpoint): string {
  return `server:
  ip-address: ${host}@${port}
  username: ""
  zonesdir: "${directory}"
  database: ""
  pidfile: ""
  zonelistfile: "${directory}/zone.list"
  xfrdfile: "${directory}/xfrd.state"
  xfrdir: "${directory}"
  cookie-secret-file: ""
  logfile: "${directory}/log"
remote-control:
  control-enable: no
zone:
  name: example
  zonefile: example.zone
`;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function untilAnswering(endpoint: Endpoint, server: ChildProcess): Promise<void> {
  const exchange = createExchange({ resolvers: [endpoint], deadline: 200 });
  for (const end = performance.now() + 10_000; ; ) {
    try {
      const reply = await exchange({ name: 'example', type: rrType.SOA }, new AbortController().signal);
      if (reply.rcode === rcode.NOERROR) return;
      throw new Error(`NSD answers with rcode ${reply.rcode}`);
    } catch (error) {
      if (performance.now() > end || server.exitCode !== null) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

interface Dug {
  readonly rcode: number;
  /** Answer, authority and additional records as `owner ttl type data`, sorted. */
  readonly sections: readonly (readonly string[])[];
}

async function dig({ host, port }: Endpoint, name: string, type: string, more: readonly string[] = []): Promise<Dug> {
  const fixed = [
    '-r',
    `@${host}`,
    '-p',
    String(port),
    '+norecurse',
    '+dnssec',
    '+cdflag',
    '+unknownformat',
    '+nocookie',
  ];
  const output = await new Promise<string>((resolve, reject) => {
    const options = [...fixed, '+bufsize=1232', ...more, name, type];
    execFile('dig', options, (error, stdout) => {
      if (error instanceof Error) reject(error);
      else resolve(stdout);
    });
  });
  const status = /status: (\w+)/.exec(output)?.[1] ?? '';
  return {
    rcode: { NOERROR: 0, NXDOMAIN: 3, REFUSED: 5 }[status] ?? -1,
    sections: ['ANSWER', 'AUTHORITY', 'ADDITIONAL'].map((section) => digSection(output, section)),
  };
}

/** Lines such as `mx.example. 300 CLASS1 TYPE1 \# 4 C0000201`, the data in blocks of hexadecimal. */
function digSection(output: string, section: string): readonly string[] {
  const lines = output.split(`;; ${section} SECTION:\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];
  return lines
    .filter((line) => line !== '' && !line.startsWith(';'))
    .map((line) => {
      const [owner = '', ttl = '', , type = '', , , ...data] = line.split(/\s+/);
      const escaped = owner.replace(/\.$/, '').replace('\\.', '\\046').toLowerCase();
      return `${escaped} ${ttl} ${type.replace('TYPE', '')} ${data.join('').toLowerCase()}`;
    })
    .sort();
}
