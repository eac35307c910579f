import { probeJson } from '../report/probe-json';
import { probeMarkdown } from '../report/probe-markdown';
import { probePolicy } from '../report/probe-policy';
import type { ProbedNextHop } from '../report/probe-result';
import { probeText } from '../report/probe-text';
import type { CliOutput } from './io';
import type { OptionValues } from './option';
import type { probeOptions } from './probe-options';

/** Tells the results in one of the formats: those that are read line by line as they come, the others at the end. */
export interface ProbeOutput {
  add(result: ProbedNextHop): void;
  end(): void;
}

export function createProbeOutput(
  { format, 'accept-plain-dns': acceptPlainDns }: OptionValues<typeof probeOptions>,
  stdout: CliOutput,
): ProbeOutput {
  if (format === 'json') return atTheEnd(stdout, probeJson);
  if (format === 'markdown') return atTheEnd(stdout, probeMarkdown);
  if (format === 'policy') return atOnce((result) => stdout.write(probePolicy([result], { acceptPlainDns })));
  let isFirst = true;
  return atOnce((result) => {
    stdout.write(`${isFirst ? '' : '\n'}${probeText([result], { color: stdout.hasColor })}`);
    isFirst = false;
  });
}

function atOnce(add: (result: ProbedNextHop) => void): ProbeOutput {
  return { add, end: () => undefined };
}

function atTheEnd(stdout: CliOutput, render: (results: readonly ProbedNextHop[]) => string): ProbeOutput {
  const results: ProbedNextHop[] = [];
  return { add: (result) => results.push(result), end: () => stdout.write(render(results)) };
}
