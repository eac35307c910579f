import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run';

/**
 * Makes the namespace's network: every address of 192.0.2.0/24 and 2001:db8::/32 is local without being configured on
 * an interface (Postfix takes configured ones for its own and refuses to deliver there), and 127.0.0.1 is the resolver.
 */
export async function bringUpNetwork(folder: string): Promise<void> {
  await run('ip', ['link', 'set', 'lo', 'up']);
  await run('ip', ['route', 'add', 'local', '192.0.2.0/24', 'dev', 'lo']);
  await run('ip', ['-6', 'route', 'add', 'local', '2001:db8::/32', 'dev', 'lo']);
  const resolvConf = path.join(folder, 'resolv.conf');
  writeFileSync(resolvConf, 'nameserver 127.0.0.1\noptions edns0 trust-ad timeout:2 attempts:2\n');
  await run('mount', ['--bind', resolvConf, '/etc/resolv.conf']);
}
