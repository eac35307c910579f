import { isAbsolute } from 'node:path';
import { isDohServer, readResolver } from '../probe/dns/resolver-address';
import {
  type Deadlines,
  defaultProbeOptions,
  maxPacing,
  type ProbeOptions,
  pacingBy,
  type ResolverAddress,
  type Route,
} from '../probe/options';
import { readEndpoint } from '../probe/read-endpoint';
import { readJumpHost } from '../probe/routes/jump-host';
import { parseAddress } from '../probe/screening/address-bytes';
import { t } from '../text/translate';
import type { Runtime } from './runtime';
import type { ProbeSettings } from './settings';

/** A setting that can't be used; the text names it and says what to write instead. */
export class SettingError extends Error {}

/** The settings that the probe itself refuses, by the name of its error. */
const refusedSettings: Readonly<Record<string, string>> = {
  AllowedAddressError: 'allowAddresses',
  CaFileError: 'caFile',
  CaPathError: 'caPath',
  JumpHostError: 'route',
  NoProbeError: 'noProbe',
  TrustAnchorError: 'trustAnchors',
};

/** Whether a setting is to blame, and not a fault of ours. */
export function isSettingError(error: unknown): boolean {
  return error instanceof SettingError || (error instanceof Error && Object.hasOwn(refusedSettings, error.name));
}

/** What to tell a person of an error: where a setting is to blame, its name comes first. */
export function describeProbeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const setting = refusedSettings[error.name];
  return setting === undefined ? error.message : `postfixTlsPolicy.${setting}: ${error.message}`;
}

/** How the files are read that settings name. */
export type ReadSettingFiles = Pick<Runtime, 'readTextFile' | 'readCaFolder'>;

/**
 * The probe's options from the machine's settings. Reads the files that they name.
 *
 * Rejects with `SettingError` on anything unclear: a probe by other means than those asked for could tell a false story,
 * or contact somebody that it should not.
 */
export async function readProbeOptions(
  settings: ProbeSettings,
  { readTextFile, readCaFolder }: ReadSettingFiles,
): Promise<ProbeOptions> {
  const read = async <T>(setting: string, path: string, reader: (path: string) => Promise<T>): Promise<T> => {
    // There is no folder that a relative path could mean: the settings are the machine's.
    if (!isAbsolute(path)) throw new SettingError(t('postfixTlsPolicy.{0}: "{1}" is no absolute path', setting, path));
    try {
      return await reader(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SettingError(t("postfixTlsPolicy.{0}: can't read {1}: {2}", setting, path, reason));
    }
  };
  const { caFile, caPath, trustAnchors, vantage } = settings;
  return {
    resolvers: readResolvers(settings.resolver),
    trustAnchors: trustAnchors === '' ? '' : await read('trustAnchors', trustAnchors, readTextFile),
    caFile: caFile === '' ? null : { name: caFile, pem: await read('caFile', caFile, readTextFile) },
    ...(caPath === '' ? {} : { caPath: await read('caPath', caPath, readCaFolder) }),
    route: readRoute(settings.route),
    port: readInteger('smtpPort', settings.smtpPort, defaultProbeOptions.port, 65_535),
    allowAddresses: readTexts('allowAddresses', settings.allowAddresses),
    noProbe: readTexts('noProbe', settings.noProbe),
    ...(vantage === '' ? {} : { vantage }),
    heloName: readHeloName(settings.heloName),
    deadlines: readDeadlines(settings.probeDeadline),
    pacing: pacingBy(readFactor('pacing', settings.pacing, 1, maxPacing)),
  };
}

function readResolvers(text: string): readonly ResolverAddress[] {
  const items = text.split(/[\s,]+/).filter((item) => item !== '');
  return items.map((item) => {
    const resolver = readResolver(item);
    // A name would have to be looked up first, by whom? That of a URL is, by the system, and its certificate proves it.
    if (resolver && (isDohServer(resolver) || parseAddress(resolver.host))) return resolver;
    throw new SettingError(
      t(
        'postfixTlsPolicy.resolver: "{0}" is no address; write for example 192.0.2.53, 192.0.2.53:53 or https://dns.example/dns-query',
        item,
      ),
    );
  });
}

function readRoute(text: string): Route {
  if (text === '' || text === 'direct') return { kind: 'direct' };
  const [, scheme, authority = ''] = /^(socks5|ssh):\/\/(.*?)\/?$/.exec(text) ?? [];
  const endpoint = scheme === 'socks5' ? readEndpoint(authority, null) : null;
  if (endpoint) return { kind: 'socks5', ...endpoint };
  const jump = scheme === 'ssh' ? readJumpHost(authority) : null;
  if (jump) return { kind: 'ssh', ...jump };
  throw new SettingError(
    t(
      'postfixTlsPolicy.route: "{0}" is no route; write direct, ssh://host, ssh://user@host:port or socks5://host:port',
      text,
    ),
  );
}

function readInteger(setting: string, value: unknown, unset: number, max: number): number {
  if (value === null) return unset;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new SettingError(t('postfixTlsPolicy.{0}: write a whole number from 1 to {1}', setting, max));
}

function readFactor(setting: string, value: unknown, unset: number, max: number): number {
  if (value === null) return unset;
  if (typeof value === 'number' && value >= 0 && value <= max) return value;
  throw new SettingError(t('postfixTlsPolicy.{0}: write a number from 0 to {1}', setting, max));
}

function readTexts(setting: string, value: unknown): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new SettingError(t('postfixTlsPolicy.{0}: write a list of texts', setting));
}

function readHeloName(text: string): string {
  if (text === '') return defaultProbeOptions.heloName;
  // Anything else could end the SMTP command and begin another.
  if (/^[\x21-\x7e]{1,255}$/.test(text)) return text;
  throw new SettingError(t('postfixTlsPolicy.heloName: write a host name, or an address as [192.0.2.1]'));
}

function readDeadlines(seconds: unknown): Deadlines {
  const { deadlines } = defaultProbeOptions;
  return { ...deadlines, total: readInteger('probeDeadline', seconds, deadlines.total / 1000, 900) * 1000 };
}
