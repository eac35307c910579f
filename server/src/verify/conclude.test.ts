import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conclude, concludeEarly, maxLooks } from './conclude';
import { driftFrom } from './drift';
import type { Look } from './look';
import type { VerifyOutcome } from './outcome';
import { verifyOutcomes } from './outcome';

/** `untested!` may pass. */
function look(word: string): Look {
  const outcome = word.replace('!', '') as VerifyOutcome;
  return { outcome, mayPass: word.endsWith('!') } as Look;
}

function told(words: string, twice = false, end = conclude): string {
  const found = end(words.split(' ').map(look), { twice });
  return found === null ? 'again' : [found.outcome, found.looks, ...found.notes.map(({ id }) => id)].join(' ');
}

describe('the looks at an entry', () => {
  it.each([
    ['holds', 'holds 1'],
    ['upgradable', 'upgradable 1'],
    ['fails', 'again'],
    ['weaker', 'again'],
    ['fails fails', 'fails 2'],
    ['fails weaker', 'weaker 2'],
    ['fails holds', 'holds 2 unsteady'],
    ['fails untested', 'again'],
    ['fails untested untested', 'untested 3 unconfirmed'],
    ['fails untested fails', 'fails 3'],
    ['fails untested holds', 'holds 3 unsteady'],
    ['untested', 'untested 1'],
    ['untested!', 'again'],
    ['untested! untested!', 'untested 2'],
    ['untested! holds', 'holds 2'],
    ['untested! fails', 'again'],
    ['untested! fails fails', 'fails 3'],
    ['untested! fails untested!', 'untested 3 unconfirmed'],
    // What comes after the end changes nothing.
    ['holds fails fails', 'holds 1'],
  ])('%s: %s', (looks, expected) => {
    expect(told(looks)).toBe(expected);
  });

  it.each([
    ['holds', 'again'],
    ['holds holds', 'holds 2'],
    ['holds fails', 'again'],
    ['holds fails fails', 'fails 3'],
    ['holds fails holds', 'holds 3 unsteady'],
    ['fails holds', 'holds 2 unsteady'],
  ])('twice, %s: %s', (looks, expected) => {
    expect(told(looks, true)).toBe(expected);
  });

  it.each([
    ['fails', 'untested 1 unconfirmed'],
    ['untested! weaker', 'untested 2 unconfirmed'],
    ['untested!', 'untested 1'],
    ['holds', 'holds 1'],
  ])('of a run that ended early, %s: %s', (looks, expected) => {
    expect(told(looks, false, concludeEarly)).toBe(expected);
  });

  const anyLooks = fc.array(
    fc
      .record({ outcome: fc.constantFrom(...verifyOutcomes), mayPass: fc.boolean() })
      .map((each) => each as unknown as Look),
    { minLength: maxLooks, maxLength: maxLooks },
  );

  it('come to an end after so many, and call nothing bad that was seen once', () => {
    fc.assert(
      fc.property(anyLooks, fc.boolean(), (looks, twice) => {
        const found = conclude(looks, { twice });
        expect(found).not.toBeNull();
        const bad = looks.slice(0, found?.looks).filter(({ outcome }) => outcome === 'fails' || outcome === 'weaker');
        if (found?.outcome === 'fails' || found?.outcome === 'weaker') expect(bad.length).toBe(2);
      }),
    );
  });
});

describe('drift', () => {
  it.each([
    [null, 'fails', null],
    ['holds', 'holds', null],
    ['holds', 'fails', 'newly-failing'],
    ['weaker', 'fails', 'newly-failing'],
    ['holds', 'weaker', 'newly-weaker'],
    ['fails', 'weaker', null],
    ['fails', 'holds', 'recovered'],
    ['weaker', 'upgradable', 'recovered'],
    ['holds', 'upgradable', 'newly-upgradable'],
    ['upgradable', 'holds', null],
    ['untested', 'fails', null],
    ['holds', 'untested', null],
  ] as const)('from %s to %s is %s', (before, now, expected) => {
    expect(driftFrom(before, now)).toBe(expected);
  });
});
