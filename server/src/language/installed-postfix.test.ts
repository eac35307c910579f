import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstalledPostfixError, installedVersions, type PostconfAnswer } from './installed-postfix';

describe('the installed Postfix', () => {
  it.each([
    ['3.7.11\n', '3.7'],
    ['3.10.0', '3.10'],
    ['3.9-20230901\n', '3.9'],
    ['3.11.0-RC1\n', '3.11'],
    ['2.11.3\n', '2.11'],
  ])('%j is release %s', (output, release) => {
    expect(installedVersions({ output })).toEqual({ from: release, to: release, stated: true });
  });

  it.each<[PostconfAnswer, RegExp]>([
    [{ output: '' }, /tells "", which is no version/],
    [{ output: 'usage: postconf\n' }, /tells "usage: postconf", which is no version/],
    [{ output: '3.7.11\n3.8\n' }, /which is no version/],
    [{ output: '\u001b[31m3.7' }, /"\\u\{1b\}\[31m3\.7"/],
    [{ failure: 'absent', detail: '' }, /no postconf on this machine .* Write the version, such as 3\.7/],
    [{ failure: 'slow', detail: '' }, /in time\. Write the version/],
    [{ failure: 'failed', detail: 'fatal: \u0007' }, /fatal: \\u\{7\}\. Write the version/],
  ])('%j is refused, with what to do', (answer, message) => {
    expect(() => installedVersions(answer)).toThrow(InstalledPostfixError);
    expect(() => installedVersions(answer)).toThrow(message);
  });

  it('is a release or a message without control characters, whatever postconf writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (output) => {
        try {
          expect(installedVersions({ output }).from).toMatch(/^\d+\.\d+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(InstalledPostfixError);
          expect((error as Error).message).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});
