import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineIndex } from '../text/line-index';
import { applyEdits } from '../text/span';
import type { CheckFormat } from './check-format';
import { checkReporters } from './check-reporters';
import type { CheckRun } from './check-result';
import { checkSarif } from './check-sarif';
import { foreignSchemas } from './testing/foreign-schemas';
import { forbiddenCharacters, hostileText } from './testing/hostile';
import { parseXml, type XmlElement } from './testing/parse-xml';
import { checkedAs, checkedFile } from './testing/policy-like';
import { renderMarkdown, tagsOf } from './testing/render-markdown';
import { spoiled, violations } from './testing/schema';

type Reported = Exclude<CheckFormat, 'text' | 'json'>;

const failsOnWarnings: CheckRun['fails'] = ({ severity }) => severity === 'error' || severity === 'warning';

function runOf(files: CheckRun['files'], unchecked: CheckRun['unchecked'] = []): CheckRun {
  return { version: '1.2.3', files, unchecked, fails: failsOnWarnings };
}

/** Every severity, equal lines, characters outside the BMP, texts that the formats might obey, and a file without findings. */
const sample = runOf(
  [
    checkedAs(
      'policy',
      'lists/tls_policy',
      [
        'example.org secure # ticket',
        'EXAMPLE.org may',
        '\u{1f4a9}.example may # 100%, ::error::<b>&]]>|[x](https://evil.example){0}',
        '*.example.net dane',
        'example.com encrypt',
        'example.com encrypt',
        'evil\u001b[31m\u202e.example securee',
        '',
      ].join('\n'),
    ),
    checkedAs('main-cf', 'main.cf', 'smtp_tls_security_level = dane\nsmtp_use_tls = yes\n'),
    checkedAs('policy', 'clean, really: 100%/tls_policy', 'example.org secure\n'),
  ],
  [{ path: 'absent tls_policy', reason: 'there is no such file' }],
);

const someText = hostileText.filter((text) => text !== '');

/** Files that nobody would name so, with texts that nobody would write; some of them can't be read. */
const anyRun: fc.Arbitrary<CheckRun> = fc
  .record({
    files: fc.array(checkedFile, { maxLength: 3 }),
    unchecked: fc.array(fc.record({ path: someText, reason: someText }), { maxLength: 2 }),
  })
  .map(({ files, unchecked }) => runOf(files, unchecked));

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: SarifPlace }];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly [
      { readonly replacements: readonly { deletedRegion: SarifRegion; insertedContent?: { text: string } }[] },
    ];
  }[];
}
interface SarifPlace {
  readonly artifactLocation: { readonly uri: string };
  readonly region: SarifRegion;
}
interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly SarifResult[];
    },
  ];
}

const sarifOf = (run: CheckRun): Sarif['runs'][0] => (JSON.parse(checkSarif(run)) as Sarif).runs[0];

interface Issue {
  readonly fingerprint: string;
  readonly check_name: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}
const gitlabOf = (run: CheckRun): readonly Issue[] => JSON.parse(checkReporters.gitlab(run)) as Issue[];
const junitOf = (run: CheckRun): XmlElement => parseXml(checkReporters.junit(run));

const golden: readonly (readonly [Reported, string])[] = [
  ['sarif', 'check.sarif'],
  ['github', 'check-github.txt'],
  ['gitlab', 'check.gitlab'],
  ['junit', 'check-junit.xml'],
  ['markdown', 'check.md'],
];

