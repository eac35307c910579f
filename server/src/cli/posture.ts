import { noConfig } from '../config/list-config';
import { assumedVersions } from '../language/postfix-versions';
import { postureJson } from '../report/posture-json';
import { postureMarkdown } from '../report/posture-markdown';
import { postureText } from '../report/posture-text';
import { postureOf } from '../site/posture/posture-of';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { exitCode } from './io';
import type { postureOptions } from './posture-options';
import { readSite } from './read-site';
import { settleVersions } from './stated-versions';
import { UsageError } from './usage-error';

const reporters = { text: postureText, markdown: postureMarkdown, json: postureJson };

/** `posture`: tells what the mail of a site is protected against, by main.cf, master.cf and the tables that they name. */
export const posture: RunCommand<typeof postureOptions> = async ({ options, operands }, io) => {
  if (operands.length > 0) throw new UsageError(t('posture takes no operands; name the file by --main-cf'));
  const { root, format } = options;
  const path = options['main-cf'] ?? `${root ?? ''}/etc/postfix/main.cf`;
  const versionsOf = await settleVersions(options['postfix-version'], [], io);
  const postfixVersions = versionsOf(noConfig) ?? assumedVersions;
  const site = await readSite('posture', { mainCf: path, root, postfixVersions }, io);
  if (site === null) return exitCode.failure;
  io.stdout.write(reporters[format]({ mainCf: path, posture: postureOf(site) }));
  return exitCode.ok;
};
