import { describe, expect, it } from 'vitest';
import { inlineRuleIds, serviceRuleIds, siteRuleIds } from '../language/site-rule-ids';
import { mainCfLanguage } from '../maincf/language';
import { applyEdits } from '../text/span';
import { checkExampleSite, parseExampleSite } from './example-site';
import { entryRules } from './inline-entries';
import { siteRules } from './rules';
import { serviceRules } from './service-settings';

const hidden = `==> main.cf <==
smtp_tls_policy_maps =
  static:may,
  hash:/etc/postfix/tls_policy
`;

/** Each finding: its file, the text that it is about, and its rule. */
function found(text: string, severities = {}): readonly string[] {
  return checkExampleSite(parseExampleSite(text), { severities }).map(
    ({ path, rule, severity, span }) => `${path} ${text.slice(span.start, span.end)} ${severity} ${rule}`,
  );
}

describe('the findings about a site', () => {
  it('are placed in the words of a file, over several lines, too', () => {
    expect(found(hidden)).toEqual(['/etc/postfix/main.cf static:may error hidden-table']);
  });

  it('are placed in the parameter that a list takes as a whole, else at the value that comes to the table', () => {
    const text = '==> main.cf <==\nmine = static:may hash:/etc/postfix/x\nsmtp_tls_policy_maps = LIST\n';
    const expected = ['/etc/postfix/main.cf static:may error hidden-table'];
    for (const list of ['$mine', '${mine}', '$(mine)']) expect(found(text.replace('LIST', list))).toEqual(expected);
    const built = '==> main.cf <==\nlevel = may\nsmtp_tls_policy_maps = static:$level hash:/etc/postfix/x\n';
    expect(found(built)).toEqual(['/etc/postfix/main.cf static:$level hash:/etc/postfix/x error hidden-table']);
  });

  it('are placed in master.cf where a service has a list of its own', () => {
    const text = `==> main.cf <==
==> master.cf <==
other unix - - n - - smtp -o syslog_name=static:may
  -o { smtp_tls_policy_maps = static:may hash:/etc/postfix/x }
`;
    expect(found(text)).toEqual(['/etc/postfix/master.cf static:may error hidden-table']);
    const { span } = checkExampleSite(parseExampleSite(text), { severities: {} })[0] ?? { span: { start: 0 } };
    expect(span.start).toBe(text.lastIndexOf('static:may'));
  });

  it('are told once where several services read the list', () => {
    const masterCf = '==> master.cf <==\nsmtp unix - - n - - smtp\nrelay unix - - n - - smtp\n';
    expect(found(hidden + masterCf)).toEqual(['/etc/postfix/main.cf static:may error hidden-table']);
  });

  it('have the severity that is configured', () => {
    expect(found(hidden, { 'hidden-table': 'hint' })).toEqual(['/etc/postfix/main.cf static:may hint hidden-table']);
    expect(found(hidden, { 'hidden-table': 'off' })).toEqual([]);
  });

  it('are silenced by a comment in their file, of which the file alone does not complain', () => {
    const comment = '# tls-policy-lint: disable-next-line hidden-table -- ticket 4711\n';
    expect(found(hidden.replace('smtp', `${comment}smtp`))).toEqual([]);
    expect(mainCfLanguage.check(mainCfLanguage.parse(`${comment}myhostname = a.example\n`))).toEqual([]);
  });

  const comment = (rule: string) => `# tls-policy-lint: disable-next-line ${rule} -- ticket 4711\n`;
  const masterCf = '==> master.cf <==\nsmtp unix - - n - - smtp\n';
  const table = '==> tls_policy <==\nexample.org encrypt\n';
  const listing = 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n';

  it.each([
    [
      'in main.cf',
      `==> main.cf <==\n${comment('hidden-table')}${listing}${table}${masterCf}`,
      ['main.cf hidden-table'],
    ],
    [
      'in a table',
      `==> main.cf <==\n${listing}${masterCf}${table.replace('example', `${comment('key-in-two-tables')}example`)}`,
      ['tls_policy key-in-two-tables'],
    ],
    [
      'of a rule about tables in main.cf',
      `==> main.cf <==\n${comment('null-ciphers, unsafe-level-encrypt')}smtp_tls_policy_maps = inline:{example.org=encrypt}\n${masterCf}`,
      ['main.cf null-ciphers'],
    ],
    ['not where master.cf is not there', `==> main.cf <==\n${comment('hidden-table')}${listing}${table}`, []],
    ['not where a table is not there', `==> main.cf <==\n${comment('hidden-table')}${listing}${masterCf}`, []],
    [
      'not where a table that routes mail is not there',
      `==> main.cf <==\n${comment('unreachable-key')}${listing}transport_maps = hash:/gone\n${table}${masterCf}`,
      [],
    ],
    [
      'not where the disk is not known',
      `==> main.cf <==\n${comment('stale-table-index')}${listing}${table}${masterCf}`,
      [],
    ],
    [
      'where the disk is known',
      `==> main.cf <==\n${comment('stale-table-index')}${listing}${table}${masterCf}==> disk <==\ntls_policy 1\ntls_policy.db 2\n`,
      ['main.cf stale-table-index'],
    ],
    [
      'not of a rule about the file alone',
      `==> main.cf <==\n${comment('cipher-grade')}${listing}${table}${masterCf}`,
      [],
    ],
  ])('tell comments that silence nothing, %s', (_, text, expected) => {
    const unused = expected.map((each) => `/etc/postfix/${each} information unused-suppression`);
    expect(found(text)).toEqual(unused);
    expect(found(text, { 'unused-suppression': 'off' })).toEqual([]);
    const [, rule = ''] = expected[0]?.split(' ') ?? [];
    expect(found(text, { [rule]: 'off' })).toEqual([]);
  });

  it('delete such a comment', () => {
    const text = `==> main.cf <==\n${comment('hidden-table')}${listing}${table}${masterCf}`;
    const [finding] = checkExampleSite(parseExampleSite(text), { severities: {} });
    expect(finding?.fixes?.map(({ safe, edits }) => ({ safe, text: applyEdits(text, edits) }))).toEqual([
      { safe: true, text: text.replace(comment('hidden-table'), '') },
    ]);
  });

  it('come from the rules whose ids every language knows', () => {
    expect(siteRules.map(({ id }) => id)).toEqual(siteRuleIds);
    expect(entryRules.map(({ id }) => id)).toEqual(inlineRuleIds);
    expect(serviceRules.map(({ id }) => id)).toEqual(serviceRuleIds);
  });
});
