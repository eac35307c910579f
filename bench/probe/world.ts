/**
 * Run inside a namespace: the lab at its real addresses, a validating resolver, both at a distance; then the program
 * that measures, in a process of its own, so that its processor time is that of the probe alone.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startDistantResolver } from '../../lab/distance';
import { startLab } from '../../lab/lab';
import { startUnbound } from '../../test/agreement/inside/unbound';
import { bringUpNetwork } from '../../test/oracle/inside/network';
import { scenarios } from './domains';
import type { MeasureInput, Measurements, WorldInput } from './measurements';

const labDnsPort = 5300;
const unboundPort = 5301;

async function main(folder: string): Promise<void> {
  const { program, roundTrip } = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')) as WorldInput;
  await bringUpNetwork(folder);
  const lab = await startLab({ scenarios, realAddresses: true, dnsPort: labDnsPort, roundTrip });
  const { trustAnchors, caPem } = lab;
  const unbound = await startUnbound(folder, {
    trustAnchors,
    upstream: lab.resolver,
    silentDomains: [],
    port: unboundPort,
  });
  const distance = { roundTrip, host: '127.0.0.1', port: 53 };
  const resolver = await startDistantResolver({ host: '127.0.0.1', port: unboundPort }, distance);
  const { caFile } = await lab.files(folder);
  const child = fork(program, { execArgv: ['--expose-gc'] });
  const input: MeasureInput = { caFile, caPem, trustAnchors, roundTrip };
  child.send(input);
  child.on('message', (message: 'connections' | Measurements) => {
    if (message === 'connections') {
      child.send(lab.connections().length);
      lab.reset();
    } else {
      writeFileSync(path.join(folder, 'output.json'), JSON.stringify(message));
      child.disconnect();
    }
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the measurement ended with ${code}`);
  await resolver.stop();
  await unbound.stop();
  await lab.stop();
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
