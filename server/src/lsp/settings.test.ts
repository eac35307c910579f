import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListConfig, noConfig } from '../config/list-config';
import { readDocumentSettings, readProbeSettings } from './settings';

describe('document settings', () => {
  const unset = {
    rules: {},
    tableType: null,
    postfixVersions: null,
    consumers: null,
    align: false,
    continuation: 'keep',
    profile: 'dnssec',
    minimumLevel: null,
    allowFingerprint: false,
    preferDaneOnly: false,
    alwaysComment: false,
    noProbe: [],
    certificateDays: null,
    candidateDays: null,
    tableTypeFrom: 'content',
    namedIn: null,
    namedInside: false,
    mainCf: null,
    postfixVersionsFrom: null,
    asksInstalled: false,
  };

  it.each([
    [undefined, unset],
    [null, unset],
    [[], unset],
    [{ tableType: 'auto' }, unset],
    [
      { tableType: 'pcre', profile: 'any' },
      { ...unset, tableType: 'pcre', tableTypeFrom: 'setting', profile: 'any' },
    ],
    [{ tableType: 'ldap' }, unset],
    [{ profile: 'site' }, { ...unset, profile: 'site' }],
    [
      { minimumLevel: 'dane', allowFingerprint: true },
      { ...unset, minimumLevel: 'dane', allowFingerprint: true },
    ],
    [{ minimumLevel: 'may', allowFingerprint: 'yes' }, unset],
    [
      { preferDaneOnly: true, alwaysComment: true },
      { ...unset, preferDaneOnly: true, alwaysComment: true },
    ],
    [{ preferDaneOnly: 'yes', alwaysComment: 1 }, unset],
    [
      { postfixVersion: '3.5-3.11' },
      { ...unset, postfixVersions: { from: '3.5', to: '3.11', stated: true }, postfixVersionsFrom: 'setting' },
    ],
    [{ postfixVersion: ' installed ' }, { ...unset, postfixVersionsFrom: 'setting', asksInstalled: true }],
    [{ postfixVersion: 'new' }, unset],
    [{ postfixVersion: 3.7 }, unset],
    [{ format: { align: true } }, { ...unset, align: true }],
    [{ format: { align: 'yes' } }, unset],
    [{ format: { continuation: 'join' } }, { ...unset, continuation: 'join' }],
    [{ format: { continuation: 'fold' } }, unset],
    [{ format: true }, unset],
    [{ rules: { a: 'off', b: 'error', c: 'fatal', d: 1 } }, { ...unset, rules: { a: 'off', b: 'error' } }],
    [{ rules: ['off'] }, unset],
  ])('of %j', (section, settings) => {
    expect(readDocumentSettings(section, noConfig)).toEqual(settings);
  });

  const config: Omit<ListConfig, 'review'> = {
    rules: { a: 'off', b: 'hint' },
    tableType: 'pcre',
    postfixVersions: { from: '3.7', to: '3.7', stated: true },
    asksInstalled: false,
    consumers: 'any',
    noProbe: ['quiet.example'],
    certificateDays: 30,
    candidateDays: 7,
  };
  const inherited = {
    ...config,
    tableTypeFrom: 'configuration',
    namedIn: null,
    namedInside: false,
    mainCf: null,
    postfixVersionsFrom: 'configuration',
    align: false,
    continuation: 'keep',
    profile: config.consumers,
    minimumLevel: null,
    allowFingerprint: false,
    preferDaneOnly: false,
    alwaysComment: false,
  };

  it.each([
    [undefined, inherited],
    [{ rules: {}, tableType: 'auto', profile: 'auto' }, inherited],
    [{ rules: { a: 'error' } }, { ...inherited, rules: { a: 'error', b: 'hint' } }],
    [{ rules: { a: 'fatal' } }, inherited],
    [
      { postfixVersion: '3.9-' },
      { ...inherited, postfixVersions: { from: '3.9', to: null, stated: true }, postfixVersionsFrom: 'setting' },
    ],
    [{ postfixVersion: '' }, inherited],
    [
      { postfixVersion: 'installed' },
      { ...inherited, postfixVersions: null, postfixVersionsFrom: 'setting', asksInstalled: true },
    ],
    [{ tableType: 'hash' }, { ...inherited, tableType: 'hash', tableTypeFrom: 'setting' }],
    [{ profile: 'dnssec' }, { ...inherited, profile: 'dnssec' }],
  ])('of %j come before the configuration of the list', (section, settings) => {
    expect(readDocumentSettings(section, { ...config, review: {} })).toEqual(settings);
  });

  it('come behind the main.cf that names the table', () => {
    const named = { type: 'texthash', mainCf: '/etc/postfix/main.cf', isInside: false } as const;
    const settings = readDocumentSettings({ tableType: 'pcre' }, { ...config, review: {} }, named);
    expect(settings).toMatchObject({ tableType: 'texthash', tableTypeFrom: 'main-cf', namedIn: named.mainCf });
  });

  it('never fail, whatever an editor sends', () => {
    fc.assert(
      fc.property(fc.anything(), (section) => {
        expect(['dnssec', 'any', 'site']).toContain(readDocumentSettings(section, noConfig).profile);
        expect(typeof readProbeSettings(section).route).toBe('string');
      }),
    );
  });
});
