/** Tells which of the servers the context for HTTPS trusts, as JSON: `https-trust.ts CA-FILE|- PORT…`; a program, for its environment. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { createHttpsContext } from '../../server/src/probe/https-context';
import { readExtraCaCerts } from '../../server/src/system/extra-ca-certs';

async function main([caFile = '-', ...ports]: readonly string[]): Promise<void> {
  const ca = caFile === '-' ? undefined : [readFileSync(caFile, 'utf8')];
  const secureContext = createHttpsContext({ ca }, await readExtraCaCerts());
  const trusts = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername: 'a.example', secureContext }, () => {
        resolve(true);
        socket.destroy();
      });
      socket.on('error', () => resolve(false));
    });
  process.stdout.write(JSON.stringify(await Promise.all(ports.map(Number).map(trusts))));
}

void main(process.argv.slice(2));
