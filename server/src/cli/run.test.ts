import { describe, expect, it } from 'vitest';
import { version } from '../../../package.json';
import { commands } from './commands';
import { runInMemory } from './testing/run-in-memory';

describe('the program', () => {
  it.each([
    [['--version'], 0, `${version}\n`],
    [['--help'], 0, 'Usage: postfix-tls-policy COMMAND'],
    [['-h'], 0, 'Usage: postfix-tls-policy COMMAND'],
    [['help'], 0, 'Usage: postfix-tls-policy COMMAND'],
    [['help', 'check'], 0, 'Usage: postfix-tls-policy check '],
    [['check', '--help'], 0, 'Usage: postfix-tls-policy check '],
    [['check', '--nonsense', '--help'], 0, 'Usage: postfix-tls-policy check '],
    [['explain', '-h'], 0, 'Usage: postfix-tls-policy explain [OPTION…] RULE\n'],
  ])('%j answers on standard output', async (args, code, beginning) => {
    const run = await runInMemory(args);
    expect(run).toMatchObject({ code, stderr: '' });
    expect(run.stdout.startsWith(beginning)).toBe(true);
  });

  it.each([
    [[], 'postfix-tls-policy: a command is missing'],
    [['chekc'], 'there is no command chekc; did you mean check?'],
    [['frobnicate'], 'there is no command frobnicate\n'],
    [['--format', 'json'], 'the option --format stands before the command, or is unknown'],
    [['help', 'prob'], 'there is no command prob; did you mean probe?'],
    [['\u001b[31mred'], 'there is no command \\u{1b}[31mred'],
    [['check'], 'postfix-tls-policy check: name the files to check, or - for standard input'],
    [['check', '--', '--help'], '--help: there is no such file'],
    [['check', '--formt', 'json', 'x'], 'there is no option --formt; did you mean --format?'],
    [['check', '-x', 'x'], 'there is no option -x'],
    [['check', '--format'], '--format needs a value: --format text|json'],
    [['check', '--format', '--fail-on', 'error', 'x'], '--format needs a value'],
    [['check', '--format=', 'x'], '--format: "" is none of text, json'],
    [
      ['check', '--format', 'jsno', 'x'],
      '--format: "jsno" is none of text, json, sarif, github, gitlab, junit, markdown; did you mean json?',
    ],
    [['check', '--format=text', '--format=json', 'x'], '--format is given twice'],
    [['check', '--max-warnings', '-1', 'x'], '--max-warnings needs a value'],
    [['check', '--max-warnings=-1', 'x'], '--max-warnings: "-1" is no whole number from 0 upward'],
    [['check', '--max-warnings', '1.5', 'x'], '"1.5" is no whole number'],
    [['check', '--rule', 'trailing-comment', 'x'], '--rule: "trailing-comment" is no ID=SEVERITY'],
    [
      ['check', '--rule', 'trailing-coment=off', 'x'],
      'there is no rule trailing-coment; did you mean trailing-comment?',
    ],
    [['check', '--rule', 'trailing-comment=of', 'x'], '"of" is none of'],
    [['check', '--language', 'main.cf', 'x'], '"main.cf" is none of policy, main-cf, master-cf; did you mean main-cf?'],
    [['check', '--table-type', 'hsah', 'x'], '; did you mean hash?'],
    [['check', '--postfix-version', 'three', 'x'], '"three" is no version of Postfix; write for example 3.7'],
    [['check', '--stdin-filename', '', '-'], '--stdin-filename: the value is empty'],
    [['check', '-', '-'], 'standard input can be read only once'],
    [['rules', 'trailing-comment'], 'there is nothing to do with "trailing-comment"'],
    [['rules', '--format', 'markdown'], '"markdown" is none of text, json'],
    [['explain'], 'name a rule; rules lists them'],
    [['explain', 'a', 'b'], 'name one rule'],
    [['explain', 'trailing-coment'], 'there is no rule trailing-coment; did you mean trailing-comment?'],
    [['lsp'], 'write lsp --stdio'],
    [['lsp', '--stdio=1'], '--stdio takes no value'],
    [['lsp', '--no-stdio'], 'there is no option --no-stdio'],
    [['lsp', '--stdio', 'x'], 'lsp takes no operands'],
  ])('%j is refused with the reason and status 2', async (args, reason) => {
    const run = await runInMemory(args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(reason);
  });

  it('says in its help what each command and option is, in lines that fit a terminal', async () => {
    const overall = await runInMemory(['--help']);
    for (const { name, summary, options } of commands) {
      expect(overall.stdout).toContain(`  ${name}`);
      expect(overall.stdout).toContain(summary);
      const { stdout } = await runInMemory([name, '--help']);
      for (const option of Object.keys(options)) expect(stdout).toMatch(new RegExp(`^  --${option}( |$)`, 'm'));
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});

describe('rules and explain', () => {
  it('list every rule, one a line', async () => {
    const { stdout, code } = await runInMemory(['rules']);
    expect(code).toBe(0);
    for (const line of stdout.trimEnd().split('\n')) {
      expect(line).toMatch(/^[a-z0-9-]+ +(error|warning|information|hint) +\S.*$/);
    }
    expect(stdout).toContain('Comment behind a value');
  });

  it('tell each rule that is listed, with what check says of the bad example', async () => {
    const { stdout } = await runInMemory(['rules', '--format', 'json']);
    const rules = JSON.parse(stdout) as { id: string; title: string; languages: string[]; docs: string }[];
    expect(rules.length).toBeGreaterThan(20);
    for (const { id, title, languages, docs } of rules) {
      expect(docs).toBe(`docs/rules/${id}.md`);
      expect(languages.length).toBeGreaterThan(0);
      const page = await runInMemory(['explain', id]);
      expect(page.stdout.startsWith(`# ${title}\n`), id).toBe(true);
      expect(page.stdout).toMatch(/## Bad\n\n[^]*\nline \d+, column \d+, (error|warning|information|hint): /);
    }
  });
});

describe('the language of texts', () => {
  it.each([
    [['--locale', 'de', 'check'], undefined],
    [['check', '--locale', 'de'], undefined],
    [['check', '--locale=de', '--fail-on', 'hint'], undefined],
    [['check'], 'de'],
  ] as const)('%j in the environment %j is German', async (args, locale) => {
    const { code, stdout } = await runInMemory([...args, '--help'], locale ? { locale } : {});
    expect(stdout).toMatch(/^Aufruf: postfix-tls-policy check /);
    expect(code).toBe(0);
  });

  it('is the one of the option, whatever the environment says', async () => {
    const { stdout } = await runInMemory(['--locale', 'en', 'check', '--help'], { locale: 'de' });
    expect(stdout).toMatch(/^Usage: /);
  });

  it.each([
    [['check', '--locale', 'fr'], '"fr" is none of en, de'],
    [['check', '--locale'], '--locale needs a value: --locale en|de'],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await runInMemory(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('is not asked for behind the end of the options', async () => {
    const { stderr } = await runInMemory(['check', '--', '--locale', 'de']);
    expect(stderr).toContain('--locale: ');
  });
});
