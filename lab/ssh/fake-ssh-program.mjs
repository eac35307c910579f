// Stands in for the client of OpenSSH: does what the file of behaviours says for the host that it is to log in to, and
// writes down each start with its arguments.
import { appendFileSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { SocksClient } from 'socks';

const [behavioursFile, startsFile, ...args] = process.argv.slice(2);
const host = args.at(-1);
const { hosts, socks } = JSON.parse(readFileSync(behavioursFile, 'utf8'));
const { says = [], then = 'connect', code = 255, ignoresTermination = false, isQuiet = false } = hosts[host] ?? {};

const say = (line) => process.stderr.write(`${line}\r\n`);
const sayUnlessQuiet = (line) => {
  if (!isQuiet) say(line);
};
if (ignoresTermination) process.on('SIGTERM', () => undefined);
appendFileSync(startsFile, `${JSON.stringify({ pid: process.pid, args })}\n`);
const end = () => {
  process.exitCode = code;
  // What was written shall be read.
  process.stderr.end();
  setTimeout(() => process.exit(code), 20);
};

async function open(address, port) {
  if (socks === null) return connect(port, address);
  const { socket } = await SocksClient.createConnection({
    proxy: { ...socks, type: 5 },
    command: 'connect',
    destination: { host: address, port },
  });
  return socket;
}

/** `-W [address]:port`, joined to standard input and output. */
async function carry() {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(args[args.indexOf('-W') + 1]);
  sayUnlessQuiet(`Authenticated to ${host} ([127.0.0.1]:22) using "publickey".`);
  try {
    const target = await open(bracketed ?? plain, Number(port));
    target.on('error', () => process.exit(255));
    if (socks === null) await new Promise((resolve) => target.once('connect', resolve));
    sayUnlessQuiet('debug2: channel 0: open confirm rwindow 2097152 rmax 32768');
    process.stdin.pipe(target);
    target.pipe(process.stdout, { end: false });
    target.on('close', () => process.exit(0));
    if (then === 'drop') {
      target.once('data', () =>
        setTimeout(() => {
          say(`Connection to ${host} closed by remote host.`);
          end();
        }, 50),
      );
    }
  } catch (error) {
    say(
      `channel 0: open failed: connect failed: ${/Refused/.test(error.message) ? 'Connection refused' : 'No route to host'}`,
    );
    say('stdio forwarding failed');
    end();
  }
}

for (const line of says) say(line);
if (then === 'exit') end();
if (then === 'hang') setInterval(() => undefined, 1_000);
if (then === 'flood') {
  const flood = () => {
    while (process.stderr.write('x'.repeat(65_536)));
    process.stderr.once('drain', flood);
  };
  flood();
}
if (then === 'connect' || then === 'drop') await carry();
