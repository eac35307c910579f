import { configurationChanges } from './configuration';
import { coverageChanges } from './coverage';
import { disguisedChanges } from './disguised';
import { entryChanges } from './entries';
import { fileChanges } from './files';
import type { MergeRequest } from './merge-request';
import { serviceChanges } from './services';
import { siteChanges } from './sites';

/** Merge requests of all kinds, with the verdicts of the maintainers of the list. */
export const mergeRequests: readonly MergeRequest[] = [
  ...entryChanges,
  ...coverageChanges,
  ...fileChanges,
  ...disguisedChanges,
  ...configurationChanges,
  ...serviceChanges,
  ...siteChanges,
];
