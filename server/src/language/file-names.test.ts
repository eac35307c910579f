import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarks, writeMarks } from '../../../test/unit/marked-text';
import { fileNamesIn } from './file-names';

const expand = (text: string): string | null =>
  text.includes('$unknown') ? null : text.replace(/\$\{?config_directory\}?/g, '/etc/postfix');

describe('the paths in a value', () => {
  it.each<[string, readonly string[]]>([
    ['«/etc/ssl/ca.pem»', ['/etc/ssl/ca.pem']],
    ['«hash:/etc/postfix/a», «texthash:/b»,«proxy:pcre:/c»', ['/etc/postfix/a', '/b', '/c']],
    ['«hash:$config_directory/a» «hash:${config_directory}/b»', ['/etc/postfix/a', '/etc/postfix/b']],
    ['inline:{a=b}, hash:$unknown/a', []],
    ['10.0.0.0/8, !«/etc/postfix/networks»', ['/etc/postfix/networks']],
    ['check_client_access «cidr:/etc/postfix/clients», permit', ['/etc/postfix/clients']],
    ['socketmap:unix:/run/x:y inet:localhost:25 unix:/var/run/z', []],
    ['pipemap:{«hash:/a»,«hash:/b»}', ['/a', '/b']],
    ['yes', []],
    ['$config_directory', []],
  ])('%s', (marked, paths) => {
    const { text } = readMarks(marked.replaceAll('!«', '«!'));
    const found = fileNamesIn(text, (each) => (each === '$config_directory' ? null : expand(each)));
    expect(found.map(({ path }) => path)).toEqual(paths);
    expect(
      writeMarks(
        text,
        found.map(({ span }) => span),
      ),
    ).toBe(marked.replaceAll('!«', '«!'));
  });

  it('lie within any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', '$', '{', '}', 'hash:', 'a', ',', ' ', '!') }), (value) => {
        for (const { path, span } of fileNamesIn(value, (text) => text)) {
          expect(path.startsWith('/')).toBe(true);
          expect(value.slice(span.start, span.end).endsWith(path)).toBe(true);
        }
      }),
    );
  });
});
