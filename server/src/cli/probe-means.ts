import type { ListConfig } from '../config/list-config';
import { parseTrustAnchors, TrustAnchorError } from '../probe/dnssec/anchors';
import { deepened, defaultProbeOptions, type ProbeOptions, pacingBy, type Route } from '../probe/options';
import { trimSpace } from '../text/ascii';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { adviseOptions } from './advise-options';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import type { probeOptions } from './probe-options';
import { UsageError } from './usage-error';

/** The options that say whom a probe asks and trusts, and how. */
type ProbeMeans = Omit<
  OptionValues<typeof probeOptions>,
  | keyof typeof adviseOptions
  | 'format'
  | 'profile'
  | 'accept-plain-dns'
  | 'evidence'
  | 'concurrency'
  | 'deep-over-ssh'
  | 'self-test'
>;

/**
 * The probe's own options by those of the command line. Reads the files that they name.
 *
 * @param config What the list says of itself, which may add to those who are not probed.
 *
 * Rejects with `UsageError` on a file that can't be used: a probe by other means than those asked for would tell a false
 * story.
 */
export async function readProbeMeans(
  options: ProbeMeans,
  { noProbe }: Pick<ListConfig, 'noProbe'>,
  io: CliIo,
): Promise<ProbeOptions> {
  const { deadlines, port, heloName } = defaultProbeOptions;
  const { deadline, deep, vantage, full } = options;
  const plain: ProbeOptions = {
    resolvers: options.resolver,
    trustAnchors: await readTrustAnchors(options['trust-anchor'], io),
    caFile: await readCaFile(options['ca-file'], io),
    ...(await readCaPath(options['ca-path'], io)),
    route: readRoute(options),
    port: options.port ?? port,
    allowAddresses: options['allow-address'],
    noProbe: [...noProbe, ...(await readNoProbe(options['no-probe'], io))],
    ...(vantage === null ? {} : { vantage }),
    ...(full ? { full } : {}),
    heloName,
    pacing: pacingBy(options.pacing ?? 1),
    deadlines: {
      ...deadlines,
      total: deadline === null ? deadlines.total : deadline * 1000,
    },
  };
  if (!deep) return plain;
  // A deadline that somebody named counts as it stands.
  return deadline === null ? deepened(plain) : { ...deepened(plain), deadlines: plain.deadlines };
}

/** @throws UsageError where there are two. */
function readRoute({ socks, ssh }: Pick<ProbeMeans, 'socks' | 'ssh'>): Route {
  if (socks !== null && ssh !== null) throw new UsageError(t('--socks and --ssh: there is one route'));
  if (ssh !== null) return { kind: 'ssh', ...ssh };
  return socks === null ? { kind: 'direct' } : { kind: 'socks5', ...socks };
}

/** All files together, each of them held to be well-formed first. */
async function readTrustAnchors(paths: readonly string[], io: CliIo): Promise<string> {
  const texts: string[] = [];
  for (const path of paths) {
    const text = await readText('trust-anchor', path, io);
    if (countAnchors(path, text) === 0)
      throw new UsageError(t('--trust-anchor: {0} holds no DS or DNSKEY record', path));
    texts.push(text.endsWith('\n') ? text : `${text}\n`);
  }
  return texts.join('');
}

function countAnchors(path: string, text: string): number {
  try {
    return parseTrustAnchors(text).length;
  } catch (error) {
    if (!(error instanceof TrustAnchorError)) throw error;
    throw new UsageError(`--trust-anchor: ${path}: ${error.message}`);
  }
}

/** One a line, without blank lines and comments. */
async function readNoProbe(paths: readonly string[], io: CliIo): Promise<readonly string[]> {
  const texts = await Promise.all(paths.map((path) => readText('no-probe', path, io)));
  return texts
    .flatMap((text) => text.split('\n'))
    .map((line) => trimSpace(line.replace(/#.*/, '')))
    .filter((line) => line !== '');
}

async function readCaFile(path: string | null, io: CliIo): Promise<ProbeOptions['caFile']> {
  if (path === null) return null;
  const pem = await readText('ca-file', path, io);
  return { name: path, pem };
}

async function readCaPath(path: string | null, io: CliIo): Promise<Pick<ProbeOptions, 'caPath'>> {
  return path === null ? {} : { caPath: await reading('ca-path', path, () => io.readCaFolder(path)) };
}

function readText(option: string, path: string, io: CliIo): Promise<string> {
  return reading(option, path, async () => decodeText(await io.readFile(path)).text);
}

async function reading<T>(option: string, path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new UsageError(
      t("--{0}: can't read {1}: {2}", option, path, error instanceof Error ? error.message : String(error)),
    );
  }
}
