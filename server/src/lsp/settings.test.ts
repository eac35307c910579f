import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocumentSettings, readProbeSettings } from './settings';

describe('document settings', () => {
  const unset = { rules: {}, tableType: null, profile: 'dnssec' };

  it.each([
    [undefined, unset],
    [null, unset],
    [[], unset],
    [{ tableType: 'auto' }, unset],
    [
      { tableType: 'pcre', profile: 'any' },
      { ...unset, tableType: 'pcre', profile: 'any' },
    ],
    [{ profile: 'site' }, unset],
    [{ rules: { a: 'off', b: 'error', c: 'fatal', d: 1 } }, { ...unset, rules: { a: 'off', b: 'error' } }],
    [{ rules: ['off'] }, unset],
  ])('of %j', (section, settings) => {
    expect(readDocumentSettings(section)).toEqual(settings);
  });

  it('never fail, whatever an editor sends', () => {
    fc.assert(
      fc.property(fc.anything(), (section) => {
        expect(['dnssec', 'any']).toContain(readDocumentSettings(section).profile);
        expect(typeof readProbeSettings(section).route).toBe('string');
      }),
    );
  });
});
