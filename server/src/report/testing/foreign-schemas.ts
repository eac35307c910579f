import { createRequire } from 'node:module';
import Ajv, { type ValidateFunction } from 'ajv';
import gitlabSchema from './gitlab.schema.json';

/** RFC 3986: reserved and unreserved characters and percent-encoded octets; whether a scheme is there decides the rest. */
const uriReference = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;
const formats = {
  'uri-reference': (text: string) => uriReference.test(text) && !/^[^/?#]*:/.test(text.replace(/^[a-z]+:\/\//, '')),
  uri: (text: string) => uriReference.test(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text),
  'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
};

/** Schemas of the formats that others have fixed. */
export const foreignSchemas = {
  sarif: compileSarif(),
  /** Ours, by GitLab's documentation: GitLab publishes none. */
  gitlab: new Ajv({ allErrors: true, strict: true }).compile(gitlabSchema),
};

/** The schema of the OASIS standard, which is in draft 4; all that this one has in that draft alone is the name of its id. */
function compileSarif(): ValidateFunction {
  const schema = createRequire(__filename)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
  const { $schema, id, ...rest } = schema as { $schema: string; id: string };
  if (!$schema.includes('draft-04') || !id.includes('sarif-2.1.0')) throw new Error('this is another schema');
  // Its patterns were written for regular expressions without the Unicode flag.
  return new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats }).compile(rest);
}
