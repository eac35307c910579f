import { parameterFacts } from '../../postfix/parameters';
import { spanInLine } from '../../text/logical-lines';
import type { Parameter } from '../document';
import { effectiveParameters } from '../effective';
import { describeDefect, describeFault } from '../expansion/describe-fault';
import type { ExpressionDefect } from '../expansion/expression';
import { parseExpression } from '../expansion/parse-expression';
import { isTemplated } from '../templates';
import type { MainCfDocumentRule } from './rule';
import { placeOf } from './setting-rule';
import { valueStart } from './undefined-parameter';

export const invalidExpression: MainCfDocumentRule = {
  id: 'invalid-expression',
  scope: 'document',
  title: "Value that Postfix can't expand",
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Behind \`$\` stands a name, alone or in braces: \`$name\`, \`\${name}\`, \`\${name?{a}:{b}}\`, \`\${{left} == {right}?{a}:{b}}\`. With
anything else, and with a value that uses itself, every program that reads the value ends with \`fatal: macro processing error\`.
A dollar sign is written \`$$\`.`,
  bad: [
    { text: 'smtp_tls_CAfile = ${ca_folder/ca.pem\n' },
    { text: 'smtp_tls_CAfile = ${{$myhostname} = {a.example}?{/a.pem}:{/b.pem}}\n' },
    { text: 'smtp_tls_CAfile = $ca\nca = $ca/ca.pem\n' },
    { text: 'smtp_tls_CAfile = ${{$mail_name} <level {3.6}?{/a.pem}:{/b.pem}}\n' },
  ],
  good: [
    { text: 'smtp_tls_CAfile = ${{$compatibility_level} <level {3.6}?{/a.pem}:{/b.pem}}\n' },
    { text: 'smtpd_banner = $myhostname costs 5$$\n' },
    // A test looks at the text only.
    {
      text: 'a = $a\nsmtp_tls_CAfile = ${a?{/a.pem}}\n',
      untried: 'the first line is no error as long as nothing reads it',
    },
  ],
  check(document, report, context) {
    const { value } = effectiveParameters(document, { versions: context.postfix });
    for (const [name, parameter] of document.effective) {
      if (!parameter.value.text.includes('$') || isTemplated(parameter) || parameterFacts(name)?.isUnexpanded === true)
        continue;
      const defect = parseExpression(parameter.value.text).find((part) => part.kind === 'defect')?.defect;
      if (defect !== undefined) {
        report({ span: spanOf(parameter, defect), message: describeDefect(defect) });
        continue;
      }
      const { outcome } = value(name);
      if (outcome.kind !== 'fatal' || !isOwn(name, outcome.fault) || isIdle(name, document)) continue;
      report({ span: placeOf(parameter), message: describeFault(outcome.fault) });
    }
  },
};

type Fault = Parameters<typeof describeFault>[0];

/** Told once: where a cycle runs through the parameter, or where its own text holds what is wrong. */
function isOwn(name: string, fault: Fault): boolean {
  switch (fault.kind) {
    case 'cycle':
      return fault.names.includes(name);
    case 'syntax':
      return fault.parameter === name;
    case 'nesting':
      return false;
    case 'comparison':
    case 'function':
      return parameterFacts(name) !== null;
  }
}

/** A name of the file's own of which only the text is looked at, or nothing. */
function isIdle(name: string, document: Parameters<MainCfDocumentRule['check']>[0]): boolean {
  if (parameterFacts(name) !== null) return false;
  const { value } = effectiveParameters(document);
  return ![...document.effective.keys()].some((each) => {
    if (each === name || parameterFacts(each) === null) return false;
    const { outcome } = value(each);
    return outcome.kind === 'fatal' && outcome.fault.kind === 'cycle' && outcome.fault.names.includes(name);
  });
}

function spanOf({ line, value }: Parameter, { start, end }: ExpressionDefect) {
  const from = valueStart(line.text, value.text);
  return spanInLine(line, from + start, from + Math.max(end, start + 1));
}
