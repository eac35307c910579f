import type { Scenario } from '../scenario';
import { daneBaseDomains } from './dane-base-domains';
import { daneInsecure } from './dane-insecure';
import { daneMatches } from './dane-matches';
import { daneMismatches } from './dane-mismatches';
import { daneUnused } from './dane-unused';

/** Where DANE holds, and where it does not although TLSA records exist. */
export const daneScenarios: readonly Scenario[] = [
  ...daneMatches,
  ...daneBaseDomains,
  ...daneMismatches,
  ...daneUnused,
  ...daneInsecure,
];
