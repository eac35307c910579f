import { join } from 'node:path';
import { assumedVersions } from '../language/postfix-versions';
import { languageOfFile } from '../languages/languages';
import { parseMainCf } from '../maincf/parse';
import { allTables, withInner } from '../maincf/table-reference';
import { parseMasterCf } from '../mastercf/parse';
import { isTableType } from '../postfix/table-types';
import { placesOf } from '../site/file-places';
import { policyMaps } from '../site/policy-maps';
import { clientsOf, parametersAt } from '../site/site';
import { decodeText } from '../text/decode';
import type { CliIo } from './io';

/** A file of a folder with a main.cf, and what is known of it whatever its name. */
export interface SiteInput {
  readonly path: string;
  readonly language: 'policy' | 'main-cf' | 'master-cf';
  /** By what main.cf or master.cf names the table; null for other files. */
  readonly tableType: string | null;
}

/**
 * What a folder such as /etc/postfix holds to be worked on: its main.cf, its master.cf, the files of the policy tables that
 * they name, and those beside them that have the name of one, each once. What is compiled is left out, and so are copies that
 * an editor or a package leaves behind. Null for what is no folder with a main.cf.
 */
export async function siteInputs(
  folder: string,
  root: string | null,
  io: Pick<CliIo, 'readFile' | 'namesOfFiles'>,
): Promise<readonly SiteInput[] | null> {
  const mainPath = join(folder, 'main.cf');
  const main = await read(mainPath, io);
  if (main === null) return null;
  const masterPath = join(folder, 'master.cf');
  const master = await read(masterPath, io);
  const found: SiteInput[] = [{ path: mainPath, language: 'main-cf', tableType: null }];
  if (master !== null) found.push({ path: masterPath, language: 'master-cf', tableType: null });
  const mainCf = parseMainCf(main);
  const place = { folder, root };
  const clients = clientsOf(mainCf, master === null ? null : parseMasterCf(master), assumedVersions, place);
  const { value } = parametersAt(mainCf, place, assumedVersions);
  const lists = ['smtp_tls_policy_maps', 'lmtp_tls_policy_maps'].map((name) => value(name).expanded ?? '');
  for (const { type, name } of [
    ...lists.flatMap(allTables),
    ...clients.flatMap((client) => (policyMaps(client) ?? []).flatMap(withInner)),
  ]) {
    const [likely] = placesOf(name, place);
    if (type === null || !isTableType(type) || likely === undefined) continue;
    const path = join(likely);
    if (found.some((each) => each.path === path)) continue;
    found.push({ path, language: 'policy', tableType: type });
  }
  for (const name of await io.namesOfFiles(folder)) {
    const path = join(folder, name);
    if (languageOfFile(name)?.name !== 'policy' || isNoText.test(name)) continue;
    if (!found.some((each) => each.path === path)) found.push({ path, language: 'policy', tableType: null });
  }
  return found;
}

const isNoText = /\.(?:db|lmdb|cdb|dir|pag|bak|old|orig|rej|sw[op]|dpkg-\w+|rpm(?:new|save|orig)|ucf-\w+)$|~$/;

async function read(path: string, io: Pick<CliIo, 'readFile'>): Promise<string | null> {
  try {
    return decodeText(await io.readFile(path)).text;
  } catch {
    return null;
  }
}
