import { chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { type Delivery, readDeliveries, readFatalErrors } from '../delivery';
import { inParallel } from './in-parallel';
import { run } from './run';

/** Programs that run beside each other. */
const atOnce = 6;

/** One transport with a policy table of its own; the sender's address picks it. */
export interface Table {
  /** Letters, digits and hyphens. */
  readonly id: string;
  /** The value of smtp_tls_policy_maps; `FILE` stands for the path of the table's file. */
  readonly maps: string;
  /** The content of the table's file. */
  readonly text?: string;
  /** Further settings for this transport. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly recipients: readonly string[];
  /** The next-hops of recipients for which it is not the domain. Recipients are unique over all such tables. */
  readonly nextHops?: Readonly<Record<string, string>>;
  /** smtp(8) is to end with a fatal error at the next-hop of the one recipient. */
  readonly isFatal?: true;
  /** Once it runs smtp(8) sees nothing outside of the queue directory. */
  readonly isChrooted?: true;
}

/** One smtpd(8) on a port of its own. */
export interface Server {
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface PostfixOptions {
  readonly caFile: string;
  readonly servers?: readonly Server[];
  /** Settings for tlsmgr(8) alone. */
  readonly tlsmgr?: Readonly<Record<string, string>>;
  /** Settings for the whole instance, such as `smtp_tls_security_level`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostfixInstance {
  /** What postmap(1) said of each table whose file it reads, by id. */
  readonly postmap: Readonly<Record<string, string>>;
  /** Sends one message to each table's recipients, and waits until each recipient has a verdict. */
  readonly deliver: (seconds: number) => Promise<readonly Delivery[]>;
  /** Sends one message to one recipient more by the transport of a table. */
  readonly deliverTo: (id: string, recipient: string, seconds: number) => Promise<Delivery>;
  /** Connects to each server, and resolves to what it logged of that, by its id. */
  readonly visitServers: (seconds: number) => Promise<Readonly<Record<string, readonly string[]>>>;
  /** What the programs logged in whose names there is no table and no server. */
  readonly log: () => string;
  /** The fatal errors that smtp(8) ended with, by the id of the table. */
  readonly fatalErrors: () => Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const services = `
postlog   unix-dgram n - n - 1 postlogd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
tlsproxy  unix - - n - 0 tlsproxy
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
scache    unix - - n - 1 scache
anvil     unix - - n - 1 anvil
showq     unix n - n - - showq
flush     unix n - n 1000? 0 flush
`;

/** Starts a Postfix of its own below `folder`, with one smtp(8) transport for each table. */
export async function startPostfix(
  folder: string,
  tables: readonly Table[],
  options: PostfixOptions,
): Promise<PostfixInstance> {
  const { servers = [] } = options;
  const etc = path.join(folder, 'etc');
  const log = path.join(folder, 'mail.log');
  const file = (id: string): string => path.join(etc, `table.${id}`);
  for (const name of ['etc', 'spool', 'data']) mkdirSync(path.join(folder, name), { mode: 0o755 });
  const owner = Number((await run('id', ['-u', 'postfix'])).trim());
  chownSync(path.join(folder, 'data'), owner, owner);
  if (tables.some(({ isChrooted }) => isChrooted)) fillChroot(path.join(folder, 'spool'));
  for (const { id, text } of tables) if (text !== undefined) writeFileSync(file(id), text);
  const routes = tables.flatMap(({ id, nextHops = {} }) =>
    Object.entries(nextHops).map(([recipient, nextHop]) => `${recipient} t-${id}:${nextHop}\n`),
  );
  // Bounces go to the senders, and vanish there.
  writeFileSync(path.join(etc, 'routes'), `sender.invalid discard:\n${routes.join('')}`);
  const senders = tables.map(({ id }) => `${id}@sender.invalid t-${id}:\n`);
  writeFileSync(path.join(etc, 'transports'), senders.join(''));
  writeFileSync(path.join(etc, 'main.cf'), mainCf(folder, options));
  writeFileSync(
    path.join(etc, 'master.cf'),
    [
      services.replace('1 tlsmgr\n', `1 tlsmgr\n${optionsOf(options.tlsmgr ?? {})}`),
      ...tables.map((table) => transport(table, file(table.id))),
      ...servers.map(
        ({ id, settings }, index) =>
          `127.0.0.1:${firstPort + index} inet n - n - - smtpd\n${optionsOf({ ...settings, syslog_name: `s-${id}` })}`,
      ),
    ].join(''),
  );
  const postmap: Record<string, string> = {};
  await inParallel(tables, atOnce, async ({ id, maps }) => {
    postmap[id] = await readByPostmap(etc, maps, file(id));
  });
  await run('postfix', ['-c', etc, 'start']);
  return {
    postmap,
    deliver: async (seconds) => {
      await inParallel(tables, atOnce, ({ id, recipients }) => inject(etc, id, recipients));
      return waitForVerdicts(log, tables, seconds);
    },
    deliverTo: async (id, recipient, seconds) => {
      await inject(etc, id, [recipient]);
      const deliveries = await waitForVerdicts(log, [{ id, maps: '', recipients: [recipient] }], seconds);
      const found = deliveries.findLast((delivery) => delivery.recipient === recipient);
      if (found === undefined) throw new Error(`no verdict for ${recipient}`);
      return found;
    },
    visitServers: (seconds) => visitServers(servers, log, seconds),
    log: () => readFileSync(log, 'utf8'),
    fatalErrors: () => readFatalErrors(readFileSync(log, 'utf8')),
    stop: async () => {
      await run('postfix', ['-c', etc, 'stop']);
    },
  };
}

/** Builds an indexed table, or has a text table read. Of pattern tables smtp(8) itself logs what it can't read. */
async function readByPostmap(etc: string, maps: string, file: string): Promise<string> {
  const type = /^(\w+):FILE$/.exec(maps)?.[1];
  if (type === undefined) return '';
  if (/^(?:hash|btree|lmdb|cdb)$/.test(type)) return run('postmap', ['-c', etc, `${type}:${file}`]);
  return type === 'texthash' ? run('postmap', ['-c', etc, '-s', `texthash:${file}`]) : '';
}

function mainCf(folder: string, { caFile, settings = {} }: PostfixOptions): string {
  const all: Readonly<Record<string, string>> = {
    compatibility_level: '3.6',
    config_directory: path.join(folder, 'etc'),
    queue_directory: path.join(folder, 'spool'),
    data_directory: path.join(folder, 'data'),
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    myhostname: 'client.lab.invalid',
    mydestination: '',
    local_transport: 'error:no local mail here',
    alias_maps: '',
    alias_database: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'all',
    smtp_address_preference: 'ipv4',
    maillog_file: path.join(folder, 'mail.log'),
    maillog_file_prefixes: folder,
    default_process_limit: '20',
    smtp_host_lookup: 'dns',
    smtp_dns_support_level: 'dnssec',
    smtp_tls_CAfile: caFile,
    smtp_tls_security_level: 'may',
    smtp_tls_loglevel: '1',
    smtp_tls_session_cache_database: '',
    smtp_connection_cache_on_demand: 'no',
    smtputf8_enable: 'yes',
    in_flow_delay: '0',
    notify_classes: '',
    // One attempt for each message, no retry during a test.
    minimal_backoff_time: '1h',
    maximal_backoff_time: '1h',
    queue_run_delay: '1h',
    transport_maps: `texthash:${path.join(folder, 'etc', 'routes')}`,
    sender_dependent_default_transport_maps: `texthash:${path.join(folder, 'etc', 'transports')}`,
    ...settings,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** What a program in a chroot needs to find servers, as Debian copies it when Postfix starts. */
function fillChroot(root: string): void {
  mkdirSync(path.join(root, 'etc'));
  for (const name of ['services', 'resolv.conf', 'nsswitch.conf'])
    if (existsSync(`/etc/${name}`)) copyFileSync(`/etc/${name}`, path.join(root, 'etc', name));
}

function transport({ id, maps, settings = {}, recipients, isChrooted }: Table, file: string): string {
  const overrides = { ...settings, smtp_tls_policy_maps: maps.replaceAll('FILE', file), syslog_name: `t-${id}` };
  // A process for each of a few next-hops would take longer to start than all deliveries.
  const processes = recipients.length > 20 ? '-' : '1';
  return `t-${id} unix - - ${isChrooted ? 'y' : 'n'} - ${processes} smtp\n${optionsOf(overrides)}`;
}

function optionsOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `  -o { ${name} = ${value} }\n`)
    .join('');
}

/** The port of the first server; each further one has the next. */
const firstPort = 2500;

async function visitServers(
  servers: readonly Server[],
  log: string,
  seconds: number,
): Promise<Readonly<Record<string, readonly string[]>>> {
  for (const index of servers.keys())
    connect(firstPort + index, '127.0.0.1')
      .on('error', () => undefined)
      .end('EHLO visitor.example\r\nMAIL FROM:<u@visitor.example>\r\nQUIT\r\n');
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const lines = readFileSync(log, 'utf8').split('\n');
    const told = Object.fromEntries(
      servers.map(({ id }) => [id, lines.filter((line) => line.includes(` s-${id}/smtpd[`))]),
    );
    const missing = servers.filter(
      ({ id }) => told[id]?.some((line) => /: disconnect from |: fatal: /.test(line)) !== true,
    );
    if (missing.length === 0) return told;
    if (Date.now() > deadline)
      throw new Error(`nothing from ${missing.map(({ id }) => id).join(', ')}:\n${lines.slice(-40).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function inject(etc: string, id: string, recipients: readonly string[]): Promise<void> {
  const message = `From: ${id}@sender.invalid\nTo: undisclosed-recipients:;\nSubject: oracle\n\nA message.\n`;
  // Without a deadline postdrop retries for ever where the spool is broken.
  await run('sendmail', ['-C', etc, '-f', `${id}@sender.invalid`, ...recipients], message);
}

async function waitForVerdicts(log: string, tables: readonly Table[], seconds: number): Promise<readonly Delivery[]> {
  const expected = tables.flatMap(({ id, recipients }) => recipients.map((recipient) => `${id} ${recipient}`));
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    const deliveries = readDeliveries(text);
    const ended = readFatalErrors(text);
    const seen = new Set([
      ...deliveries.map(({ table, recipient }) => `${table} ${recipient}`),
      ...tables.flatMap(({ id, isFatal, recipients }) =>
        isFatal === true && ended[id] !== undefined ? recipients.map((recipient) => `${id} ${recipient}`) : [],
      ),
    ]);
    const missing = expected.filter((each) => !seen.has(each));
    if (missing.length === 0) return deliveries;
    if (Date.now() > deadline) {
      throw new Error(`no verdict after ${seconds} s for ${missing.join(', ')}; the log ends:\n${text.slice(-4_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
