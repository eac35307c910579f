import { configKeys, type KnownRules } from './config-keys';
import { configFileName } from './list-config';
import { schemaKey } from './parse-config';

/** The JSON schema of the configuration file (draft 7, as VS Code reads it). */
export function configSchema(rules: KnownRules): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Configuration of Postfix TLS Policy (${configFileName})`,
    description:
      'How the policy tables and main.cf files in this folder and below are checked and advised. Nothing here decides whom a probe asks or trusts.',
    type: 'object',
    additionalProperties: false,
    properties: {
      [schemaKey]: { type: 'string' },
      ...Object.fromEntries(
        configKeys.map(({ name, description, schema }) => [
          name,
          { description: plain(description), markdownDescription: description, ...schema(rules) },
        ]),
      ),
    },
  };
}

/** For editors that show no Markdown. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}
