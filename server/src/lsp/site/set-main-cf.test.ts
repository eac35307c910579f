import { expect, it } from 'vitest';
import { setMainCf } from './set-main-cf';

const folders = {
  present: () => Promise.resolve(['/work', '/work/inner']),
  lately: () => Promise.resolve(['/work', '/work/inner']),
};

it.each<[string, unknown, string | null]>([
  ['file:///work/tls_policy', '/srv/main.cf', '/srv/main.cf'],
  ['file:///work/tls_policy', ' etc/main.cf ', '/work/etc/main.cf'],
  ['file:///work/inner/a/tls_policy', '../main.cf', '/work/main.cf'],
  ['file:///elsewhere/tls_policy', 'main.cf', '/elsewhere/main.cf'],
  ['file:///work/tls_policy', '', null],
  ['file:///work/tls_policy', undefined, null],
  ['file:///work/tls_policy', 7, null],
  ['untitled:Untitled-1', 'main.cf', null],
])('of %s the setting %j means %s', async (uri, setting, expected) => {
  expect(await setMainCf(uri, setting, folders)).toBe(expected);
});
