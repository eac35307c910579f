import { execFile } from 'node:child_process';
import type { RecordType } from '../../../server/src/probe/dns/answer';
import { createExchange } from '../../../server/src/probe/dns/exchange';
import { rcode, rrType } from '../../../server/src/probe/dns/types';
import type { Endpoint } from '../../../server/src/probe/options';
import { environment } from '../machine';

/** What a validator makes of a question: RFC 4035 section 4.3, and what there is. */
export type Finding = 'bogus' | `${'secure' | 'insecure'} ${'records' | 'no-data' | 'no-such-name'}`;

const never = new AbortController().signal;

/** Unbound's own opinion: it refuses bogus data, and vouches for secure data by the AD bit. */
export async function askUnbound(resolver: Endpoint, name: string, type: RecordType): Promise<Finding> {
  const exchange = createExchange({ resolvers: [resolver], deadline: 20_000 });
  const message = await exchange({ name, type: rrType[type], checked: true }, never);
  if (message.rcode === rcode.SERVFAIL) return 'bogus';
  const status = message.authenticData ? 'secure' : 'insecure';
  if (message.rcode === rcode.NXDOMAIN) return `${status} no-such-name`;
  const records = message.answer.some((record) => record.type === rrType[type]);
  return records ? `${status} records` : `${status} no-data`;
}

/** delv's verdict on the whole way; it tells no kind of absence apart. */
export async function askDelv(resolver: Endpoint, anchors: string, name: string, type: RecordType): Promise<string> {
  const output = await new Promise<string>((resolve) => {
    const args = [`@${resolver.host}`, '-p', String(resolver.port), '-a', anchors, '+root=.', name, type];
    execFile('delv', args, { env: environment(), timeout: 60_000 }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  const said = output.split('\n').map((line) => line.replace(/^;+ /, ''));
  const isAbsent = said.some((line) => line.startsWith('negative response'));
  if (said.some((line) => line.endsWith('fully validated'))) return `secure ${isAbsent ? 'absent' : 'records'}`;
  if (said.some((line) => line.endsWith('unsigned answer'))) return `insecure ${isAbsent ? 'absent' : 'records'}`;
  return said.some((line) => line.startsWith('resolution failed')) ? 'bogus' : output;
}

/** The same question in delv's terms. */
export function forDelv(finding: string): string {
  return finding.replace(/no-data|no-such-name/, 'absent');
}
