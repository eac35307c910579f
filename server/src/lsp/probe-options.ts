import { isAbsolute } from 'node:path';
import { readEndpoint } from '../probe/read-endpoint';
import { type Deadlines, defaultProbeOptions, type Endpoint, type ProbeOptions, type Route } from '../probe/options';
import type { ProbeSettings } from './settings';

/** A setting that can't be used; the text names it and says what to write instead. */
export class SettingError extends Error {}

/**
 * The probe's options from the machine's settings. Reads the two files that they name.
 *
 * Rejects with `SettingError` on anything unclear: a probe by other means than those asked for could tell a false story,
 * or contact somebody that it should not.
 */
export async function readProbeOptions(
  settings: ProbeSettings,
  readTextFile: (path: string) => Promise<string>,
): Promise<ProbeOptions> {
  const read = async (setting: string, path: string) => {
    // There is no folder that a relative path could mean: the settings are the machine's.
    if (!isAbsolute(path)) throw new SettingError(`postfixTlsPolicy.${setting}: "${path}" is no absolute path`);
    try {
      return await readTextFile(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SettingError(`postfixTlsPolicy.${setting}: can't read ${path}: ${reason}`);
    }
  };
  const { caFile, trustAnchors } = settings;
  return {
    resolvers: readResolvers(settings.resolver),
    trustAnchors: trustAnchors === '' ? '' : await read('trustAnchors', trustAnchors),
    caFile: caFile === '' ? null : { name: caFile, pem: await read('caFile', caFile) },
    route: readRoute(settings.route),
    port: readInteger('smtpPort', settings.smtpPort, defaultProbeOptions.port, 65_535),
    allowAddresses: readTexts('allowAddresses', settings.allowAddresses),
    heloName: settings.heloName || defaultProbeOptions.heloName,
    deadlines: readDeadlines(settings.probeDeadline),
  };
}

function readResolvers(text: string): readonly Endpoint[] {
  const items = text.split(/[\s,]+/).filter((item) => item !== '');
  return items.map((item) => {
    const endpoint = readEndpoint(item, 53);
    if (endpoint) return endpoint;
    throw new SettingError(
      `postfixTlsPolicy.resolver: "${item}" is no address; write for example 192.0.2.53 or 192.0.2.53:53`,
    );
  });
}

function readRoute(text: string): Route {
  if (text === '' || text === 'direct') return { kind: 'direct' };
  const endpoint = readEndpoint(/^socks5:\/\/(.*?)\/?$/.exec(text)?.[1] ?? '', null);
  if (endpoint) return { kind: 'socks5', ...endpoint };
  throw new SettingError(`postfixTlsPolicy.route: "${text}" is no route; write direct or socks5://host:port`);
}

function readInteger(setting: string, value: unknown, unset: number, max: number): number {
  if (value === null) return unset;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new SettingError(`postfixTlsPolicy.${setting}: write a whole number from 1 to ${max}`);
}

function readTexts(setting: string, value: unknown): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new SettingError(`postfixTlsPolicy.${setting}: write a list of texts`);
}

function readDeadlines(seconds: unknown): Deadlines {
  const { deadlines } = defaultProbeOptions;
  return { ...deadlines, total: readInteger('probeDeadline', seconds, deadlines.total / 1000, 900) * 1000 };
}
