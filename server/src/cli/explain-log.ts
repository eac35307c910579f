import { type Asked, nextHopFor, policyAtFault } from '../explain-log/entry-at-fault';
import { createLogReader } from '../explain-log/explain-log';
import { assumedVersions } from '../language/postfix-versions';
import { readTable } from '../maincf/table-reference';
import { isTableType } from '../postfix/table-types';
import { explainLogJson } from '../report/explain-log-json';
import { explainLogText } from '../report/explain-log-text';
import { openTable } from '../site/table';
import { t } from '../text/translate';
import type { Arguments } from './arguments';
import type { RunCommand } from './command';
import type { explainLogOptions } from './explain-log-options';
import { type CliIo, exitCode } from './io';
import { readSite } from './read-site';
import { readSiteFiles } from './site-files';
import { tellFailure } from './tell-failure';
import { UsageError } from './usage-error';

type Options = Arguments<typeof explainLogOptions>['options'];

/** `explain-log`: tells what lines of a mail log mean, line by line as they come. */
export const explainLog: RunCommand<typeof explainLogOptions> = async ({ options, operands }, io) => {
  if (operands.length > 1) throw new UsageError(t('name one log, or - for standard input'));
  const asked = await whomToAsk(options, io);
  if (asked === 'failed') return exitCode.failure;
  const [path = '-'] = operands;
  const reader = createLogReader(
    asked === null || 'tables' in asked ? undefined : (mail, host) => nextHopFor(asked, mail, host),
  );
  try {
    for await (const line of io.readLines(path === '-' ? null : path)) {
      if (io.signal.aborted) return exitCode.failure;
      reader.add(line);
    }
  } catch (error) {
    tellFailure('explain-log', path === '-' ? 'standard input' : path, error, io);
    return exitCode.failure;
  }
  const report = {
    log: reader.result(),
    policyOf: (explanation: Parameters<typeof policyAtFault>[0]) => asked && policyAtFault(explanation, asked),
  };
  io.stdout.write(options.format === 'json' ? explainLogJson(report) : explainLogText(report));
  return exitCode.ok;
};

/** Null where nobody is to be asked. */
async function whomToAsk(options: Options, io: CliIo): Promise<Asked | null | 'failed'> {
  const { 'main-cf': mainCf, root, table } = options;
  if (table !== null) {
    const reference = readTable(table);
    if (reference.type === null || !isTableType(reference.type)) {
      throw new UsageError(t('--table needs a type and a file, as hash:/etc/postfix/tls_policy'));
    }
    if (mainCf !== null) throw new UsageError(t('give --main-cf or --table, and not both'));
    const files = await readSiteFiles('explain-log', [reference], { folder: '/etc/postfix', root }, io);
    return files.table(reference.name, reference.type) === null ? 'failed' : { tables: [openTable(reference, files)] };
  }
  const path = mainCf ?? (root === null ? null : `${root}/etc/postfix/main.cf`);
  if (path === null) return null;
  const choice = { mainCf: path, root, postfixVersions: assumedVersions };
  return (await readSite('explain-log', choice, io)) ?? 'failed';
}
