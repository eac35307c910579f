import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { formatPolicyValue } from '../policy/entry';
import { t } from '../text/translate';
import { announce } from './announce';
import { verifySamples } from './conclude-samples';
import type { ServerContext } from './context';
import { policyNow, targetWithKey } from './entries';
import { cancelled, probeEntry, refuse } from './probe-entry';
import type { Probed } from './probed';
import { describeVerification } from './verify-messages';
import type { VerifyResult } from './verify-request';

/** Handles `postfixTlsPolicy.server.verify`: tells what an entry is worth, and edits nothing. */
export async function runVerifyCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progress: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<VerifyResult> {
  return probeEntry<VerifyResult>(context, args, progress, token, {
    title: ({ nextHop }) => t('Verifying the entry of {0}', nextHop),
    objection: ({ key, entry }) => (entry.value.value === null ? noValue(key) : null),
    conclude: tellWorth,
    concludeSamples: verifySamples,
  });
}

/** The document may have changed meanwhile: what is judged is what stands there now. */
async function tellWorth(context: ServerContext, { uri, target, evidence, terms }: Probed): Promise<VerifyResult> {
  const { advise, verifyEntry, renderReport } = await context.runtime.loadProbing();
  const settings = await context.configuration.ofDocument(uri);
  const model = policyNow(context, uri, settings);
  if (!model) return cancelled(target);
  const current = targetWithKey(model, target.key, target.occurrence);
  if (!current) return refuse(context, t('{0} is no longer in the document.', target.key));
  const { value } = current.entry.value;
  if (value === null) return refuse(context, noValue(target.key));

  const { nextHop } = target;
  const { sender, options } = terms;
  const advice = advise(evidence, sender, options);
  const lineOf = (each: typeof value) => `${current.key} ${formatPolicyValue(each)}`;
  const entry = lineOf(value);
  const verification = verifyEntry(value, evidence, advice, sender);
  const report = {
    uri: context.reports.add(nextHop, renderReport(evidence, advice, { entry, verification })),
    nextHop,
  };
  const better = verification.better && lineOf(verification.better.replacement.value);
  const message = describeVerification(entry, verification, better);
  return announce(context, { outcome: verification.outcome, entry, better, message }, report);
}

function noValue(key: string): string {
  return t('{0} has no value that Postfix accepts, so there is nothing to verify.', key);
}
