import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../editor/paths';
import { readmeForPackage } from './readme';

describe('the README of the package', () => {
  test.each([
    ['a picture is left out', 'Above.\n\n![The menu](docs/a.png)\n\nBelow.\n', 'Above.\n\nBelow.\n'],
    [
      'so is the line that announces it',
      'Above.\n\nThe menu:\n\n![The menu](docs/a.png)\n\nBelow.\n',
      'Above.\n\nBelow.\n',
    ],
    ['a link to a file is its text', 'see [the rules](docs/rules/).', 'see the rules.'],
    ['code in the text stays code', '[`examples/`](examples/)', '`examples/`'],
    ['a web address stays', '[Postfix](https://www.postfix.org/)', '[Postfix](https://www.postfix.org/)'],
    ['a place on the page stays', '[below](#develop)', '[below](#develop)'],
    ['two on one line', '[a](a.md) [b](b)', 'a b'],
  ])('%s', (_, text, expected) => {
    expect(readmeForPackage(text)).toBe(expected);
  });

  test('points to nothing that an installed extension lacks', () => {
    const packed = readmeForPackage(readFileSync(join(root, 'README.md'), 'utf8'));
    const targets = [...packed.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');
    expect(targets.filter((target) => !/^(https:|#)/.test(target))).toEqual([]);
    expect(packed).not.toContain('![');
  });
});
