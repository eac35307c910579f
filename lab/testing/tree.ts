/** The DNS of the whole list without any server, for the tests of the signer. */
import { buildTree, type DnsTree } from '../dns/tree';
import { createPki } from '../pki';
import type { Infrastructure } from '../scenario';
import { providers, scenarios } from '../scenarios';
import { buildWorld } from '../world';

export async function testTree(parts: readonly Infrastructure[] = [providers, ...scenarios]): Promise<DnsTree> {
  const now = new Date();
  const world = await buildWorld(parts, await createPki(now));
  return buildTree(world.zones, now);
}
