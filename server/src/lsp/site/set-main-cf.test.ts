import { expect, it } from 'vitest';
import { setMainCf } from './set-main-cf';

const folders = {
  present: () => Promise.resolve(['/workspace', '/workspace/inner']),
  lately: () => Promise.resolve(['/workspace', '/workspace/inner']),
};

it.each<[string, unknown, string | null]>([
  ['file:///workspace/tls_policy', '/srv/main.cf', '/srv/main.cf'],
  ['file:///workspace/tls_policy', ' etc/main.cf ', '/workspace/etc/main.cf'],
  ['file:///workspace/inner/a/tls_policy', '../main.cf', '/workspace/main.cf'],
  ['file:///elsewhere/tls_policy', 'main.cf', '/elsewhere/main.cf'],
  ['file:///workspace/tls_policy', '', null],
  ['file:///workspace/tls_policy', undefined, null],
  ['file:///workspace/tls_policy', 7, null],
  ['untitled:Untitled-1', 'main.cf', null],
])('of %s the setting %j means %s', async (uri, setting, expected) => {
  expect(await setMainCf(uri, setting, folders)).toBe(expected);
});
