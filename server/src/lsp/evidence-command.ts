import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { OwnVerdict } from '../report/own-verdict';
import { t } from '../text/translate';
import { isStagedKey, stagedEntry } from '../verify/staged';
import { entryId } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import { refuse, resolveTarget } from './probe-entry';
import { type ProbeRequest, readProbeRequest } from './probe-request';
import { asRecord } from './settings';
import { showReport } from './show-document';
import { type Terms, termsFor } from './terms';

/** One document of evidence. */
export interface EvidenceDocument {
  /** The URI of the virtual document that holds the Markdown. */
  readonly uri: string;
  readonly markdown: string;
  /** When that was seen, as in evidence. */
  readonly seenAt: string;
}

/** What the command answers. */
export type EvidenceResult =
  | {
      readonly outcome: 'found';
      readonly nextHop: string;
      readonly document: EvidenceDocument;
      /** That of the run before; null without one. */
      readonly previous: EvidenceDocument | null;
      /** What was seen as data, for other programs. */
      readonly evidence: readonly Evidence[];
      readonly message: string;
    }
  | { readonly outcome: 'refused' | 'cancelled'; readonly message: string };

/** Handles `postfixTlsPolicy.server.evidence`. Asks nobody on the network. */
export async function runEvidenceCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<EvidenceResult> {
  const request = readProbeRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  const about = await resolveAbout(context, request);
  if (typeof about === 'string') return refuse(context, about);
  const { nextHop } = about;
  const { uri } = request;
  const { now, before } = await seenOf(context, uri, about);
  const [first] = now;
  if (first === undefined) {
    return refuse(context, t('{0} was neither probed nor verified; do one of them first.', nextHop));
  }
  const document = await documentOf(context, uri, about, [first, ...now.slice(1)]);
  const [earlier, ...others] = before;
  const previous = earlier === undefined ? null : await documentOf(context, uri, about, [earlier, ...others]);
  if (asRecord(args?.[0])['show'] === true) {
    const { connection, client, reports, runtime } = context;
    await showReport(connection, client, reports, runtime.writeTemporaryFile, { uri: document.uri, nextHop });
  }
  const message = t('{0}: seen at {1}', nextHop, document.seenAt);
  return { outcome: 'found', nextHop, document, previous, evidence: now, message };
}

/** An entry that evidence is asked for. */
interface About {
  readonly id: string;
  /** The key itself where it stands for many. */
  readonly nextHop: string;
  /** The key as written, and its value; null where Postfix takes none. */
  readonly key: string;
  readonly value: PolicyValue | null;
  /** Whether it has no next-hop of its own. */
  readonly bySamples: boolean;
}

/** One that waits in a comment has evidence, too. */
async function resolveAbout(context: ServerContext, request: ProbeRequest): Promise<About | string> {
  const { uri, key, occurrence = 0 } = request;
  if (key !== undefined && isStagedKey(key)) {
    const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
    const staged = policy && stagedEntry(policy, key, occurrence);
    if (staged === null) return t('This candidate is not there any more.');
    const { candidate, entry } = staged;
    const bySamples = candidate.entry.key.nextHop === null;
    return { id: entryId({ key, occurrence }), nextHop: entry.key, key: entry.key, value: entry.value, bySamples };
  }
  const target = await resolveTarget(context, request);
  if (typeof target === 'string') return target;
  const { entry, nextHop, bySamples } = target;
  const id = entryId({ key: entry.key.folded, occurrence: target.occurrence });
  return { id, nextHop, key: target.key, value: entry.value.value, bySamples };
}

/** The last look at each next-hop of an entry, and the last one of the run before. */
async function seenOf(
  { verifying, reports }: ServerContext,
  uri: string,
  { id, nextHop }: About,
): Promise<{ readonly now: readonly Evidence[]; readonly before: readonly Evidence[] }> {
  const told = (await verifying.results.of(uri)).get(id);
  const now: Evidence[] = [];
  const before: Evidence[] = [];
  for (const each of told?.nextHops ?? [nextHop]) {
    const { looks, previous } = await verifying.looks.recall(each);
    const kept = looks.at(-1) ?? null;
    const probed = reports.recall(each);
    const [last, earlier] = newest(kept, probed);
    if (last !== null) now.push(last);
    const compared = earlier ?? previous.at(-1) ?? null;
    if (compared !== null) before.push(compared);
  }
  return { now, before };
}

/** What was probed since the last run is newer than what the run saw. */
function newest(kept: Evidence | null, probed: Evidence | null): readonly [Evidence | null, Evidence | null] {
  if (kept === null || probed === null) return [probed ?? kept, null];
  return probed.finishedAt > kept.finishedAt ? [probed, kept] : [kept, null];
}

async function documentOf(
  context: ServerContext,
  uri: string,
  about: About,
  seen: readonly [Evidence, ...Evidence[]],
): Promise<EvidenceDocument> {
  const { advise, renderReports } = await context.runtime.loadProbing();
  const terms = await termsFor(context, uri);
  const results = seen.map((evidence) => ({ evidence, advice: advise(evidence, terms.sender, terms.options) }));
  const markdown = renderReports(results, await ownVerdictOf(context, about, seen, terms));
  return { uri: context.reports.add(about.nextHop, markdown), markdown, seenAt: seen[0].finishedAt };
}

/** What the entry as it stands is worth by what was seen; null where it has no value. */
async function ownVerdictOf(
  { runtime }: ServerContext,
  { key, value, bySamples }: About,
  seen: readonly [Evidence, ...Evidence[]],
  { sender, options }: Terms,
): Promise<OwnVerdict | null> {
  if (value === null) return null;
  const { advise, verifyEntry, verifyForSamples } = await runtime.loadProbing();
  const [first] = seen;
  const verification = bySamples
    ? verifyForSamples(key, value, seen, sender, options)
    : verifyEntry(value, first, advise(first, sender, options), sender);
  return { entry: `${key} ${formatPolicyValue(value)}`, verification };
}
