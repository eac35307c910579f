// Checks the TLS library of the runtime against servers of the product's own. Run as a bundle, as `program.ts` is.
import { writeFileSync } from 'node:fs';
import { checkTls } from '../../server/src/probe/machine/check-tls';
import { tlsCases } from '../../server/src/probe/machine/tls-cases';

checkTls(tlsCases, new Date(), new AbortController().signal).then(
  (findings) => {
    writeFileSync(process.argv[2] ?? '', JSON.stringify(findings));
    process.exit(0);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
