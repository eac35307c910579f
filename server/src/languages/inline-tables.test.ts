import { describe, expect, it } from 'vitest';
import { parseVersions } from '../language/postfix-versions';
import { chunkedText } from '../text/chunked-text';
import { assistanceOf } from './assistants';
import { languageNamed } from './languages';

/** A text with `▮` at the place that is asked about. */
function at(name: string, marked: string) {
  const language = languageNamed(name);
  const assistance = language && assistanceOf(language);
  if (!assistance) throw new Error(`${name} has no assistance`);
  const offset = marked.indexOf('▮');
  const text = marked.replace('▮', '');
  return { text, offset, document: language.parse(text), assistance };
}

function hovered(name: string, marked: string): string | null {
  const { text, offset, document, assistance } = at(name, marked);
  const hover = assistance.hover(document, offset);
  return hover && `${text.slice(hover.span.start, hover.span.end)}: ${hover.markdown.split('\n')[0]}`;
}

function offered(name: string, marked: string, postfix?: string): readonly string[] {
  const { text, offset, document, assistance } = at(name, marked);
  const versions = postfix === undefined ? undefined : (parseVersions(postfix) ?? undefined);
  return assistance
    .complete(document, { text: chunkedText(text), offset }, versions)
    .map(({ span, newText }) => `${text.slice(span.start, span.end)}>${newText}`);
}

describe('hover in a table that stands in main.cf or master.cf', () => {
  it.each<[string, string, string]>([
    ['main-cf', 'smtp_tls_policy_maps = inline:{a.ex▮ample=secure}\n', 'a.example: Serves the next-hop `a.example`'],
    ['main-cf', 'smtp_tls_policy_maps = inline:{{a.example = sec▮ure match=.b.example}}\n', 'secure: **`secure`**'],
    [
      'main-cf',
      'smtp_tls_policy_maps =\n  inline:{\n    {a.example =\n# note\n  secure ma▮tch=.b.example}\n  }\n',
      'match: **`match=`**',
    ],
    [
      'main-cf',
      'smtp_tls_policy_maps = inline:{{a.example = secure match=.b.ex▮ample:c.example}}\n',
      '.b.example: `.b.example`',
    ],
    ['main-cf', 'smtp_tls_policy_maps = static:{sec▮ure match=.b.example}\n', 'secure: **`secure`**'],
    ['main-cf', 'lmtp_tls_policy_maps = static:enc▮rypt\n', 'encrypt: **`encrypt`**'],
    ['main-cf', 'own = static:enc▮rypt\nsmtp_tls_policy_maps = $own\n', 'encrypt: **`encrypt`**'],
    ['main-cf', 'smtp_tls_policy_maps = randmap:{may, enc▮rypt}\n', 'encrypt: **`encrypt`**'],
    ['main-cf', 'smtp_tls_policy_maps = unionmap:{hash:/x, inline:{a.example=enc▮rypt}}\n', 'encrypt: **`encrypt`**'],
    ['main-cf', 'smtp_tls_policy_maps = pipemap:{inline:{a.ex▮ample=x}, inline:{x=may}}\n', ''],
    ['main-cf', 'smtp_tls_policy_maps = pipemap:{inline:{a.example=x}, inline:{x=ma▮y}}\n', 'may: **`may`**'],
    [
      'master-cf',
      'own unix - - y - - smtp\n  -o smtp_tls_policy_maps=inline:{a.example=enc▮rypt}\n',
      'encrypt: **`encrypt`**',
    ],
    [
      'master-cf',
      'own unix - - y - - lmtp\n  -o { lmtp_tls_policy_maps = inline:{ {a.example = secure serv▮ername=hostname} } }\n',
      'servername: **`servername=`**',
    ],
  ])('%s: %s', (name, marked, expected) => {
    expect(hovered(name, marked) ?? '').toContain(expected);
  });

  it('tells which other entries of the table matter', () => {
    const { document, offset, assistance } = at(
      'main-cf',
      'smtp_tls_policy_maps = inline:{b.a.ex▮ample=secure, .a.example=dane, B.A.example=may}\n',
    );
    const markdown = assistance.hover(document, offset)?.markdown;
    expect(markdown).toContain('`.a.example`: `dane`');
    // What is told of two equal keys in files is not so here.
    expect(markdown).not.toContain('texthash');
  });

  it('is that of the parameter around it elsewhere', () => {
    expect(hovered('main-cf', 'smtp_tls_po▮licy_maps = static:may\n')).toContain('smtp_tls_policy_maps: ');
    expect(hovered('main-cf', '# static:ma▮y\nsmtp_tls_policy_maps = static:may\n')).toBeNull();
    expect(hovered('main-cf', 'relay_domains = static:ma▮y\n')).toBeNull();
  });
});

describe('completion in a table that stands in main.cf or master.cf', () => {
  it.each<[string, string, readonly string[]]>([
    ['main-cf', 'smtp_tls_policy_maps = inline:{a.example=▮}\n', ['>secure', '>dane']],
    ['main-cf', 'smtp_tls_policy_maps = inline:{a.example=se▮}\n', ['se>secure']],
    ['main-cf', 'smtp_tls_policy_maps=static:▮\n', ['>secure']],
    ['main-cf', 'smtp_tls_policy_maps = static:{▮}\n', ['>secure']],
    ['main-cf', 'smtp_tls_policy_maps = inline:{{a.example = secure ▮}}\n', ['>match=', '>servername=']],
    ['main-cf', 'smtp_tls_policy_maps = inline:{{a.example = secure ma▮\n', ['ma>match=']],
    ['main-cf', 'smtp_tls_policy_maps = inline:{{a.example = secure match=.b.example:next▮}}\n', ['next>nexthop']],
    ['main-cf', 'smtp_tls_policy_maps = inline:{{a.example = secure\n  # note\n  protocols=▮}}\n', ['>>=TLSv1.2']],
    [
      'main-cf',
      'smtp_tls_policy_maps = inline:{{a.example = secure match=.m.example}, {b.example = secure match=▮}}\n',
      ['>.m.example'],
    ],
    ['main-cf', 'smtp_tls_policy_maps = unionmap:{static:may, inline:{{a.example = may ▮}}}\n', ['>ciphers=']],
    ['master-cf', 'own unix - - y - - smtp\n  -o { smtp_tls_policy_maps = inline:{ {a.example = ▮} } }\n', ['>secure']],
  ])('%s: %s', (name, marked, expected) => {
    expect(offered(name, marked)).toEqual(expect.arrayContaining([...expected]));
  });

  it.each<[string]>([
    ['smtp_tls_policy_maps = inline:{{a.example = secure} ▮}\n'],
    ['smtp_tls_policy_maps = inline:{{a.example = secure}, ▮}\n'],
    ['smtp_tls_policy_maps = inline:{a.ex▮ample = secure}\n'],
    ['smtp_tls_policy_maps = pipemap:{inline:{a.example=▮}, inline:{x=may}}\n'],
    ['smtp_tls_policy_maps = inline:{{a.example = secure\n  # no▮te\n  }}\n'],
  ])('offers no level or attribute in %s', (marked) => {
    expect(offered('main-cf', marked).filter((each) => /match=|>secure|>ciphers/.test(each))).toEqual([]);
  });

  it('leaves out what the Postfix that reads the file does not have', () => {
    const marked = 'smtp_tls_policy_maps = inline:{{a.example = encrypt ▮}}\n';
    expect(offered('main-cf', marked, '3.9')).toContain('>enable_rpk=');
    expect(offered('main-cf', marked, '3.8')).not.toContain('>enable_rpk=');
  });
});
