import { decodeText } from '../text/decode';
import { didYouMean } from '../text/did-you-mean';
import { createLineIndex } from '../text/line-index';
import { configKeys, type KnownRules } from './config-keys';
import { JsonError, type JsonMember, type JsonNode } from './json-node';
import { type ConfigProblem, type ListConfig, noConfig, type ReadConfig } from './list-config';
import { machineSettingOf } from './machine-settings';
import { parseJson } from './parse-json';

/** The section of the settings in editors, by which keys are named there. */
const section = 'postfixTlsPolicy.';

/** Reads a configuration file. Never fails: what can't be used is a problem, and the rest counts all the same. */
export function parseConfig(bytes: Uint8Array, rules: KnownRules): ReadConfig & { readonly text: string } {
  const { text, validUtf8 } = decodeText(bytes);
  const read = parseConfigText(text, rules);
  if (validUtf8) return { text, ...read };
  // What else is wrong may follow from it.
  const at = text.indexOf('\ufffd');
  const problem = { span: { start: at, end: at + 1 }, message: 'these bytes are no UTF-8; save the file in UTF-8' };
  return { text, config: read.config, problems: [problem] };
}

/** `LINE:COLUMN: MESSAGE`, both counted from 1. */
export function describeProblem(text: string, { span, message }: ConfigProblem): string {
  const { line, character } = createLineIndex(text).positionAt(span.start);
  return `${line + 1}:${character + 1}: ${message}`;
}

export function parseConfigText(text: string, rules: KnownRules): ReadConfig {
  let root: JsonNode;
  try {
    root = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { config: noConfig, problems: [{ span: error.span, message: error.message }] };
  }
  if (root.kind !== 'object') {
    const message = 'a configuration is an object, such as {"rules": {"unsafe-level-may": "off"}}';
    return { config: noConfig, problems: [{ span: root.span, message }] };
  }
  return readMembers(root.members, rules);
}

function readMembers(members: readonly JsonMember[], rules: KnownRules): ReadConfig {
  const problems: ConfigProblem[] = [];
  const seen = new Set<string>();
  let config: ListConfig = noConfig;
  for (const { name, nameSpan, value } of members) {
    const key = configKeys.find((each) => each.name === name);
    if (seen.has(name)) {
      problems.push({ span: nameSpan, message: `${JSON.stringify(name)} is given twice; delete one of them` });
    } else if (key) {
      config = { ...config, ...key.read(value, rules, (problem) => problems.push(problem)) };
    } else if (name !== schemaKey) {
      problems.push({ span: nameSpan, message: describeUnknown(name) });
    }
    seen.add(name);
  }
  return { config, problems: inOrder(problems) };
}

/** By which editors find the schema of a file; it says nothing to us. */
export const schemaKey = '$schema';

function describeUnknown(name: string): string {
  const bare = name.startsWith(section) ? name.slice(section.length) : name;
  const setting = machineSettingOf(bare);
  if (setting !== null) {
    return `${JSON.stringify(name)} decides whom a probe asks and trusts, or how, which a file in the folder must not: whoever wrote it could aim the probe or forge its advice. Set ${section}${setting} in your editor, or the option of \`probe\``;
  }
  const known = configKeys.map((key) => key.name);
  const meant = bare === 'profile' ? '; did you mean consumers?' : didYouMean(bare, known);
  return `there is no key ${JSON.stringify(name)}${meant === '' ? `; the keys are ${known.join(', ')}` : meant}`;
}

function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...problems].sort((a, b) => a.span.start - b.span.start);
}
