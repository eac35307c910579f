import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { OwnVerdict } from '../report/own-verdict';
import { t } from '../text/translate';
import { announce } from './announce';
import { writeAdvised } from './conclude';
import type { ServerContext } from './context';
import { policyNow, targetWithKey } from './entries';
import { cancelled, refuse } from './probe-entry';
import type { ProbeResult } from './probe-request';
import type { ProbedSamples } from './probed';
import type { Report } from './show-document';
import { describeVerification } from './verify-messages';
import type { VerifyResult } from './verify-request';

/** As `conclude`, for an entry that has to fit all samples. */
export async function concludeSamples(context: ServerContext, probed: ProbedSamples): Promise<ProbeResult> {
  const { target, samples, terms } = probed;
  const { adviseForSamples, planForSamples } = await context.runtime.loadProbing();
  const advice = adviseForSamples(target.key, samples, terms.sender, terms.options);
  const report = await reportOf(context, probed);
  return writeAdvised(context, probed, advice, report, (existing) =>
    planForSamples(existing, advice, samples, terms.sender),
  );
}

/** What the entry that stands there now is worth where it is worth least. */
export async function verifySamples(context: ServerContext, probed: ProbedSamples): Promise<VerifyResult> {
  const { uri, target, samples, terms } = probed;
  const { verifyForSamples } = await context.runtime.loadProbing();
  const model = policyNow(context, uri, await context.configuration.ofDocument(uri));
  if (!model) return cancelled(target);
  const value = targetWithKey(model, target.key, target.occurrence)?.entry.value.value ?? null;
  if (value === null)
    return refuse(context, t('{0} has no value that Postfix accepts, so there is nothing to verify.', target.key));
  const verification = verifyForSamples(target.key, value, samples, terms.sender, terms.options);
  const lineOf = (each: PolicyValue) => `${target.key} ${formatPolicyValue(each)}`;
  const report = await reportOf(context, probed, { entry: lineOf(value), verification });
  const better = verification.better && lineOf(verification.better.replacement.value);
  const message = describeVerification(lineOf(value), verification, better);
  return announce(context, { outcome: verification.outcome, entry: lineOf(value), better, message }, report);
}

function reportOf(
  context: ServerContext,
  { target: { key }, samples, terms }: ProbedSamples,
  own: OwnVerdict | null = null,
): Promise<Report> {
  return addSamplesReport(context, { key, samples, terms, own });
}

/** What was seen at each sample of a key, as one report, below what the entry that stands there is worth. */
export async function addSamplesReport(
  context: ServerContext,
  {
    key,
    samples,
    terms,
    own,
  }: Pick<ProbedSamples, 'samples' | 'terms'> & { readonly key: string; readonly own?: OwnVerdict | null },
): Promise<Report> {
  const { advise, renderReports } = await context.runtime.loadProbing();
  const seen = samples.map((evidence) => ({ evidence, advice: advise(evidence, terms.sender, terms.options) }));
  return { uri: context.reports.add(key, renderReports(seen, own)), nextHop: key };
}
