import type { Fix } from '../../language/finding';
import type { ReportedFinding } from '../../language/rule';
import { parameterFacts } from '../../postfix/parameters';
import { physicalLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { MainCfDocument, Parameter } from '../document';
import { effectiveValue } from '../expand';
import type { MainCfDocumentRule } from './rule';

const obsolete = ['use_tls', 'enforce_tls', 'tls_enforce_peername', 'tls_per_site'] as const;
export const obsoleteClientNames: ReadonlySet<string> = new Set(
  obsolete.flatMap((name) => [`smtp_${name}`, `lmtp_${name}`]),
);

export const obsoleteTlsParameter: MainCfDocumentRule = {
  id: 'obsolete-tls-parameter',
  scope: 'document',
  title: 'Obsolete TLS parameter',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  docs: `Postfix 2.3 replaced these parameters; Postfix 3.9 and 3.11 warn about them, and a later release removes them.

| Parameter | Replacement |
|---|---|
${[...obsoleteClientNames].map((name) => `| \`${name}\` | \`${parameterFacts(name)?.replacement ?? ''}\` |`).join('\n')}

They are ignored as soon as their replacement has a value. Without it, \`smtp_use_tls = yes\` acts as level \`may\`, and
\`smtp_enforce_tls = yes\` as \`verify\`, or as \`encrypt\` with \`smtp_tls_enforce_peername = no\`.`,
  bad: [
    { text: 'smtp_use_tls = yes\n' },
    { text: 'smtp_tls_security_level = may\nsmtp_enforce_tls = no\n' },
    { text: 'smtp_tls_per_site = hash:/etc/postfix/tls_per_site\n' },
    {
      text: 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\nsmtp_tls_per_site = hash:/etc/postfix/tls_per_site\n',
    },
  ],
  good: [{ text: 'smtp_tls_security_level = may\n' }],
  check(document, report) {
    const found = document.parameters.filter(
      ({ name, defect }) => defect === null && obsoleteClientNames.has(name.text),
    );
    for (const parameter of found) report({ span: parameter.name.span, ...describe(document, parameter) });
  },
};

function describe(document: MainCfDocument, parameter: Parameter): Omit<ReportedFinding, 'span'> {
  const { name } = parameter;
  const replacement = parameterFacts(name.text)?.replacement ?? '';
  const successor = effectiveValue(document, replacement);
  const since = parameterFacts(name.text)?.warnedIn ?? '';
  if (successor !== null && successor !== '') {
    return {
      message: t(
        '{0} is obsolete (Postfix {1} warns about it) and has no effect, because {2} is set. Delete the line.',
        name.text,
        since,
        replacement,
      ),
      fixes: [deleteLine(document, parameter)],
    };
  }
  const level = name.text.endsWith('per_site') ? null : levelOf(document, name.text.slice(0, 4));
  return {
    message:
      level === null
        ? t('{0} is obsolete (Postfix {1} warns about it). Write {2} instead.', name.text, since, replacement)
        : t(
            '{0} is obsolete (Postfix {1} warns about it). It acts as {2} = {3}. Write {2} instead.',
            name.text,
            since,
            replacement,
            level,
          ),
    fixes: level === null || !isFirst(document, parameter) ? [] : [replaceBy(parameter, replacement, level)],
  };
}

/** global_tls_level() of smtp(8) for an empty security level; null where a value can't be known. */
function levelOf(document: MainCfDocument, client: string): string | null {
  const [enforce, peername, use] = ['enforce_tls', 'tls_enforce_peername', 'use_tls'].map((name) =>
    effectiveValue(document, `${client}_${name}`)?.toLowerCase(),
  );
  const isKnown = [enforce, peername, use].every((value) => value === 'yes' || value === 'no');
  if (!isKnown || effectiveValue(document, `${client}_tls_security_level`) === null) return null;
  if (enforce === 'yes') return peername === 'yes' ? 'verify' : 'encrypt';
  return use === 'yes' ? 'may' : 'none';
}

/** One replacement is enough: the other obsolete lines have no effect after it. */
function isFirst({ parameters: all }: MainCfDocument, parameter: Parameter): boolean {
  const client = parameter.name.text.slice(0, 4);
  const isCandidate = ({ name, defect }: Parameter): boolean =>
    defect === null &&
    obsoleteClientNames.has(name.text) &&
    name.text.startsWith(client) &&
    !name.text.endsWith('per_site');
  return all.find(isCandidate) === parameter;
}

/** Safe: the level is what the old parameters together mean. */
function replaceBy({ line }: Parameter, replacement: string, level: string): Fix {
  const newText = `${replacement} = ${level}`;
  return { title: t('Replace by {0}', newText), safe: line.pieces.length === 1, edits: [{ span: line.span, newText }] };
}

/** Safe: Postfix does not look at it. */
function deleteLine({ text }: MainCfDocument, { line }: Parameter): Fix {
  const edits = line.pieces.map(({ start }) => ({ span: physicalLine(text, start), newText: '' }));
  return { title: t('Delete the obsolete parameter'), safe: true, edits };
}
