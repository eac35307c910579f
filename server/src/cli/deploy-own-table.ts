import { resolve } from 'node:path';
import type { PolicyDocument } from '../policy/document';
import { policyLanguage } from '../policy/language';
import { parsePolicyLazily } from '../policy/parse-lazily';
import type { MapStore } from '../system/map-store';
import type { MapType } from '../system/map-type';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import { refreshIndex } from './deploy-install';
import type { DeployJob } from './deploy-job';
import type { CliIo } from './io';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

/** The site's own table, which Postfix asks before the list. Its text is the site's alone. */
export interface OwnTable {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly document: PolicyDocument;
  readonly store: MapStore;
}

/** Rejects with `UsageError` where it can't be read. */
export async function readOwnTable(
  { map, type, means, postfix }: DeployJob,
  path: string | null,
  io: CliIo,
): Promise<OwnTable | null> {
  if (path === null) return null;
  if (resolve(path) === map) throw new UsageError(t('--overrides and --map are one file'));
  const bytes = await io.readFile(path).catch((error: unknown) => {
    throw new UsageError(t("--overrides: can't read {0}: {1}", path, reasonOf(error)));
  });
  const document = parsePolicyLazily(decodeText(bytes).text, { tableType: type });
  return { path, bytes, document, store: means.openMapStore({ path: resolve(path), type, postfix }) };
}

/** Makes its index anew where that is behind. Resolves to false where errors in it forbid that. */
export async function refreshOwnTable(
  own: OwnTable | null,
  type: MapType,
  tell: (text: string) => void,
): Promise<boolean> {
  if (own === null) return true;
  const findings = policyLanguage.checkText(own.document.text, { tableType: type }, { severities: {} });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    tell(t('{0} has errors, so its index stays as it is; check tells them', own.path));
    return false;
  }
  const release = await own.store.claim();
  try {
    if (await refreshIndex(own.store, own.bytes, type))
      tell(t('{0}: the index was behind, and was made anew', own.path));
  } finally {
    await release();
  }
  return true;
}
