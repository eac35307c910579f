import Ajv, { type ValidateFunction } from 'ajv';
import evidenceSchema from '../../../schemas/evidence.schema.json';
import looksSchema from '../../../schemas/looks.schema.json';
import type { LookFile } from './look-files';

let validator: ValidateFunction<LookFile> | undefined;

/** Takes a tenth of a second, once in a process. */
function compile(): ValidateFunction<LookFile> {
  const ajv = new Ajv({ strict: false }).addSchema(evidenceSchema, 'evidence.schema.json');
  return ajv.compile<LookFile>(looksSchema);
}

/**
 * Makes what reads the text of a file of looks; null for one that is none of ours. It is held to the whole schema, since half
 * of the facts would tell a false story.
 */
export function createLookFileReader(): (text: string) => LookFile | null {
  const isLookFile = (validator ??= compile());
  return (text) => {
    const value = parseJson(text);
    return isLookFile(value) ? value : null;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
