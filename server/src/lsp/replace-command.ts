import { t } from '../text/translate';
import type { ServerContext } from './context';
import { type ProbeTarget, policyNow } from './entries';
import { refuse, resolveTarget } from './probe-entry';
import { type ProbeRequest, type ProbeResult, readProbeRequest } from './probe-request';
import { recallReplacing } from './replacing';
import { asRecord } from './settings';
import { termsFor } from './terms';
import { writePlanned } from './write-planned';

/** The one argument of `postfixTlsPolicy.server.replace`. */
export interface ReplaceRequest extends ProbeRequest {
  /** The line as the advice told it; none but such a one is written. */
  readonly entry: string;
}

/**
 * Handles `postfixTlsPolicy.server.replace`: writes an entry that a probe of this session found to hold. Asks nobody on
 * the network; names from plain DNS are confirmed first, as at the probe itself.
 */
export async function runReplaceCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<ProbeResult> {
  const request = readProbeRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  const { entry } = asRecord(args?.[0]);
  if (typeof entry !== 'string') return refuse(context, 'the argument needs an "entry"');
  const target = await resolveTarget(context, request);
  if (typeof target === 'string') return refuse(context, target);
  const session = context.probes.open(request.uri, target.entry.key.folded);
  if (!session) return refuse(context, t('{0} is being probed right now.', target.nextHop));
  try {
    session.asking();
    return await replace(context, { ...request, entry }, target, session.signal);
  } finally {
    session.end();
  }
}

async function replace(
  context: ServerContext,
  { uri, entry }: ReplaceRequest,
  target: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { nextHop } = target;
  const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
  const replacing = policy && (await recallReplacing(context, uri, policy, target));
  if (replacing === null) return refuse(context, t('The last probe of {0} is too long ago; probe it again.', nextHop));
  const { choiceOf } = await context.runtime.loadProbing();
  const choice = choiceOf(entry, replacing.advice);
  if (choice === null) return refuse(context, t('The probe of {0} does not show that "{1}" holds.', nextHop, entry));
  return writePlanned(
    context,
    { uri, target, terms: await termsFor(context, uri), signal },
    {
      entry,
      reasons: choice.reasons,
      report: await replacing.report(),
      plan: (existing) => replacing.planFor(choice, existing),
    },
  );
}
