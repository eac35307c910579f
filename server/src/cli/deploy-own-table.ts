import { resolve } from 'node:path';
import type { PolicyDocument } from '../policy/document';
import { policyLanguage } from '../policy/language';
import { parsePolicyLazily } from '../policy/parse-lazily';
import type { MapStore } from '../system/map-store';
import { isMapType, type MapType } from '../system/map-type';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import { refreshIndex } from './deploy-install';
import type { DeployJob } from './deploy-job';
import { type CliIo, exitCode } from './io';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

/** The site's own table, which Postfix asks before the list. Its text is the site's alone. */
export interface OwnTable {
  readonly path: string;
  /** As main.cf has it, where it is told; else that of the list. */
  readonly type: MapType;
  readonly bytes: Uint8Array;
  readonly document: PolicyDocument;
  readonly store: MapStore;
}

/** Rejects with `UsageError` where it can't be read, or where nothing is compiled of it. */
export async function readOwnTable(
  { map, type: shared, site, means, postfix }: DeployJob,
  path: string | null,
  io: CliIo,
): Promise<OwnTable | null> {
  if (path === null) return null;
  if (resolve(path) === map) throw new UsageError(t('--overrides and --map are one file'));
  const named = site?.named(path)?.type ?? shared;
  if (!isMapType(named)) {
    throw new UsageError(
      t('--overrides: {0} is a {1} table by --main-cf, which is not compiled; leave the option out', path, named),
    );
  }
  const bytes = await io.readFile(path).catch((error: unknown) => {
    throw new UsageError(t("--overrides: can't read {0}: {1}", path, reasonOf(error)));
  });
  const document = parsePolicyLazily(decodeText(bytes).text, { tableType: named });
  return {
    path,
    type: named,
    bytes,
    document,
    store: means.openMapStore({ path: resolve(path), type: named, postfix }),
  };
}

/**
 * Makes its index anew where that is behind. Resolves to an exit code: errors in it, and whatever fails here, keep no list from being
 * put in force.
 */
export async function refreshOwnTable(
  { path, type, bytes, document, store }: OwnTable,
  tell: (text: string) => void,
): Promise<number> {
  const findings = policyLanguage.checkText(document.text, { tableType: type }, { severities: {} });
  if (findings.some(({ severity }) => severity === 'error')) {
    tell(t('{0} has errors, so its index stays as it is; check tells them', path));
    return exitCode.findings;
  }
  try {
    const release = await store.claim();
    try {
      if (await refreshIndex(store, bytes, type)) tell(t('{0}: the index was behind, and was made anew', path));
    } finally {
      await release();
    }
    return exitCode.ok;
  } catch (error) {
    tell(reasonOf(error));
    return exitCode.failure;
  }
}
