import { join } from 'node:path';
import { findOverrides } from '../deploy/overrides';
import { type Plan, planDeploy } from '../deploy/plan';
import { staleNote } from '../deploy/stale';
import type { InstalledList } from '../deploy/state';
import { parsePolicyLazily } from '../policy/parse-lazily';
import { visible, wholeText } from '../report/escape';
import { SignatureError } from '../system/git-signature';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { digestOf, finish, lookAtMap, type PresentMap, putInForce } from './deploy-install';
import { type DeployJob, openJob } from './deploy-job';
import { defaultMaxLoss, defaults, type deployOptions } from './deploy-options';
import { type OwnTable, readOwnTable, refreshOwnTable } from './deploy-own-table';
import { lookAtSite } from './deploy-site';
import { type ReadList, readList } from './deploy-source';
import { overridesText, planText, siteText, summaryOf } from './deploy-text';
import { type CliIo, exitCode } from './io';
import type { OptionValues } from './option';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

type Options = OptionValues<typeof deployOptions>;

/**
 * `deploy`: puts a list in force on a mail server, or leaves the one in force where the new one is refused or anything fails.
 * Quiet where nothing changes, as cron wants it.
 */
export const deploy: RunCommand<typeof deployOptions> = async ({ options, operands }, io) => {
  const job = await openJob(operands, options, io);
  try {
    if (options['dry-run']) return await job.means.inScratchFolder((folder) => rehearse(job, folder, options, io));
    const release = await job.store.claim();
    try {
      return await perform(job, options, io);
    } finally {
      await release();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    tell(reasonOf(error), io);
    return exitCode.failure;
  }
};

/** What is known before anything is changed. */
interface Outlook {
  readonly present: PresentMap;
  readonly list: ReadList;
  readonly text: string;
  readonly plan: Plan;
}

async function rehearse(job: DeployJob, folder: string, options: Options, io: CliIo): Promise<number> {
  const own = await readOwnTable(job, options.overrides, io);
  const outlook = await lookAhead(job, folder, options, io);
  if (outlook === null) return exitCode.findings;
  await tellOutlook(job, outlook, own, io);
  const { plan } = outlook;
  tellRefusals(plan, io);
  if (plan.refusals.length === 0) tell(t('would be put in force: {0}', summaryOf(plan)), io);
  return plan.refusals.length === 0 ? exitCode.ok : exitCode.findings;
}

async function perform(job: DeployJob, options: Options, io: CliIo): Promise<number> {
  const own = await readOwnTable(job, options.overrides, io);
  // First, since it is how a site helps itself while the list is wrong, or nobody can fetch it.
  const ownCode = own === null ? exitCode.ok : await refreshOwnTable(own, (text) => tell(text, io));
  const outlook = await lookAhead(job, join(job.store.folder, 'repository.git'), options, io);
  const refused = Math.max(exitCode.findings, ownCode);
  if (outlook === null) return refused;
  const { present, list, plan } = outlook;
  const isNew = present.bytes === null || !Buffer.from(list.bytes).equals(present.bytes);
  if (isNew || plan.refusals.length > 0) await tellOutlook(job, outlook, own, io);
  if (plan.refusals.length > 0) {
    tellRefusals(plan, io);
    tellAge(present.list, false, options, io);
    return refused;
  }
  const now = new Date().toISOString();
  const next: InstalledList = {
    digest: digestOf(list.bytes),
    origin: list.origin,
    installedAt: isNew ? now : (present.list?.installedAt ?? now),
    confirmedAt: now,
  };
  if (isNew || !present.isCurrent) {
    const warnings = await putInForce(job.store, present, list.bytes, next, job.type);
    for (const warning of warnings) tell(t('postmap warns: {0}', warning), io);
    const signed = list.signature === null ? '' : `; ${list.signature}`;
    tell(isNew ? `${t('in force: {0}', summaryOf(plan))}${signed}` : mended(job), io);
  }
  await reloadIfNeeded(job, isNew || present.isUnfinished, options, io);
  await finish(job.store, next);
  tellAge(next, true, options, io);
  return ownCode;
}

function mended({ type }: DeployJob): string {
  if (type === 'texthash') return t('the run before did not come to its end, and this one did');
  return t('the index was behind, and was made anew');
}

/** Reads the list and compares it; null where it has not the signature that is asked for. */
async function lookAhead(job: DeployJob, folder: string, options: Options, io: CliIo): Promise<Outlook | null> {
  const { store, type, means, config } = job;
  const present = await lookAtMap(store, type);
  const origin = present.list?.origin ?? present.state.installed?.origin;
  const commit = origin?.kind === 'git' ? origin.commit : null;
  try {
    const list = await readList(job.source, { folder, installed: commit, signal: job.signal }, options, means, io);
    const { text } = decodeText(list.bytes);
    const before = present.bytes === null ? null : decodeText(present.bytes).text;
    const plan = planDeploy(
      before,
      { text, relation: list.relation },
      { ...config, tableType: type },
      {
        maxLoss: options['allow-loss'] ? 100 : (options['max-loss'] ?? defaultMaxLoss),
        allowErrors: options['allow-errors'],
        allowOlder: options['allow-older'],
      },
    );
    return { present, list, text, plan };
  } catch (error) {
    tellAge(present.list, false, options, io);
    if (!(error instanceof SignatureError)) throw error;
    tell(t('Refused: {0}', error.message), io);
    return null;
  }
}

async function tellOutlook(
  job: DeployJob,
  { list, text, plan }: Outlook,
  own: OwnTable | null,
  io: CliIo,
): Promise<void> {
  io.stdout.write(planText(plan, list.origin.path, text));
  const isInFront = own !== null && job.site?.isInFront(own.path, job.map) !== false;
  if (isInFront) {
    const shared = parsePolicyLazily(text, { tableType: job.type });
    io.stdout.write(overridesText(findOverrides(own.document, shared)));
  }
  if (job.site === null) return;
  if (own !== null && !isInFront) {
    tell(
      t('{0} does not name {1} in front of {2}, so its entries override nothing', job.site.path, own.path, job.map),
      io,
    );
  }
  const { reports, warnings } = await lookAtSite(job.site, job.map, job.type, text, io);
  for (const warning of warnings) tell(warning, io);
  for (const report of reports) io.stdout.write(siteText(report));
}

async function reloadIfNeeded(job: DeployJob, isChanged: boolean, { reload }: Options, io: CliIo): Promise<void> {
  // Of the other types Postfix sees by itself that another file has the name.
  if (!isChanged || job.type !== 'texthash') return;
  if (reload) await job.postfix.reload();
  else tell(t('Postfix reads a texthash table anew at its next reload; add --reload'), io);
}

function tellRefusals({ refusals }: Plan, io: CliIo): void {
  for (const refusal of refusals) tell(t('Refused: {0}', refusal), io);
}

function tellAge(list: InstalledList | null, isConfirmed: boolean, options: Options, io: CliIo): void {
  const maxAge = options['stale-after'] ?? defaults.staleAfter;
  const note = list === null ? null : staleNote(list, new Date(), maxAge, isConfirmed);
  if (note !== null) tell(note, io);
}

function tell(text: string, io: CliIo): void {
  io.stderr.write(`postfix-tls-policy deploy: ${visible(text, wholeText)}\n`);
}
