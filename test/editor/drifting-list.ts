import { driftList } from '../../lab/drift';
import type { Settings } from './editor-folder';

/** The list that is verified in editors while the world drifts away from it. */
export const driftingList = driftList(500, 60);

/** Settings of a machine whose internet is the world before the drift, and after it. */
export interface DriftSettings {
  readonly before: Settings;
  readonly after: Settings;
}
