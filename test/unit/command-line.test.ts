import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../lab/lab';
import { scenarios } from '../../lab/scenarios';
import { version } from '../../package.json';
import { type BuiltCli, buildCli } from './build-cli';
import { type CliResult, startCli } from './run-cli';

/** Enough for more findings than any pipe holds at once. */
const lines = 10_000;

let cli: BuiltCli;
const path = (name: string): string => join(cli.folder, name);

beforeAll(async () => {
  cli = await buildCli();
  writeFileSync(path('tls_policy'), '# partners\nexample.org secure # ticket\n');
  writeFileSync(path('latin1.tls_policy'), Buffer.from('b\u00fccher.example may\nexample.org securee\n', 'latin1'));
  writeFileSync(path('huge.tls_policy'), 'example.org may\n'.repeat(lines));
  writeFileSync(
    path('random.tls_policy'),
    Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31 + (index >> 5)) & 0xff),
  );
  mkdirSync(path('folder.tls_policy'));
  symlinkSync('nowhere', path('dangling.tls_policy'));
});
afterAll(() => cli.remove());

const run = (args: readonly string[], input?: string): Promise<CliResult> =>
  startCli(process.execPath, [cli.file, ...args], input).ended;

/** By bash, in which the program is `cli`. */
const shell = (script: string): Promise<CliResult> =>
  startCli('bash', [
    '--norc',
    '-c',
    `set -o pipefail; cli() { "${process.execPath}" "${cli.file}" "$@"; }; cd "${cli.folder}"; ${script}`,
  ]).ended;

