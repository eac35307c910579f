import { lookUp } from '../dns/resolve';
import { respond } from '../dns/server';
import { buildTree, type ZoneSource } from '../dns/tree';
import { createPki } from '../pki';
import type { DnsFault, Infrastructure } from '../scenario';
import { providers, scenarios } from '../scenarios';
import { buildWorld } from '../world';
import { dnssecZones } from './dnssec-zones';
import { createTruth, type DnsTruth } from './truth';

/** The lab's DNS in memory: a query in, a reply out, and what a validator has to make of it. */
export interface DnssecLab {
  readonly trustAnchor: string;
  readonly zones: readonly ZoneSource[];
  /** Null where the resolver stays silent. */
  readonly respond: (query: Uint8Array, faults?: readonly DnsFault[]) => Buffer | null;
  readonly truth: (name: string, type: string) => DnsTruth;
}

export async function startDnssecLab(
  parts: readonly Infrastructure[] = [providers, ...scenarios, dnssecZones],
): Promise<DnssecLab> {
  const now = new Date();
  const { zones } = await buildWorld(parts, await createPki(now));
  const tree = await buildTree(zones, now);
  return {
    trustAnchor: tree.trustAnchor,
    zones,
    respond: (query, faults = []) => respond(Buffer.from(query), (question) => lookUp(tree, faults, question), 'tcp'),
    truth: createTruth(zones),
  };
}
