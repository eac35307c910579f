import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartTlsServer, startStartTlsServer } from '../../lab/testing/starttls-server';
import type { Evidence } from '../../server/src/probe/evidence';
import { defaultProbeOptions, type ProbeOptions } from '../../server/src/probe/options';
import { createProber } from '../../server/src/probe/probe';
import { alternativeNames, authority, type Made, makeCertificate } from '../../server/src/probe/testing/certificates';
import { readCaFolder } from '../../server/src/system/ca-folder';
import { judge } from '../../server/src/verdict/judge';
import { dnssecSender } from '../../server/src/verdict/sender';
import { environment, isInstalled, skip } from './machine';

/** Trust stores and trust anchor files, held against posttls-finger(1) at servers on loopback. */
const missing = ['posttls-finger', 'openssl'].filter((program) => !isInstalled(program));
const skipped = skip('trust stores against posttls-finger', missing.length > 0 ? `needs ${missing.join(', ')}` : null);

const name = 'mx.example';
const run = promisify(execFile);

type Issued = 'root' | 'issuing' | 'oldRoot' | 'oldIssuing' | 'stranger';
type Served = 'good' | 'misnamed' | 'expired' | 'selfSigned' | 'belowOldRoot' | 'belowOldIssuing' | 'withoutIssuer';
const made = {} as Record<Issued | Served, Made>;
const servers = {} as Record<Served, StartTlsServer>;
const evidence = {} as Record<Served, Evidence>;
let folder = '';

async function makeAll(): Promise<void> {
  const [past, extensions] = [[-20, -10] as const, authority()];
  const names = (...texts: readonly string[]) => [alternativeNames(...texts)];
  made.root = await makeCertificate({ subject: 'CN=Root', extensions });
  made.issuing = await makeCertificate({ subject: 'CN=Issuing', issuer: made.root, extensions });
  made.oldRoot = await makeCertificate({ subject: 'CN=Old Root', extensions, days: past });
  made.oldIssuing = await makeCertificate({ subject: 'CN=Old Issuing', issuer: made.root, extensions, days: past });
  made.stranger = await makeCertificate({ subject: 'CN=Stranger', extensions });
  const leaf = (issuer: Made | null, own: readonly string[] = [name], days?: readonly [number, number]) =>
    makeCertificate({
      subject: 'CN=a server',
      extensions: names(...own),
      ...(issuer === null ? {} : { issuer }),
      ...(days === undefined ? {} : { days }),
    });
  made.good = await leaf(made.issuing);
  made.withoutIssuer = made.good;
  made.misnamed = await leaf(made.issuing, ['elsewhere.example']);
  made.expired = await leaf(made.issuing, [name], past);
  made.selfSigned = await leaf(null);
  made.belowOldRoot = await leaf(made.oldRoot);
  made.belowOldIssuing = await leaf(made.oldIssuing);
}

/** What each server sends behind its own certificate. */
const sent: Readonly<Record<Served, readonly Issued[]>> = {
  good: ['issuing'],
  misnamed: ['issuing'],
  expired: ['issuing'],
  selfSigned: [],
  belowOldRoot: ['oldRoot'],
  belowOldIssuing: ['oldIssuing'],
  withoutIssuer: [],
};

beforeAll(async () => {
  if (skipped) return;
  folder = mkdtempSync(path.join(tmpdir(), 'trust-'));
  // Started by root, posttls-finger reads the folder as somebody else.
  chmodSync(folder, 0o755);
  await makeAll();
  for (const served of Object.keys(sent) as Served[]) {
    servers[served] = await serve(served);
    evidence[served] = await look(served, { caFile: { name: 'root.pem', pem: made.root.pem } });
  }
});
afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  if (folder !== '') rmSync(folder, { recursive: true });
});

function serve(served: Served): Promise<StartTlsServer> {
  const { pem, key } = made[served];
  const cert = [pem, ...sent[served].map((each) => made[each].pem)].join('\n');
  return startStartTlsServer((socket) => {
    const session = new TLSSocket(socket, { isServer: true, cert, key });
    session.on('error', () => socket.destroy());
    session.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1').startsWith('EHLO')) session.write('250 mx.example\r\n');
      else session.end('221 bye\r\n');
    });
  });
}

function look(served: Served, trust: Pick<ProbeOptions, 'caFile' | 'caPath'>): Promise<Evidence> {
  const options = { ...defaultProbeOptions, ...trust, allowAddresses: ['127.0.0.1'], pacing: null };
  return createProber(options).probe(nextHop(served), { signal: new AbortController().signal });
}

function nextHop(served: Served): string {
  return `[127.0.0.1]:${servers[served].port}`;
}

/** Whether posttls-finger calls the session verified. */
async function isVerified(served: Served, trust: readonly string[]): Promise<boolean> {
  const args = ['-c', '-l', 'secure', ...trust, nextHop(served), name];
  const { stdout, stderr } = await run('posttls-finger', args, { env: environment() }).catch(
    (error: unknown) => error as { readonly stdout: string; readonly stderr: string },
  );
  return `${stdout}${stderr}`.includes('Verified TLS connection established');
}

