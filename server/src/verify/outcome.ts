/**
 * What became of an entry. `holds`: mail goes out as it says, and no better entry is known. `upgradable`: it holds, and a
 * stronger one would hold too. `weaker`: mail goes out protected less than the entry says. `fails`: mail is deferred or
 * bounced. `untested`: could not be tested, which is neither good nor bad.
 */
export type VerifyOutcome = 'holds' | 'upgradable' | 'untested' | 'weaker' | 'fails';

/** The gravest first, as a threshold counts them. */
export const verifyOutcomes = ['fails', 'weaker', 'untested', 'upgradable', 'holds'] as const satisfies readonly [
  VerifyOutcome,
  ...VerifyOutcome[],
];

/** Whether mail suffers from it, or its protection. */
export function isBad(outcome: VerifyOutcome): boolean {
  return outcome === 'fails' || outcome === 'weaker';
}
