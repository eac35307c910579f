import { expect, it } from 'vitest';
import { nameInMainCf } from './name-in-main-cf';
import { placeOf } from './site-place';

const listed = {
  reference: 'lmdb:/etc/postfix/a',
  type: 'lmdb',
  name: '/etc/postfix/a',
  path: '/x/a',
  isInside: false,
  document: null,
} as const;

it.each<[string, string, string | null]>([
  ['/etc/postfix/main.cf', '/etc/postfix/b', 'lmdb:/etc/postfix/b'],
  ['/etc/postfix/main.cf', '/srv/b', 'lmdb:/srv/b'],
  ['/workspace/mx/etc/postfix/main.cf', '/workspace/mx/srv/b', 'lmdb:/srv/b'],
  ['/workspace/mx/etc/postfix/main.cf', '/workspace/other/b', null],
  ['/workspace/mx/main.cf', '/workspace/mx/maps/b', 'lmdb:/etc/postfix/maps/b'],
  ['/workspace/mx/main.cf', '/workspace/b', null],
  ['/x/main.cf', '/x/a', null],
  ['/x/main.cf', '/x/a b', null],
])('by %s the table %s is %s', (mainCf, path, expected) => {
  const site = { tables: [listed], place: placeOf(mainCf) };
  expect(nameInMainCf(site, new URL(`file://${path}`).href, null, false)).toBe(expected);
});

it('by the type that is known, or that patterns have', () => {
  const site = { tables: [listed], place: placeOf('/etc/postfix/main.cf') };
  expect(nameInMainCf(site, 'file:///etc/postfix/b', 'cdb', false)).toBe('cdb:/etc/postfix/b');
  expect(nameInMainCf(site, 'file:///etc/postfix/b', null, true)).toBe('regexp:/etc/postfix/b');
});