function write(file: string, text: string): string {
  const whole = path.join(folder, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

const keyOf = ({ certificate }: Made): string => String(certificate.publicKey.export({ type: 'spki', format: 'pem' }));

describe.skipIf(skipped)('what posttls-finger trusts with', () => {
  const store = (title: string, holds: readonly Issued[], isHashed = true): string => {
    for (const each of holds) write(path.join(title, `${each}.pem`), made[each].pem);
    if (isHashed) spawnSync('openssl', ['rehash', path.join(folder, title)]);
    return path.join(folder, title);
  };

  it.each<[string, readonly Issued[], readonly Issued[], boolean]>([
    ['a folder of CAs', [], ['stranger', 'root'], true],
    ['a folder of others', [], ['stranger'], false],
    ['a file of others, and a folder', ['stranger'], ['root'], true],
    ['a file, and a folder of others', ['root'], ['stranger'], true],
    ['a file and a folder, both of others', ['stranger'], ['stranger'], false],
    ['a folder that holds the issuer alone', [], ['issuing'], false],
  ])('%s: the same as the probe', async (title, inFile, inFolder, trusted) => {
    const caPath = store(title, inFolder);
    const pem = inFile.map((each) => made[each].pem).join('');
    const caFile = inFile.length === 0 ? null : { name: write(`${title}.pem`, pem), pem };
    const args = ['-P', caPath, ...(caFile === null ? [] : ['-F', caFile.name])];
    const { hosts } = await look('good', { caFile, caPath: await readCaFolder(caPath) });
    expect(hosts[0]?.addresses[0]?.tls?.pkix.verdict).toBe(trusted ? 'trusted' : 'untrusted');
    expect(await isVerified('good', args)).toBe(trusted);
  });

  it('a folder that is not hashed yet: nobody, and the evidence says so', async () => {
    const caPath = store('plain', ['root'], false);
    expect(await isVerified('good', ['-P', caPath])).toBe(false);
    const { vantage, hosts } = await look('good', { caFile: null, caPath: await readCaFolder(caPath) });
    expect(hosts[0]?.addresses[0]?.tls?.pkix.verdict).toBe('trusted');
    expect(vantage.trustStore).toBe('CA folder plain (not hashed yet: openssl rehash)');
  });

  it.each<[string, Served, () => readonly string[], boolean]>([
    ['the root', 'good', () => [made.root.pem], true],
    ['an issuer that is no root', 'good', () => [made.issuing.pem], true],
    ['the certificate of the server', 'good', () => [made.good.pem], true],
    ['the key of the root', 'good', () => [keyOf(made.root)], true],
    ['the key of the issuer', 'good', () => [keyOf(made.issuing)], true],
    ['the key of the server', 'good', () => [keyOf(made.good)], true],
    ['another root', 'good', () => [made.stranger.pem], false],
    ['another key', 'good', () => [keyOf(made.stranger)], false],
    ['two files', 'good', () => [made.stranger.pem, made.root.pem], true],
    ['two in one file', 'good', () => [`# two\n${made.stranger.pem}\n${made.root.pem}`], true],
    ['a private key beside the root', 'good', () => [`${made.root.key}\n${made.root.pem}`], true],
    ['a private key alone', 'good', () => [`${made.root.key}\n`], false],
    ['nothing', 'good', () => [''], false],
    ['a broken certificate', 'good', () => [made.root.pem.replace(/^MI/m, 'XX')], false],
    ['the root, where the issuer is not sent', 'withoutIssuer', () => [made.root.pem], false],
    ['the issuer, where it is not sent', 'withoutIssuer', () => [made.issuing.pem], true],
    ['the root, where another name is shown', 'misnamed', () => [made.root.pem], false],
    ['the certificate of the server, where it has another name', 'misnamed', () => [made.misnamed.pem], false],
    ['the key of the server, where it has another name', 'misnamed', () => [keyOf(made.misnamed)], false],
    ['the root, where the certificate has expired', 'expired', () => [made.root.pem], false],
    ['the certificate of the server, which has expired', 'expired', () => [made.expired.pem], true],
    ['the key of the server, whose certificate has expired', 'expired', () => [keyOf(made.expired)], true],
    ['a self-signed certificate', 'selfSigned', () => [made.selfSigned.pem], true],
    ['the key of a self-signed certificate', 'selfSigned', () => [keyOf(made.selfSigned)], true],
    ['another root than a self-signed certificate', 'selfSigned', () => [made.root.pem], false],
    ['a root that has expired', 'belowOldRoot', () => [made.oldRoot.pem], false],
    ['the key of a root that has expired', 'belowOldRoot', () => [keyOf(made.oldRoot)], false],
    ['an issuer that has expired', 'belowOldIssuing', () => [made.oldIssuing.pem], true],
    ['the key of an issuer that has expired', 'belowOldIssuing', () => [keyOf(made.oldIssuing)], true],
  ])('%s as trust anchor, as the judge does', async (title, served, texts, trusted) => {
    const files = texts().map((text, index) => [write(`anchors/${title}.${index}`, text), text] as const);
    const tafiles = files.map(([value]) => ({ name: 'tafile', value }));
    const value = { level: 'secure', attributes: [{ name: 'match', value: name }, ...tafiles] } as const;
    const anchorFiles = Object.fromEntries(files);
    const args = files.flatMap(([file]) => ['-A', file]);
    const told = await isVerified(served, args);
    const { outcome } = judge(value, evidence[served], { ...dnssecSender, anchorFiles });
    expect({ told, outcome }).toEqual({ told: trusted, outcome: trusted ? 'authenticated' : 'defers' });
  });
});
