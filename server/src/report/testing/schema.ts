import Ajv, { type ValidateFunction } from 'ajv';
import checkSchema from '../../../../schemas/check.schema.json';
import evidenceSchema from '../../../../schemas/evidence.schema.json';
import explainLogSchema from '../../../../schemas/explain-log.schema.json';
import looksSchema from '../../../../schemas/looks.schema.json';
import postureSchema from '../../../../schemas/posture.schema.json';
import probeSchema from '../../../../schemas/probe.schema.json';
import querySchema from '../../../../schemas/query.schema.json';
import reviewSchema from '../../../../schemas/review.schema.json';
import verifySchema from '../../../../schemas/verify.schema.json';

/** The published schemas, each strictly compiled: a misspelt keyword is an error. */
export const schemas = {
  check: compile(checkSchema),
  evidence: compile(evidenceSchema),
  explainLog: compile(explainLogSchema),
  posture: compile(postureSchema),
  probe: compile(probeSchema),
  looks: compile(looksSchema),
  query: compile(querySchema),
  review: compile(reviewSchema),
  verify: compile(verifySchema),
};

function compile(schema: object): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  if (schema === probeSchema || schema === looksSchema) ajv.addSchema(evidenceSchema, 'evidence.schema.json');
  return ajv.compile(schema);
}

/** What is wrong with the value by the schema, one line each; none where it is valid. */
export function violations(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

/** A copy of the value, and what was done to it, for each member that can be taken away or given another type. */
export function spoiled(value: unknown): readonly { readonly change: string; readonly value: unknown }[] {
  return changes(value, '').map(({ path, change, apply }) => ({ change: `${change} ${path}`, value: apply() }));
}

interface Change {
  readonly path: string;
  readonly change: 'without' | 'another type at';
  readonly apply: () => unknown;
}

function changes(value: unknown, path: string): readonly Change[] {
  if (typeof value !== 'object' || value === null) {
    return [{ path, change: 'another type at', apply: () => ({ unexpected: value }) }];
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) =>
      changes(item, `${path}/${index}`).map((each) => ({ ...each, apply: () => items.with(index, each.apply()) })),
    );
  }
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): Change[] => [
    {
      path: `${path}/${name}`,
      change: 'without',
      apply: () => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
    },
    ...changes(member, `${path}/${name}`).map((each) => ({
      ...each,
      apply: () => ({ ...value, [name]: each.apply() }),
    })),
  ]);
}
