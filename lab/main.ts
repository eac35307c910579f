/**
 * Starts the lab and keeps it running until it is interrupted.
 *
 *     npx tsx lab/main.ts DIRECTORY [--random] [--seed SEED]
 *
 * DIRECTORY receives the trust anchor, the CA file and `lab.json` with everything that a prober has to know.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Lab, startLab } from './lab';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { random: { type: 'boolean', default: false }, seed: { type: 'string' } },
  });
  const directory = positionals[0];
  if (directory === undefined || positionals.length > 1) {
    process.stderr.write('usage: npx tsx lab/main.ts DIRECTORY [--random] [--seed SEED]\n');
    process.exitCode = 2;
    return;
  }
  const lab = await startLab({ random: values.random, ...(values.seed === undefined ? {} : { seed: values.seed }) });
  process.stdout.write(await describe(lab, resolve(directory)));
  const stop = (): void => void lab.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Writes the files and returns what a person wants to read first. */
async function describe(lab: Lab, directory: string): Promise<string> {
  const files = await lab.files(directory);
  const description = {
    resolver: `${lab.resolver.host}:${lab.resolver.port}`,
    doh: lab.dohUrl,
    trustAnchorFile: files.trustAnchors,
    caFile: files.caFile,
    socks: `${lab.socks.host}:${lab.socks.port}`,
    allowAddresses: lab.allowAddresses,
    domains: lab.scenarios.map(({ domain }) => domain),
  };
  const settings = join(directory, 'lab.json');
  await writeFile(settings, `${JSON.stringify(description, null, 2)}\n`);
  const command = [
    'postfix-tls-policy probe',
    `--resolver ${description.resolver}`,
    `--trust-anchor ${files.trustAnchors}`,
    `--ca-file ${files.caFile}`,
    `--socks ${description.socks}`,
    ...lab.allowAddresses.map((block) => `--allow-address ${block}`),
    'DOMAIN',
  ].join(' ');
  const random = lab.scenarios.filter(({ id }) => id.includes('@')).map(({ id }) => `  ${id}\n`);
  return [
    `The lab knows ${lab.scenarios.length} domains; they are listed in ${settings}. Probe one with\n\n  ${command}\n\n`,
    ...(random.length > 0 ? [`Random names of seed ${lab.seed}:\n`, ...random] : []),
    'Interrupt to stop.\n',
  ].join('');
}

void main();
