// `npm run docs`: writes the page of each rule and their index into docs/rules/, and deletes pages of rules that are gone;
// the schema of the configuration file, which knows the rules, too; and the table of what a review looks for.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchemaPath, configSchemaText } from './config-schema';
import { reviewChecksPath, reviewChecksText } from './review-checks';
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
writeFileSync(join(root, reviewChecksPath), reviewChecksText());
console.log(`${pages.size} pages in ${rulesFolder}/, and ${configSchemaPath}`);
