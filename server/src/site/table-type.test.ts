import { expect, it } from 'vitest';
import { parseMainCf } from '../maincf/parse';
import { namedTable } from './table-type';

it.each<[string, string, string, string | null]>([
  ['hash:/etc/postfix/tls_policy', '/etc/postfix', '/etc/postfix/tls_policy', 'hash'],
  ['proxy:texthash:/etc/postfix/tls_policy', '/etc/postfix', '/etc/postfix/tls_policy', 'texthash'],
  ['inline:{ a=may }, pcre:/etc/postfix/patterns', '/etc/postfix', '/etc/postfix/patterns', 'pcre'],
  ['$tables', '/etc/postfix', '/etc/postfix/tls_policy', 'lmdb'],
  ['hash:/etc/postfix/tls_policy', '/home/me/site/etc/postfix', '/home/me/site/etc/postfix/tls_policy', 'hash'],
  ['hash:/etc/postfix/tls/policy', 'copy', 'copy/tls/policy', 'hash'],
  ['hash:/etc/postfix/tls_policy', '.', './tls_policy', 'hash'],
  ['hash:$config_directory/tls_policy', '/etc/postfix', '/etc/postfix/tls_policy', 'hash'],
  ['hash:$config_directory/tls_policy', '/usr/local/etc/postfix', '/usr/local/etc/postfix/tls_policy', 'hash'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Postfix's.
  ['hash:${config_directory}/tls_policy', '/home/me/copy/', '/home/me/copy/tls_policy', 'hash'],
  ['hash:$config_directory/tls_policy', 'copy', 'copy/tls_policy', 'hash'],
  ['hash:$config_directory/tls_policy', '', './tls_policy', 'hash'],
  ['hash:/srv/tls_policy', '/etc/postfix', '/srv/tls_policy', 'hash'],
  ['hash:/etc/postfix/tls_policy', '/etc/postfix', '/etc/postfix/other', null],
  ['hash:/etc/postfix/tls_policy', '/home/me', '/etc/postfix/tls_policy', null],
  ['socketmap:unix:/x:y', '/etc/postfix', '/x', null],
])('%s of %s names %s as %s', (maps, folder, path, type) => {
  const mainCf = parseMainCf(`tables = lmdb:/etc/postfix/tls_policy\nsmtp_tls_policy_maps = ${maps}\n`);
  expect(namedTable(mainCf, path, { folder, root: null })?.type ?? null).toBe(type);
});
