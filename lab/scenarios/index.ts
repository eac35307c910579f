import type { Scenario } from '../scenario';
import { certificateScenarios } from './certificates';
import { daneScenarios } from './dane';
import { daneLookupScenarios } from './dane-lookups';
import { daneRecordScenarios } from './dane-records';
import { dnsScenarios } from './dns';
import { mtaStsScenarios } from './mta-sts';
import { nextHopScenarios } from './next-hops';
import { reachScenarios } from './reach';
import { secureScenarios } from './secure';
import { severalHostsScenarios } from './several-hosts';
import { unauthenticatedScenarios } from './unauthenticated';

export { providers } from './providers';

/** Every scenario of the lab, in the order of a reader: what holds, what does not, what can't be told. */
export const scenarios: readonly Scenario[] = [
  ...daneScenarios,
  ...daneRecordScenarios,
  ...daneLookupScenarios,
  ...secureScenarios,
  ...certificateScenarios,
  ...nextHopScenarios,
  ...severalHostsScenarios,
  ...mtaStsScenarios,
  ...unauthenticatedScenarios,
  ...dnsScenarios,
  ...reachScenarios,
];
