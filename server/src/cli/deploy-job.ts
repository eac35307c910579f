import { basename, dirname, join, resolve } from 'node:path';
import { configFileName, type ListConfig } from '../config/list-config';
import type { Deployment } from '../system/deployment';
import type { MapStore } from '../system/map-store';
import { isMapType, type MapType } from '../system/map-type';
import type { Postfix } from '../system/postmap';
import { t } from '../text/translate';
import type { deployOptions } from './deploy-options';
import { type DeploySite, readSite } from './deploy-site';
import { type ListSource, readSource } from './deploy-source';
import { untilInterrupted } from './interruption';
import type { CliIo } from './io';
import { readListConfigs } from './list-configs';
import type { OptionValues } from './option';
import { settleVersions } from './stated-versions';
import { UsageError } from './usage-error';

/** What a run has to do, and by what means. */
export interface DeployJob {
  readonly source: ListSource;
  /** The path of the table. */
  readonly map: string;
  readonly type: MapType;
  readonly config: ListConfig;
  readonly site: DeploySite | null;
  readonly means: Deployment;
  readonly postfix: Postfix;
  readonly store: MapStore;
  readonly signal: AbortSignal;
}

/** Rejects with `UsageError` where the command line can't be used. */
export async function openJob(
  operands: readonly string[],
  options: OptionValues<typeof deployOptions>,
  io: CliIo,
): Promise<DeployJob> {
  const source = readSource(operands, options);
  const { map, postmap } = options;
  if (map === null) throw new UsageError(t('name the table of Postfix by --map, as /etc/postfix/tls_policy'));
  if (source.kind === 'file' && resolve(source.path) === resolve(map)) {
    throw new UsageError(t('the list and the table are one file; keep the list elsewhere'));
  }
  const config = await readConfig(options, io);
  const versions = config.postfixVersions;
  const site = options['main-cf'] === null ? null : await readSite(options['main-cf'], versions, io);
  const type = readType(options.type, site, map);
  const means = await io.openDeployment();
  const signal = untilInterrupted(io.signal);
  const postfix = means.openPostfix({
    postmap: postmap ?? 'postmap',
    postfix: postmap?.includes('/') === true ? join(dirname(postmap), 'postfix') : 'postfix',
    configFolder: site !== null && basename(site.path) === 'main.cf' ? site.place.folder : null,
    signal,
  });
  const store = means.openMapStore({ path: resolve(map), type, postfix });
  return { source, map: resolve(map), type, config, site, means, postfix, store, signal };
}

/** A table of another type than main.cf says is none that Postfix can open, or does not see. */
function readType(asked: MapType | null, site: DeploySite | null, map: string): MapType {
  const named = site?.named(map)?.type ?? null;
  if (named !== null && !isMapType(named)) {
    throw new UsageError(t('--main-cf names {0} as a {1} table, which no list becomes', map, named));
  }
  if (named !== null && asked !== null && asked !== named) {
    throw new UsageError(t('--type {0}: --main-cf names {1} as a {2} table', asked, map, named));
  }
  return asked ?? named ?? 'hash';
}

/** What lies beside a list was written by whoever writes the list, and so does not judge it. */
async function readConfig(
  { config, 'postfix-version': versions }: OptionValues<typeof deployOptions>,
  io: CliIo,
): Promise<ListConfig> {
  const configOf = await readListConfigs([configFileName], { config, 'no-config': config === null }, io);
  const found = configOf(configFileName);
  const versionsOf = await settleVersions(versions, [found], io);
  return { ...found, postfixVersions: versionsOf(found) };
}
