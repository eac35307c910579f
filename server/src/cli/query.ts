import { noConfig } from '../config/list-config';
import { assumedVersions } from '../language/postfix-versions';
import { queryJson } from '../report/query-json';
import { queryText } from '../report/query-text';
import { folderOf } from '../site/file-places';
import { openPolicyMaps, policyMaps } from '../site/policy-maps';
import { query as ask } from '../site/query';
import { trimSpace } from '../text/ascii';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { type CliIo, exitCode } from './io';
import type { queryOptions } from './query-options';
import { readClient } from './site-client';
import { readSiteFiles } from './site-files';
import { settleVersions } from './stated-versions';
import { tellFailure } from './tell-failure';
import { UsageError } from './usage-error';

/** `query`: tells which policy applies to each next-hop, by main.cf and the tables that it names. */
export const query: RunCommand<typeof queryOptions> = async ({ options, operands }, io) => {
  const nextHops = await readOperands(operands, io);
  const path = options['main-cf'] ?? `${options.root ?? ''}/etc/postfix/main.cf`;
  const { root, service } = options;
  const versionsOf = await settleVersions(options['postfix-version'], [], io);
  const versions = versionsOf(noConfig) ?? assumedVersions;
  const client = await readClient({ mainCf: path, root, service, versions }, io).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    tellFailure('query', path, error, io);
    return null;
  });
  if (client === null) return exitCode.failure;
  const place = { folder: folderOf(path), root };
  const references = policyMaps(client);
  if (references === null) throw new UsageError(t('{0}: main.cf alone does not tell the tables', path));
  const tables = openPolicyMaps(client, await readSiteFiles('query', references, place, io));
  const answers = nextHops.map((nextHop) => ask(client, tables, nextHop));
  io.stdout.write(options.format === 'json' ? queryJson(answers) : answers.map(queryText).join(''));
  return exitCode.ok;
};

/** The next-hops as given, since each spelling is another key; `-` stands for a list on standard input, one a line. */
async function readOperands(operands: readonly string[], io: CliIo): Promise<readonly string[]> {
  if (operands.length === 0)
    throw new UsageError(t('name the next-hops to look up, or - for a list on standard input'));
  if (operands.filter((operand) => operand === '-').length > 1) {
    throw new UsageError(t('standard input can be read only once'));
  }
  const found: string[] = [];
  for (const operand of operands) {
    if (operand !== '-') found.push(operand);
    else found.push(...linesOf(decodeText(await io.readStdin()).text));
  }
  return found;
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map(trimSpace)
    .filter((line) => line !== '' && !line.startsWith('#'));
}
