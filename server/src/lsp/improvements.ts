import type { CancellationToken } from 'vscode-languageserver/node';
import type { PolicyDocument } from '../policy/document';
import { formatPolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { EntryPlan } from '../verdict/plan';
import type { Replacement } from '../verdict/replacements';
import type { Improvement } from '../verify/conversation';
import { isStillJudged } from '../verify/judged-as';
import { type EntryName, entryId, type ToldEntry } from '../verify/told-entry';
import type { ServerContext } from './context';
import { type ProbeTarget, policyNow, targetWithKey } from './entries';
import { safely } from './safely';
import { asRecord } from './settings';
import { termsFor } from './terms';
import type { Planned } from './write-entry';

/** Our own request: the entries of an open table that could be stronger by what verification saw. */
export const improvementsRequest = 'postfixTlsPolicy/improvements';

/** Milliseconds after which what was seen is no ground for an edit any more. */
const longestAge = 7 * 86_400_000;

export function registerImprovements(context: ServerContext): void {
  context.connection.onRequest(improvementsRequest, (params: unknown, token: CancellationToken) =>
    safely(context.connection.console, 'listing improvements', [], token, async () => {
      const { uri } = asRecord(params);
      return typeof uri === 'string' ? (await improvementsOf(context, uri)).map(({ improvement }) => improvement) : [];
    }),
  );
}

/** An improvement, and how it is written into whatever stands there then. */
export interface PlannedImprovement {
  readonly improvement: Improvement;
  /** Where the entry begins. */
  readonly offset: number;
  /** Null where it can't be written any more. */
  readonly plan: (model: PolicyDocument) => Planned | null;
}

/** What could stand in the place of the entries that protect less than they say or could, as far as that was seen of late. */
export async function improvementsOf(context: ServerContext, uri: string): Promise<readonly PlannedImprovement[]> {
  const results = await context.verifying.results.of(uri);
  const found: PlannedImprovement[] = [];
  for (const told of results.values()) {
    const isWanted = told.outcome === 'weaker' || told.outcome === 'upgradable';
    const improvement = isWanted ? await improvementOf(context, uri, told) : null;
    if (improvement !== null) found.push(improvement);
  }
  return found.sort((left, right) => left.offset - right.offset);
}

/** The same of one entry; null where there is none. */
export async function improvementOf(
  context: ServerContext,
  uri: string,
  told: ToldEntry,
): Promise<PlannedImprovement | null> {
  const target = await targetOf(context, uri, told);
  const [nextHop, ...others] = told.nextHops;
  // Of several samples each has an advice of its own.
  if (target?.value == null || nextHop === undefined || others.length > 0) return null;
  const evidence = (await context.verifying.looks.recall(nextHop)).looks.at(-1);
  if (evidence === undefined || Date.now() - Date.parse(evidence.finishedAt) > longestAge) return null;
  const { advise, verifyEntry, planReplacement } = await context.runtime.loadProbing();
  const { sender, options } = await termsFor(context, uri);
  const advice = advise(evidence, sender, options);
  const { better } = verifyEntry(target.value, evidence, advice, sender);
  if (better === null) return null;
  const planFor = (current: ProbeTarget): EntryPlan =>
    planReplacement(current.value, better.replacement, evidence, sender);
  const plan = planFor(target);
  if (plan.kind === 'keep') return null;
  return {
    improvement: toImprovement(told, target, better.replacement, plan, evidence),
    offset: target.line.start,
    plan: (model) => {
      const current = targetWithKey(model, told.key, told.occurrence);
      if (current === null) return null;
      const now = planFor(current);
      const isSame = now.kind === 'write' && formatPolicyValue(now.value) === formatPolicyValue(plan.value);
      return isSame ? { target: current, value: now.value, comment: now.comment } : null;
    },
  };
}

/** The entry as it stands, where it is still what was judged. */
async function targetOf(context: ServerContext, uri: string, told: ToldEntry): Promise<ProbeTarget | null> {
  const { sender } = await termsFor(context, uri);
  const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
  const target = policy && targetWithKey(policy, told.key, told.occurrence);
  if (!target) return null;
  const { entry } = target;
  return isStillJudged(told, { value: entry.value.value, line: entry.line.text }, sender) ? target : null;
}

function toImprovement(
  { key, occurrence, words }: ToldEntry,
  target: ProbeTarget,
  { reasons }: Replacement,
  { value, confirm }: Extract<EntryPlan, { kind: 'write' }>,
  { finishedAt }: Evidence,
): Improvement {
  return {
    key,
    occurrence,
    before: `${target.key} ${target.value === null ? '' : formatPolicyValue(target.value)}`.trimEnd(),
    after: `${target.key} ${formatPolicyValue(value)}`,
    words,
    reason: reasons[0]?.text ?? '',
    confirm,
    seenAt: finishedAt,
  };
}

/** Whether an improvement is among those that a person chose, as it was shown. */
export function isChosen(chosen: readonly (EntryName & { readonly after: string })[]): (each: Improvement) => boolean {
  const lines = new Map(chosen.map((each) => [entryId(each), each.after]));
  return (each) => lines.get(entryId(each)) === each.after;
}
