import { section } from '../names';

/** What a person asks for. */
export const reviewCommands = {
  review: `${section}.review`,
  diff: `${section}.reviewDiff`,
  probeAll: `${section}.reviewProbe`,
  copy: `${section}.reviewCopy`,
  close: `${section}.reviewClose`,
  apply: `${section}.reviewThread.apply`,
  evidence: `${section}.reviewThread.evidence`,
  probe: `${section}.reviewThread.probe`,
  accept: `${section}.reviewThread.accept`,
} as const;

/** The comment controller, as the conditions in package.json name it. */
export const reviewController = `${section}.review`;

/** True while there is a review. */
export const reviewOpenKey = `${section}.reviewOpen`;
