import type { Scenario } from '../scenario';
import { daneScenarios } from './dane';
import { dnsScenarios } from './dns';
import { mtaStsScenarios } from './mta-sts';
import { reachScenarios } from './reach';
import { secureScenarios } from './secure';
import { unauthenticatedScenarios } from './unauthenticated';

export { providers } from './providers';

/** Every scenario of the lab, in the order of a reader: what holds, what does not, what can't be told. */
export const scenarios: readonly Scenario[] = [
  ...daneScenarios,
  ...secureScenarios,
  ...mtaStsScenarios,
  ...unauthenticatedScenarios,
  ...dnsScenarios,
  ...reachScenarios,
];
