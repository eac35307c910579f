import { noConfig } from '../config/list-config';
import { assumedVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { postureJson } from '../report/posture-json';
import { postureMarkdown } from '../report/posture-markdown';
import { postureText } from '../report/posture-text';
import { folderOf } from '../site/file-places';
import { policyMaps } from '../site/policy-maps';
import { postureOf } from '../site/posture/posture-of';
import { clientsOf } from '../site/site';
import { openSite } from '../site/whole-site';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { exitCode } from './io';
import type { postureOptions } from './posture-options';
import { readSiteFiles } from './site-files';
import { settleVersions } from './stated-versions';
import { tellFailure } from './tell-failure';
import { UsageError } from './usage-error';

const reporters = { text: postureText, markdown: postureMarkdown, json: postureJson };

/** `posture`: tells what the mail of a site is protected against, by main.cf, master.cf and the tables that they name. */
export const posture: RunCommand<typeof postureOptions> = async ({ options, operands }, io) => {
  if (operands.length > 0) throw new UsageError(t('posture takes no operands; name the file by --main-cf'));
  const { root, format } = options;
  const path = options['main-cf'] ?? `${root ?? ''}/etc/postfix/main.cf`;
  const versionsOf = await settleVersions(options['postfix-version'], [], io);
  const read = async (name: string): Promise<string> => decodeText(await io.readFile(name)).text;
  const mainText = await read(path).catch((error: unknown) => {
    tellFailure('posture', path, error, io);
    return null;
  });
  if (mainText === null) return exitCode.failure;
  const place = { folder: folderOf(path), root };
  const masterPath = `${place.folder === '' ? '.' : place.folder}/master.cf`;
  // Without a master.cf the services are those of every Postfix.
  const masterText = await read(masterPath).catch(() => null);
  const mainCf = { path, document: parseMainCf(mainText) };
  const masterCf = masterText === null ? null : { path: masterPath, document: parseMasterCf(masterText) };
  const postfixVersions = versionsOf(noConfig) ?? assumedVersions;
  const references = clientsOf(mainCf.document, masterCf?.document ?? null, postfixVersions, place).flatMap(
    (client) => policyMaps(client) ?? [],
  );
  const files = await readSiteFiles('posture', references, place, io);
  const site = openSite({ place, mainCf, masterCf, files, beside: [] }, { postfixVersions });
  io.stdout.write(reporters[format]({ mainCf: path, posture: postureOf(site) }));
  return exitCode.ok;
};
