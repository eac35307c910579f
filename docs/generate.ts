// `npm run docs`: writes the page of each rule and their index into docs/rules/, and deletes pages of rules that are gone;
// and the schema of the configuration file, which knows the rules, too.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchemaPath, configSchemaText } from './config-schema';
import { rulePages, rulesFolder } from './rule-pages';

const root = join(import.meta.dirname, '..');
const pages = rulePages();

mkdirSync(join(root, rulesFolder), { recursive: true });
for (const [path, text] of pages) writeFileSync(join(root, path), text);
for (const name of readdirSync(join(root, rulesFolder))) {
  const path = `${rulesFolder}/${name}`;
  if (!pages.has(path)) rmSync(join(root, path));
}
writeFileSync(join(root, configSchemaPath), configSchemaText());
console.log(`${pages.size} pages in ${rulesFolder}/, and ${configSchemaPath}`);
