import Ajv from 'ajv';
import evidenceSchema from '../../../schemas/evidence.schema.json';
import type { Evidence } from '../probe/evidence';
import type { Prober } from '../probe/probe';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** The version of the evidence that this program writes and reads. */
const readVersion = 1;
const toldProblems = 3;

/**
 * What a probe once saw: the output of `probe --format json`, or one evidence of it, or a list of them, or a file of those
 * that `verify --evidence` keeps. Rejects with
 * `UsageError` where the file holds anything else: advice by half of the facts would tell a false story.
 */
export async function readStoredEvidence(
  path: string,
  operands: readonly string[],
  io: Pick<CliIo, 'readFile'>,
): Promise<readonly Evidence[]> {
  if (operands.length > 0) throw new UsageError(t('--evidence: nothing is probed, so name no domains'));
  const value = parseJson(path, await read(path, io));
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.length === 0) throw new UsageError(t('--evidence: {0} is an empty list', path));
  const isEvidence = new Ajv({ allErrors: true, strict: false }).compile<Evidence>(evidenceSchema);
  return items.map((item, index) => {
    const evidence = evidenceOf(item);
    const place = t('--evidence: {0}: item {1}', path, index + 1);
    const version = memberOf(evidence, 'version');
    if (typeof version === 'number' && version !== readVersion) {
      throw new UsageError(
        t('{0} is evidence of version {1}; this program reads version {2}', place, version, readVersion),
      );
    }
    if (isEvidence(evidence)) return evidence;
    const problems = (isEvidence.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath === '' ? 'it' : instancePath} ${message ?? ''}`,
    );
    throw new UsageError(t('{0} is no evidence: {1}', place, problems.slice(0, toldProblems).join('; ')));
  });
}

/** Tells for each next-hop what was seen then. */
export function replay(stored: readonly Evidence[]): Prober {
  const rest = [...stored];
  return {
    probe: (nextHop) => {
      const index = rest.findIndex((evidence) => evidence.nextHop === nextHop);
      const [found] = rest.splice(index, 1);
      return found === undefined ? Promise.reject(new Error(t('no evidence of {0}', nextHop))) : Promise.resolve(found);
    },
  };
}

/**
 * The items of `--format json` hold the evidence beside the advice of that time; the files that `verify --evidence` keeps
 * hold one for each look, the last one last.
 */
function evidenceOf(item: unknown): unknown {
  const looks = memberOf(item, 'looks');
  if (Array.isArray(looks)) return looks.at(-1);
  return memberOf(item, 'advice') === undefined ? item : memberOf(item, 'evidence');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

async function read(path: string, io: Pick<CliIo, 'readFile'>): Promise<string> {
  try {
    return decodeText(await io.readFile(path)).text;
  } catch (error) {
    throw new UsageError(
      t("--evidence: can't read {0}: {1}", path, error instanceof Error ? error.message : String(error)),
    );
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(
      t('--evidence: {0} is no JSON: {1}', path, error instanceof Error ? error.message : String(error)),
    );
  }
}
