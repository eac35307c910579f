import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { configSchemaPath, configSchemaText } from '../../docs/config-schema';
import manifest from '../../package.json';
import { configKeys } from '../../server/src/config/config-keys';
import { configFileName } from '../../server/src/config/list-config';
import { parseConfigText } from '../../server/src/config/parse-config';
import { allRules } from '../../server/src/languages/languages';

const root = join(import.meta.dirname, '../..');

describe('the published schema of the configuration file', () => {
  it('is made from the tables; `npm run docs` writes it anew', () => {
    expect(readFileSync(join(root, configSchemaPath), 'utf8')).toBe(configSchemaText());
  });

  it('knows every rule, and refuses what is none', () => {
    const ajv = new Ajv({ strict: true }).addKeyword('markdownDescription');
    const validate = ajv.compile(JSON.parse(configSchemaText()) as object);
    const off = (ids: readonly string[]) => ({ rules: Object.fromEntries(ids.map((id) => [id, 'off'])) });
    expect(validate(off(allRules().map(({ rule }) => rule.id)))).toBe(true);
    expect(validate(off(['no-such-rule']))).toBe(false);
    expect(validate({ resolver: '192.0.2.53' })).toBe(false);
  });

  it('is what VS Code holds the file against', () => {
    expect(manifest.contributes.jsonValidation).toEqual([{ fileMatch: configFileName, url: `./${configSchemaPath}` }]);
  });
});

describe('the page of the configuration file', () => {
  const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');

  it('shows a configuration that is one', () => {
    const [, example = ''] = /```json\n([^`]*)```/.exec(page) ?? [];
    const { config, problems } = parseConfigText(
      example,
      allRules().map(({ rule }) => rule),
    );
    expect(problems).toEqual([]);
    expect(Object.values(config)).not.toContain(null);
  });

  it('has a row for each key', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(rows).toEqual(configKeys.map(({ name }) => name));
  });
});