describe('the bundled command line', () => {
  it('runs by itself, without node_modules', async () => {
    expect(await startCli(cli.file, ['--version']).ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    ['folder.tls_policy', 'it is a directory'],
    ['dangling.tls_policy', 'there is no such file'],
    ['tls_policy/tls_policy', 'there is no such file'],
    ['/dev/null', 'the name does not tell the language; add --language policy, main-cf or master-cf'],
  ])('says why it can not check %s', async (name, reason) => {
    const { code, stdout, stderr } = await shell(`cli check ${name} tls_policy`);
    expect(stderr).toBe(`postfix-tls-policy check: ${name}: ${reason}\n`);
    expect(stdout).toMatch(/^tls_policy:2:20 error trailing-comment .*\n$/);
    expect(code).toBe(2);
  });

  it('takes bytes that are no text as Postfix may find them', async () => {
    const { code, stdout, stderr } = await shell('cli check --format json latin1.tls_policy random.tls_policy');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { files } = JSON.parse(stdout) as { files: { findings: { rule: string }[] }[] };
    expect(files.map(({ findings }) => findings.length > 0)).toEqual([true, true]);
    expect(files[0]?.findings.map(({ rule }) => rule)).toContain('unknown-level');
  });

  it('reads pipes, and a device that never ends not for ever', async () => {
    const piped = await shell('cat tls_policy | cli check --stdin-filename tls_policy -');
    expect(piped).toMatchObject({ code: 1, stderr: '' });
    const substituted = await shell('cli check --language policy <(echo example.org securee)');
    expect(substituted.stdout).toMatch(/^\/dev\/fd\/\d+:1:13 error unknown-level /);
    const endless = await shell('cli check --language policy /dev/zero');
    expect(endless).toMatchObject({ code: 2, stdout: '' });
    expect(endless.stderr).toContain('/dev/zero: it is larger than 256 MiB');
  });

  it('ends quietly when nobody reads on', async () => {
    const { stdout, stderr } = await shell('cli check huge.tls_policy | head -n 1; echo "status ${PIPESTATUS[0]}"');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^huge\.tls_policy:1:13 warning unsafe-level-may .*\nstatus 1\n$/);
  });

  it('fails when its output can not be written', async () => {
    const { code, stderr } = await shell('cli check huge.tls_policy > /dev/full');
    expect(code).toBe(2);
    expect(stderr).toContain('standard output: ENOSPC');
  });

  it('writes all of a large output', async () => {
    const { code, stdout } = await run(['check', '--format', 'json', path('huge.tls_policy')]);
    expect(code).toBe(1);
    const { summary } = JSON.parse(stdout) as { summary: { warnings: number } };
    expect(summary.warnings).toBeGreaterThanOrEqual(lines);
  });

  it('loads for check neither the language server nor the network', async () => {
    const report = path('modules.json');
    const preload = path('preload.cjs');
    writeFileSync(
      preload,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.moduleLoadList)));`,
    );
    const modulesOf = async (args: readonly string[]): Promise<readonly string[]> => {
      await startCli(process.execPath, ['--require', preload, cli.file, ...args]).ended;
      return JSON.parse(readFileSync(report, 'utf8')) as string[];
    };
    const heavy = ['NativeModule child_process', 'NativeModule tls', 'NativeModule dgram', 'NativeModule https'];
    expect((await modulesOf(['check', path('tls_policy')])).filter((name) => heavy.includes(name))).toEqual([]);
    // The list is right only if it tells them where they are loaded.
    expect(await modulesOf(['probe', '--deadline', '1', '--resolver', '127.0.0.1:1', 'a.example'])).toContain(heavy[1]);
  });

  it('serves an editor, without links to pages that were not copied with it', async () => {
    const messages = [
      { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
      { method: 'initialized', params: {} },
      {
        method: 'textDocument/didOpen',
        params: {
          textDocument: { uri: 'file:///srv/tls_policy', languageId: 'policy', version: 1, text: 'a.example may\n' },
        },
      },
    ];
    const bodies = messages.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
    const input = bodies.map((body) => `Content-Length: ${body.length}\r\n\r\n${body}`).join('');
    const server = startCli(process.execPath, [cli.file, 'lsp', '--stdio'], input, { open: true });
    try {
      await vi.waitFor(() => expect(server.stdout()).toContain('"code":"unsafe-level-may"'), 10_000);
      expect(server.stdout()).toContain('"serverInfo":{"name":"Postfix TLS Policy"');
      expect(server.stdout()).not.toContain('codeDescription');
    } finally {
      server.child.kill();
      await server.ended;
    }
  });
});

describe('the bundled probe, in the lab', () => {
  let lab: Lab;
  let means: readonly string[];
  beforeAll(async () => {
    const domains = ['dane-ee.example', 'postscreen.example', 'silent.example'];
    lab = await startLab({ scenarios: scenarios.filter(({ domain }) => domains.includes(domain)), delayScale: 0.5 });
    const { trustAnchors, caFile } = await lab.files(path('lab'));
    means = [
      ...['--resolver', `${lab.resolver.host}:${lab.resolver.port}`],
      ...['--socks', `${lab.socks.host}:${lab.socks.port}`],
      ...['--trust-anchor', trustAnchors, '--ca-file', caFile],
      ...lab.allowAddresses.flatMap((block) => ['--allow-address', block]),
    ];
  });
  afterAll(async () => lab.stop());

  it('tells the entry', async () => {
    const found = await run(['probe', ...means, '--format', 'policy', '-'], 'dane-ee.example\n');
    expect(found).toEqual({ code: 0, stdout: 'dane-ee.example dane\n', stderr: '' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('tells what it knows on %s, and ends', async (signal) => {
    const args = ['probe', ...means, '--format', 'policy', 'dane-ee.example', 'silent.example'];
    const probe = startCli(process.execPath, [cli.file, ...args]);
    await vi.waitFor(() => expect(probe.stdout()).toBe('dane-ee.example dane\n'), 10_000);
    const asked = performance.now();
    probe.child.kill(signal);
    const { code, stdout } = await probe.ended;
    expect(performance.now() - asked).toBeLessThan(15_000);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^dane-ee\.example dane\n# silent\.example: could not be tested: .*\n$/);
  });

  it('ends when nobody reads on', async () => {
    // The second one is told when the reader is gone, and the third would take a minute.
    const args = [...means, '--format', 'policy', 'dane-ee.example', 'postscreen.example', 'silent.example'];
    const started = performance.now();
    const { stdout, stderr } = await shell(`cli probe ${args.join(' ')} | head -n 1`);
    expect({ stdout, stderr }).toEqual({ stdout: 'dane-ee.example dane\n', stderr: '' });
    expect(performance.now() - started).toBeLessThan(40_000);
  });
});
