import { describe, expect, it } from 'vitest';
import { findMainCf } from './find-main-cf';
import { placeOf } from './site-place';

/** What each main.cf of a world names. */
type World = Readonly<Record<string, readonly string[]>>;

const find = (path: string, world: World, set: string | null = null): Promise<string | null> =>
  findMainCf(path, set, {
    names: (mainCf, file) => Promise.resolve(world[mainCf]?.includes(file) ?? null),
    inWorkspace: () => Promise.resolve(Object.keys(world).filter((each) => each.startsWith('/srv/'))),
  });

describe('the main.cf of a file', () => {
  it.each<[string, string, World, string | null]>([
    ['is itself', '/a/main.cf', {}, '/a/main.cf'],
    ['is itself where it is a template', '/a/main.cf.j2', {}, '/a/main.cf.j2'],
    ['lies beside master.cf', '/a/master.cf', { '/a/main.cf': [] }, '/a/main.cf'],
    ['is none for a master.cf alone', '/a/master.cf', { '/main.cf': [] }, null],
    ['lies beside the table that it names', '/a/tls', { '/a/main.cf': ['/a/tls'] }, '/a/main.cf'],
    ['lies beside a table that nobody names', '/a/tls', { '/a/main.cf': [] }, '/a/main.cf'],
    ['lies above', '/a/maps/b/tls', { '/a/main.cf': ['/a/maps/b/tls'] }, '/a/main.cf'],
    ['is none above that does not name it', '/a/maps/tls', { '/a/main.cf': [] }, null],
    [
      'is the one that names it, and not the one beside it',
      '/srv/maps/tls',
      { '/srv/maps/main.cf': [], '/srv/etc/postfix/main.cf': ['/srv/maps/tls'] },
      '/srv/etc/postfix/main.cf',
    ],
    [
      'is the nearest of several sites of a workspace',
      '/srv/mx2/tls',
      { '/srv/mx1/etc/main.cf': ['/srv/mx2/tls'], '/srv/mx2/etc/main.cf': ['/srv/mx2/tls'] },
      '/srv/mx2/etc/main.cf',
    ],
    ['is none where there is none', '/tls', {}, null],
  ])('%s', async (_, path, world, expected) => {
    expect(await find(path, world)).toBe(expected);
  });

  it('is what a setting names, if there is such a file', async () => {
    const world = { '/a/main.cf': ['/a/tls'], '/b/main.cf': [] };
    expect(await find('/a/tls', world, '/b/main.cf')).toBe('/b/main.cf');
    expect(await find('/a/tls', world, '/c/main.cf')).toBe('/a/main.cf');
  });
});

it.each([
  ['/etc/postfix/main.cf', '/etc/postfix', null],
  ['/srv/mx1/etc/postfix/main.cf', '/srv/mx1/etc/postfix', '/srv/mx1'],
  ['/srv/mx1/postfix/main.cf', '/srv/mx1/postfix', null],
  ['/main.cf', '', null],
])('%s lies in %s, below the root %s', (path, folder, root) => {
  expect(placeOf(path)).toEqual({ folder, root });
});
