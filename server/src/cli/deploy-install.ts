import { createHash } from 'node:crypto';
import { expectedAnswers, firstDifference } from '../deploy/answers';
import { type DeployState, emptyState, type InstalledList, listInForce, readState, writeState } from '../deploy/state';
import { parsePolicyLazily } from '../policy/parse-lazily';
import type { MapStore } from '../system/map-store';
import type { MapType } from '../system/map-type';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';

/** What lies in the place of a table. */
export interface PresentMap {
  /** Null: there is none. */
  readonly bytes: Uint8Array | null;
  readonly state: DeployState;
  /** Null where this program did not put it there, or somebody has changed it since. */
  readonly list: InstalledList | null;
  /** Whether the index answers as the text says, and no killed run leaves that open. */
  readonly isCurrent: boolean;
  /** A run put the text there and was killed before its end. */
  readonly isUnfinished: boolean;
}

export async function lookAtMap(store: MapStore, type: MapType): Promise<PresentMap> {
  await store.check();
  const bytes = await store.text();
  const text = await store.state();
  const state = text === null ? emptyState : readState(text);
  if (state === null) {
    throw new Error(t('{0} is no state of this program; move it away to begin anew', `${store.folder}/state.json`));
  }
  const digest = bytes === null ? null : digestOf(bytes);
  const isUnfinished = digest !== null && state.pending?.digest === digest;
  return {
    bytes,
    state,
    list: listInForce(state, digest),
    isCurrent: bytes !== null && !isUnfinished && (await isCurrent(store, bytes, type)),
    isUnfinished,
  };
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function isCurrent(store: MapStore, bytes: Uint8Array, type: MapType): Promise<boolean> {
  const expected = answersOf(bytes, type);
  const actual = await store.ask([...expected.keys()]);
  return actual !== null && firstDifference(expected, actual) === null;
}

function answersOf(bytes: Uint8Array, type: MapType): ReadonlyMap<string, string> {
  return expectedAnswers(parsePolicyLazily(decodeText(bytes).text, { tableType: type }));
}

/**
 * Puts a text in force, so that at any instant all of the old table or all of the new one answers, whatever ends the run. What
 * postmap(1) made of the text is asked before. Resolves to the warnings of postmap(1).
 */
export async function putInForce(
  store: MapStore,
  present: PresentMap,
  bytes: Uint8Array,
  list: InstalledList,
  type: MapType,
): Promise<readonly string[]> {
  const isSame = present.bytes !== null && Buffer.from(bytes).equals(present.bytes);
  const { state } = present;
  const built = await store.build(bytes);
  try {
    const expected = answersOf(bytes, type);
    const wrong = firstDifference(expected, await built.ask([...expected.keys()]));
    if (wrong !== null) {
      throw new Error(
        t('postmap made another table of the list: {0} is "{1}" there', wrong.key, wrong.actual ?? t('missing')),
      );
    }
    // The copy of a run that was killed in between is the one to go back to.
    if (!isSame && !present.isUnfinished) await store.keepCopy();
    await store.writeState(writeState({ ...state, pending: list }));
    await store.install(built, isSame ? 'index' : 'text and index');
  } catch (error) {
    await built.discard();
    throw error;
  }
  return built.warnings;
}

/** Says that all is done. */
export async function finish(store: MapStore, list: InstalledList): Promise<void> {
  await store.writeState(writeState({ version: 1, installed: list, pending: null }));
}

/** Makes the index of a table anew that its text is ahead of. Resolves to whether it was. */
export async function refreshIndex(store: MapStore, bytes: Uint8Array, type: MapType): Promise<boolean> {
  await store.check();
  if (await isCurrent(store, bytes, type)) return false;
  const built = await store.build(bytes);
  try {
    await store.install(built, 'index');
  } catch (error) {
    await built.discard();
    throw error;
  }
  return true;
}
