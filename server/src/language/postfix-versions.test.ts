import { describe, expect, it } from 'vitest';
import { compareVersions, describeVersions, isTooOldFor, parseVersions } from './postfix-versions';

const stated = (from: string, to: string | null) => ({ from, to, stated: true });

describe('Postfix releases', () => {
  it.each<[string, ReturnType<typeof stated> | null]>([
    ['3.7', stated('3.7', '3.7')],
    ['3.7.11', stated('3.7', '3.7')],
    ['3.5-3.11', stated('3.5', '3.11')],
    ['3.5.20-3.11.1', stated('3.5', '3.11')],
    ['3.9-', stated('3.9', null)],
    ['3.11-3.5', null],
    ['-3.5', null],
    ['3', null],
    ['3.x', null],
    ['', null],
    ['3.7 3.8', null],
    ['3.7.3.8.1', null],
    ['9999999999.1', null],
  ])('%j', (text, versions) => {
    expect(parseVersions(text)).toEqual(versions);
  });

  it('are compared as numbers, not as text', () => {
    const sorted = ['3.10', '2.11', '3.9', '4.0', '3.5'].sort(compareVersions);
    expect(sorted).toEqual(['2.11', '3.5', '3.9', '3.10', '4.0']);
  });

  it.each<[string, string, boolean]>([
    ['3.7', '3.10', true],
    ['3.9-3.11', '3.10', true],
    ['3.10-', '3.10', false],
    ['3.11', '3.10', false],
  ])('%s is too old for what %s brought: %s', (range, since, expected) => {
    const versions = parseVersions(range);
    expect(versions && isTooOldFor(versions, since)).toBe(expected);
  });

  it.each<[string, string]>([
    ['3.7', 'Postfix 3.7'],
    ['3.5-3.11', 'Postfix 3.5 to 3.11'],
    ['3.9-', 'Postfix 3.9 and newer'],
  ])('%s is told as %s', (range, text) => {
    const versions = parseVersions(range);
    expect(versions && describeVersions(versions)).toBe(text);
  });
});