describe.each(golden)('--format %s', (format, file) => {
  const report = checkReporters[format];

  it('is as committed', async () => {
    await expect(report(sample)).toMatchFileSnapshot(`testing/golden/${file}`);
  });

  it('shows nothing that a terminal or an editor obeys, whatever is checked', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const output = report(run);
        expect(output).not.toMatch(forbiddenCharacters);
        expect(output === '' || output.endsWith('\n')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('stands for nothing found, and for nothing that could be read', () => {
    expect(() => report(runOf([]))).not.toThrow();
    const unread = report(runOf([], [{ path: 'gone', reason: 'there is no such file' }]));
    expect(unread).toContain('there is no such file');
    expect(unread).toContain('gone');
  });
});

describe('SARIF', () => {
  const validate = foreignSchemas.sarif;

  it('fits the schema of the standard, whatever is checked', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const value: unknown = JSON.parse(checkSarif(run));
        expect(violations(validate, value)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is held to the schema: another type anywhere is told', () => {
    const good: unknown = JSON.parse(checkSarif(runOf([checkedAs('policy', 'p', 'a.example secure # x\n')])));
    // A bag of properties is free, and so are the names of fingerprints and base ids, but not their types.
    const changes = spoiled(good).filter(
      ({ change }) => change.startsWith('another type') && !change.includes('/properties/'),
    );
    expect(changes.length).toBeGreaterThan(30);
    for (const { change, value } of changes) expect(violations(validate, value), change).not.toEqual([]);
  });

  it('means by its regions what the findings mean by their offsets, and its fixes mend', () => {
    fc.assert(
      fc.property(checkedFile, (file) => {
        const index = createLineIndex(file.text);
        const spanOf = ({ startLine, startColumn, endLine, endColumn }: SarifRegion) => ({
          start: index.offsetAt({ line: startLine - 1, character: startColumn - 1 }),
          end: index.offsetAt({ line: endLine - 1, character: endColumn - 1 }),
        });
        const { results, tool } = sarifOf(runOf([file]));
        expect(results).toHaveLength(file.findings.length);
        for (const [number, result] of results.entries()) {
          const finding = file.findings[number]!;
          expect(spanOf(result.locations[0].physicalLocation.region)).toEqual(finding.span);
          expect(tool.driver.rules[result.ruleIndex]?.id).toBe(finding.rule);
          const safe = (finding.fixes ?? []).filter((fix) => fix.safe);
          expect(result.fixes ?? []).toHaveLength(safe.length);
          for (const [which, { artifactChanges }] of (result.fixes ?? []).entries()) {
            const edits = artifactChanges[0].replacements.map(({ deletedRegion, insertedContent }) => ({
              span: spanOf(deletedRegion),
              newText: insertedContent?.text ?? '',
            }));
            expect(applyEdits(file.text, edits)).toBe(applyEdits(file.text, safe[which]!.edits));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['tls_policy', 'tls_policy'],
    ['lists/a b/tls_policy', 'lists/a%20b/tls_policy'],
    ['100%:#?.tls_policy', '100%25%3A%23%3F.tls_policy'],
    ['b\u00fc\ud800\n', 'b%C3%BC%EF%BF%BD%0A'],
    ['../tls_policy', '../tls_policy'],
    ['/etc/postfix/main.cf', 'file:///etc/postfix/main.cf'],
    ['C:/lists/tls_policy', 'file:///C%3A/lists/tls_policy'],
  ])('has %j as the URI %s', (path, uri) => {
    const { results } = sarifOf(runOf([checkedAs('policy', path, 'example.org may\n')]));
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('lets no text become a link or a placeholder', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        for (const { message } of sarifOf(run).results) {
          expect(message.text).not.toContain('](');
          expect(message.text).not.toMatch(/(?<!\{)\{\d+\}/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('fingerprints', () => {
  it('are no two the same, also of one file named twice', () => {
    fc.assert(
      fc.property(anyRun, ({ files, unchecked }) => {
        const twice = gitlabOf(runOf([...files, ...files], [...unchecked, ...unchecked])).map(
          (issue) => issue.fingerprint,
        );
        expect(new Set(twice).size).toBe(twice.length);
      }),
      { numRuns: 200 },
    );
  });

  const lines = [
    'example.org may',
    'example.net  encrypt',
    'example.com secure # x',
    'example.com secure # x',
    '*.a.example dane',
  ];
  const file = (path: string, text: string): CheckRun => runOf([checkedAs('policy', path, text)]);
  const before = file('tls_policy', `${lines.join('\n')}\n`);
  const prints = (run: CheckRun): readonly string[] => gitlabOf(run).map(({ fingerprint }) => fingerprint);

  it.each([
    ['lines above come', `# one\n\n# two\n${lines.join('\n')}\n`],
    ['the line ends change', `${lines.join('\r\n')}\r\n`],
    ['the blanks change', `${lines.join('\n').replaceAll(' may', '\t\tmay')}\n`],
  ])('survive that %s', (_, text) => {
    const after = file('tls_policy', text);
    expect(prints(after)).toEqual(prints(before));
    const sarif = sarifOf(after).results.map(({ partialFingerprints }) => partialFingerprints);
    expect(sarif).toEqual(sarifOf(before).results.map(({ partialFingerprints }) => partialFingerprints));
  });

  it('tell other files, other lines and other rules apart', () => {
    const others = [
      ...prints(file('other', `${lines.join('\n')}\n`)),
      ...prints(file('tls_policy', 'b.example may\n')),
    ];
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter((print) => prints(before).includes(print))).toEqual([]);
  });
});

describe('GitLab Code Quality', () => {
  it('is what GitLab reads, whatever is checked, with the places of the findings', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const issues = gitlabOf(run);
        expect(violations(foreignSchemas.gitlab, issues)).toEqual([]);
        const places = run.files.flatMap(({ path, text, findings }) =>
          findings.map(({ rule, span }) => [path, rule, createLineIndex(text).positionAt(span.start).line + 1]),
        );
        expect(
          issues
            .slice(run.unchecked.length)
            .map((issue) => [issue.location.path, issue.check_name, issue.location.lines.begin]),
        ).toEqual(places);
      }),
      { numRuns: 200 },
    );
  });
});

describe('GitHub annotations', () => {
  /** As the runner reads a line (ActionCommand.TryParseV2 and its unescaping). */
  function readCommand(line: string): { name: string; properties: Record<string, string>; message: string } {
    const [, name = '', told = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? expect.fail(line);
    const unescape = (text: string): string =>
      text
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
    const properties = told.split(',').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at), unescape(part.slice(at + 1))] as const;
    });
    return { name, properties: Object.fromEntries(properties), message: unescape(message) };
  }

  const names = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

  it('are one command a finding, of which the runner gets every part back', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const lines = checkReporters.github(run).split('\n');
        expect(lines.pop()).toBe('');
        const found = run.files.flatMap(({ text, findings }) =>
          findings.map(({ rule, severity, span }) => {
            const start = createLineIndex(text).positionAt(span.start);
            return { name: names[severity], title: rule, line: String(start.line + 1), column: start.character + 1 };
          }),
        );
        const commands = lines.map(readCommand);
        expect(commands).toHaveLength(run.unchecked.length + found.length);
        for (const [number, { name, properties, message }] of commands.slice(run.unchecked.length).entries()) {
          const { column, ...expected } = found[number]!;
          expect({ name, title: properties['title'], line: properties['line'] }).toEqual(expected);
          expect(message).not.toBe('');
          const sameLine = properties['line'] === properties['endLine'];
          expect(properties['col']).toBe(sameLine ? String(column) : undefined);
          if (sameLine) expect(Number(properties['endColumn'])).toBeGreaterThanOrEqual(column);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('escape the name of a file', () => {
    const [line = ''] = checkReporters
      .github(runOf([checkedAs('policy', 'a,b:c%0A::\n.tls_policy', 'example.org may\n')]))
      .split('\n');
    expect(line).toMatch(
      /^::warning file=a%2Cb%3Ac%250A%3A%3A\\u\{a\}\.tls_policy,line=1,endLine=1,col=13,endColumn=15,title=unsafe-level-may::/,
    );
    expect(readCommand(line).properties['file']).toBe('a,b:c%0A::\\u{a}.tls_policy');
  });
});

describe('JUnit XML', () => {
  it('is well-formed and counts right, whatever is checked', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const root = junitOf(run);
        expect(root.children).toHaveLength(run.files.length + run.unchecked.length);
        const count = (element: XmlElement, name: string): number =>
          element.children.reduce((sum, child) => sum + count(child, name) + (child.name === name ? 1 : 0), 0);
        for (const element of [root, ...root.children]) {
          expect({
            tests: Number(element.attributes['tests']),
            failures: Number(element.attributes['failures']),
            errors: Number(element.attributes['errors']),
          }).toEqual({
            tests: count(element, 'testcase'),
            failures: count(element, 'failure'),
            errors: count(element, 'error'),
          });
        }
        expect(count(root, 'failure')).toBe(
          run.files.flatMap(({ findings }) => findings).filter(failsOnWarnings).length,
        );
        expect(count(root, 'error')).toBe(run.unchecked.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('Markdown', () => {
  it('is headings, lists and tables alone, whatever is checked', () => {
    const tags = /^<\/?(?:h1|h2|p|ul|li|em|code|table|thead|tbody|tr|th|td)>$/;
    fc.assert(
      fc.property(anyRun, (run) => {
        const html = renderMarkdown(checkReporters.markdown(run));
        expect(tagsOf(html).filter((tag) => !tags.test(tag))).toEqual([]);
        const rows = run.files.reduce((sum, { findings }) => sum + findings.length, 0);
        const tables = run.files.filter(({ findings }) => findings.length > 0).length;
        fc.pre(rows <= 100);
        expect(tagsOf(html).filter((tag) => tag === '<tr>')).toHaveLength(rows + tables);
        expect(tagsOf(html).filter((tag) => tag === '<td>')).toHaveLength(4 * rows);
      }),
      { numRuns: 200 },
    );
  });

  it('stays a comment in size, keeps the worst, and tells what it left out', () => {
    const many = Array.from({ length: 5_000 }, (_, number) => `host${number}.example may\n`).join('');
    const output = checkReporters.markdown(
      runOf(
        [checkedAs('policy', 'many', many), checkedAs('policy', 'worst', 'example.org securee\n')],
        Array.from({ length: 500 }, () => ({ path: '\u0001'.repeat(4_000), reason: '\u0001'.repeat(4_000) })),
      ),
    );
    expect(output.length).toBeLessThan(65_536);
    expect(output).toMatch(/^\| 1 \| error \| `unknown-level` /m);
    const shown = (output.match(/^\| \d+ \| /gm) ?? []).length;
    expect(output).toContain(`*${5_001 - shown} more findings not shown here.*`);
    expect(output).toMatch(/\*\d+ more files that could not be checked not shown here\.\*/);
  });
});
