import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../language/finding';
import type { CheckOptions } from '../language/language';
import { assumedVersions } from '../language/postfix-versions';
import type { ParsedDocument } from '../language/rule';
import { languageOfFile } from '../languages/languages';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { parsePolicy } from '../policy/parse';
import type { SitePlace } from '../site/file-places';
import { lookAtSite } from '../site/look-at-site';
import { policyMaps } from '../site/policy-maps';
import { routingTables } from '../site/routes';
import { clientsOf, parametersAt } from '../site/site';
import { openSite, type Site, type SiteFile, withInnerTables } from '../site/whole-site';
import { decodeText } from '../text/decode';
import type { Inputs } from './input';
import type { CliIo } from './io';
import { readSiteFiles } from './site-files';

export interface SiteMeans {
  readonly inputs: Pick<Inputs, 'paths' | 'checkOptions'>;
  /** Severities that come before those of a configuration. */
  readonly severities: CheckOptions['severities'];
  /** What stands before absolute paths; null for none. */
  readonly root: string | null;
  readonly io: Pick<CliIo, 'readFile' | 'lookAtFile' | 'stderr'>;
}

/** What a file's site adds to the check of the file alone, and takes away. */
export interface InSite {
  readonly findings: Finding[];
  /** Null where nobody knows more of the file. */
  readonly of: { readonly site: Site /** The file's, as the site names it. */; readonly path: string } | null;
}

/** What only shows when the files that are checked are read with the main.cf in their folder, by the path of the file. */
export async function siteFindings(means: SiteMeans): Promise<ReadonlyMap<string, InSite>> {
  const { paths } = means.inputs;
  const found = new Map<string, InSite>();
  const nameOf = (path: string): string | undefined => paths.find((each) => join(each) === join(path));
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    const { site, findings } = (await checkIn(folder, means)) ?? { site: null, findings: [] };
    for (const path of site === null ? [] : pathsIn(site)) {
      const name = nameOf(path);
      if (site !== null && name !== undefined) found.set(name, { findings: [], of: { site, path } });
    }
    for (const { path, ...finding } of findings) {
      const name = nameOf(path);
      if (name === undefined) continue;
      const known = found.get(name) ?? { findings: [], of: null };
      known.findings.push(finding);
      found.set(name, known);
    }
  }
  return found;
}

/** The main.cf and the policy tables that lie in files. */
function pathsIn({ mainCf, clients }: Site): readonly string[] {
  const tables = clients.flatMap(({ tables }) => withInnerTables(tables));
  return [mainCf.path, ...tables.flatMap(({ file }) => file?.path ?? [])];
}

async function checkIn(folder: string, { inputs, severities, root, io }: SiteMeans) {
  const mainCf = await read(join(folder, 'main.cf'), parseMainCf, io);
  if (mainCf === null) return null;
  const masterCf = await read(join(folder, 'master.cf'), parseMasterCf, io);
  const place: SitePlace = { folder, root };
  const options = inputs.checkOptions(mainCf.path);
  const clients = clientsOf(mainCf.document, masterCf?.document ?? null, assumedVersions, place);
  const references = [
    ...clients.flatMap((client) => policyMaps(client) ?? []),
    ...routingTables(parametersAt(mainCf.document, place, assumedVersions)),
  ];
  // Whoever asks for a table alone does not ask whether this main.cf is to list it.
  const isAsked = inputs.paths.some((path) => join(path) === mainCf.path);
  const isBeside = (path: string): boolean => dirname(path) === folder && languageOfFile(path)?.name === 'policy';
  const beside = isAsked ? inputs.paths.filter(isBeside) : [];
  const site = openSite(
    {
      place,
      mainCf,
      masterCf,
      // Of a table that can't be read the check of the table itself tells, or a finding.
      files: await readSiteFiles(null, references, place, io),
      beside: (await Promise.all(beside.map((path) => read(path, parsePolicy, io)))).filter((each) => each !== null),
    },
    options,
  );
  const standing = { folder: resolve(folder), root: root === null ? null : resolve(root) };
  const findings = await lookAtSite(site, standing, io.lookAtFile, {
    ...options,
    severities: { ...options.severities, ...severities },
  });
  return { site, findings };
}

/** Null where it can't be read: whoever asked for another file need not be told. */
async function read<Document extends ParsedDocument>(
  path: string,
  parse: (text: string) => Document,
  io: Pick<CliIo, 'readFile'>,
): Promise<SiteFile<Document> | null> {
  try {
    return { path, document: parse(decodeText(await io.readFile(path)).text) };
  } catch {
    return null;
  }
}
