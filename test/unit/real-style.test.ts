import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInMemory } from '../../server/src/cli/testing/run-in-memory';

const folder = join(import.meta.dirname, '../real-style');

/** Files as distributions and people write them. All that is found in them is meant so, and nothing is an error. */
const expected: Readonly<Record<string, readonly string[]>> = {
  debian: [],
  'debian-submission': [],
  'red-hat': [],
  veteran: [
    'tls_policy warning unsafe-level-encrypt',
    'tls_policy information old-protocols-allowed',
    'tls_policy warning unsafe-level-none',
    'tls_policy information weaker-than-global',
  ],
  jinja: [],
  erb: [],
};

/** As long as the files that grow over twenty years, most of which is comment. */
function grown(text: string): string {
  const remark = '# See also the ticket of that year.\n#smtpd_tls_loglevel = 3\n\n#    indented = remark\n';
  return text.replace(/^$/gm, remark.repeat(16));
}

async function check(name: string, change: (text: string) => string = (text) => text): Promise<readonly string[]> {
  const files = Object.fromEntries(
    readdirSync(join(folder, name)).map((file) => [
      `etc/${file}`,
      change(readFileSync(join(folder, name, file), 'utf8')),
    ]),
  );
  const { stdout } = await runInMemory(['check', '--format', 'json', 'etc'], { files });
  const run = JSON.parse(stdout) as {
    files: { path: string; findings: { severity: string; rule: string }[] }[];
  };
  return run.files.flatMap(({ path, findings }) =>
    findings.map(({ severity, rule }) => `${path.slice('etc/'.length)} ${severity} ${rule}`),
  );
}

describe.each(Object.keys(expected))('the files of %s', (name) => {
  it('have these findings and no others', async () => {
    expect(await check(name)).toEqual(expected[name]);
  });

  it('have the same with very many comments, and with the line ends of Windows', async () => {
    expect(await check(name, grown)).toEqual(expected[name]);
    expect(await check(name, (text) => text.replaceAll('\n', '\r\n'))).toEqual(expected[name]);
  });
});

it('the veteran grows to more than 500 lines', () => {
  const text = grown(readFileSync(join(folder, 'veteran/main.cf'), 'utf8'));
  expect(text.split('\n').length).toBeGreaterThan(500);
});
