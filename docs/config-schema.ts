import { configSchema } from '../server/src/config/config-schema';
import { allRules } from '../server/src/languages/languages';

/** The published schema of the configuration file, which goes into the package. */
export const configSchemaPath = 'schemas/config.schema.json';

/** Its text, made from the tables of keys and of rules. */
export function configSchemaText(): string {
  const schema = configSchema(allRules().map(({ rule }) => rule));
  const text = JSON.stringify(schema, null, 2);
  // Lists of words stand on one line, as the formatter has them.
  return `${text.replace(/\[\n\s+("[^[\]{}]*")\n\s+\]/g, (_, words: string) => `[${words.replace(/\n\s+/g, ' ')}]`)}\n`;
}
