import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runIn } from './programs';

/** How a zone is signed. */
export interface Signing {
  readonly signer: 'bind' | 'knot' | 'ldns';
  readonly algorithm: 'RSASHA256' | 'RSASHA512' | 'ECDSAP256SHA256' | 'ECDSAP384SHA384' | 'ED25519' | 'ED448';
  readonly denial:
    | { readonly kind: 'nsec' }
    | { readonly kind: 'nsec3'; readonly iterations: number; readonly salt: boolean; readonly optOut: boolean };
  /** The default is now. */
  readonly validity?: 'expired' | 'future';
}

/** What the signers are, so that a machine without them can say so. */
export const signerPrograms = [
  'dnssec-keygen',
  'dnssec-signzone',
  'dnssec-dsfromkey',
  'kzonesign',
  'ldns-keygen',
  'ldns-signzone',
];

const salt = 'a1b2c3d4';
const day = 86_400;

/** Signs the zone `NAME.zone` of a folder of its own and leaves `NAME.signed` there. */
export async function sign(folder: string, name: string, text: string, signing: Signing): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.zone`), text);
  await signers[signing.signer](folder, name, signing);
}

/** The DS records of a signed zone in the format of a zone file, by BIND's tool for every signer. */
export async function dsOf(signed: string, name: string): Promise<string> {
  const said = await runIn(path.dirname(signed), 'dnssec-dsfromkey', ['-2', '-f', signed, name === '' ? '.' : name]);
  return said
    .split('\n')
    .filter((line) => line.includes(' DS '))
    .map((line) => `${line}\n`)
    .join('');
}

type Sign = (folder: string, name: string, signing: Signing) => Promise<void>;

const signers: Readonly<Record<Signing['signer'], Sign>> = { bind: signByBind, knot: signByKnot, ldns: signByLdns };

/** One key for both tasks (RFC 6840 section 6.2). */
async function signByBind(folder: string, name: string, { algorithm, denial }: Signing): Promise<void> {
  const origin = name === '' ? '.' : name;
  const size = algorithm.startsWith('RSA') ? ['-b', '2048'] : [];
  await runIn(folder, 'dnssec-keygen', ['-q', '-a', algorithm, ...size, '-f', 'KSK', '-K', folder, origin]);
  const nsec3 =
    denial.kind === 'nsec'
      ? []
      : ['-3', denial.salt ? salt : '-', '-H', String(denial.iterations), ...(denial.optOut ? ['-A'] : [])];
  await runIn(folder, 'dnssec-signzone', [
    ...['-q', '-S', '-z', '-K', folder, '-d', folder, ...nsec3],
    ...['-o', origin, '-f', path.join(folder, `${name}.signed`), path.join(folder, `${name}.zone`)],
  ]);
}

async function signByKnot(folder: string, name: string, { algorithm, denial }: Signing): Promise<void> {
  const nsec3 = denial.kind === 'nsec' ? null : denial;
  const configuration = path.join(folder, 'knot.conf');
  writeFileSync(
    configuration,
    `database:
    storage: ${path.join(folder, 'keys')}
template:
  - id: default
    storage: ${folder}
    semantic-checks: off
policy:
  - id: test
    algorithm: ${algorithm.toLowerCase()}
    single-type-signing: on
    ksk-size: ${algorithm.startsWith('RSA') ? 2048 : 0}
    nsec3: ${nsec3 === null ? 'off' : 'on'}
    nsec3-iterations: ${nsec3?.iterations ?? 0}
    nsec3-salt-length: ${nsec3?.salt === true ? 4 : 0}
    nsec3-opt-out: ${nsec3?.optOut === true ? 'on' : 'off'}
zone:
  - domain: ${name}
    file: ${name}.zone
    dnssec-signing: on
    dnssec-policy: test
`.replace('    ksk-size: 0\n', ''),
  );
  const out = path.join(folder, 'out');
  for (const needed of [out, path.join(folder, 'keys')]) mkdirSync(needed);
  await runIn(folder, 'kzonesign', ['-c', configuration, '-o', out, name]);
  renameSync(path.join(out, `${name}.zone`), path.join(folder, `${name}.signed`));
}

async function signByLdns(folder: string, name: string, { algorithm, denial, validity }: Signing): Promise<void> {
  const said = await runIn(folder, 'ldns-keygen', ['-a', algorithm, '-b', '2048', '-k', name]);
  const keyBase = said.trim().split('\n').at(-1) ?? '';
  const nsec3 =
    denial.kind === 'nsec'
      ? []
      : [
          ...['-n', '-t', String(denial.iterations), ...(denial.salt ? ['-s', salt] : [])],
          ...(denial.optOut ? ['-p'] : []),
        ];
  const now = Math.floor(Date.now() / 1000);
  const [from, to] = validity === 'future' ? [10, 40] : validity === 'expired' ? [-40, -10] : [-1, 28];
  const times = ['-i', stamp(now + from * day), '-e', stamp(now + to * day)];
  const out = path.join(folder, `${name}.signed`);
  await runIn(folder, 'ldns-signzone', [...nsec3, ...times, '-f', out, path.join(folder, `${name}.zone`), keyBase]);
}

/** `20261126073000`, as RFC 4034 section 3.2 has it. */
function stamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+Z$/g, '');
}

export function readSigned(folder: string, name: string): string {
  return readFileSync(path.join(folder, `${name}.signed`), 'utf8');
}
