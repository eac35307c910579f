import { compareVersions } from '../../language/postfix-versions';
import { type ParameterFacts, parameterFacts } from '../../postfix/parameters';
import { t } from '../../text/translate';
import type { MainCfDocument, Parameter } from '../document';
import { obsoleteClientNames } from './obsolete-tls-parameter';
import type { ParameterRule } from './rule';

export const obsoleteParameter: ParameterRule = {
  id: 'obsolete-parameter',
  scope: 'node',
  title: 'Obsolete parameter',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix 3.9 and 3.11 began to warn of parameters that a later release removes (\`support for parameter "X" will be removed\`); others
are accepted without effect, or are already gone, and then only \`postconf\` tells of an \`unused parameter\`.`,
  bad: [
    { text: 'smtpd_use_tls = yes\n' },
    { text: 'virtual_maps = hash:/etc/postfix/virtual\n' },
    { text: 'tls_low_cipherlist = ALL\n' },
    { text: 'smtp_tls_cipherlist = HIGH\n' },
    { text: 'smtpd_tls_eecdh_grade = strong\n' },
    { text: 'smtp_cname_overrides_servername = no\n' },
  ],
  good: [
    { text: 'smtpd_tls_security_level = may\n' },
    { text: '# tls-policy-lint: postfix 3.7\nvirtual_maps = hash:/etc/postfix/virtual\n' },
  ],
  check(parameter, document, report, { postfix }) {
    const { name, defect } = parameter;
    const facts = defect === null ? parameterFacts(name.text) : null;
    if (facts === null || obsoleteClientNames.has(name.text)) return;
    const { from, to } = postfix;
    const reaches = (version: string | null): boolean =>
      version !== null && (to === null || compareVersions(to, version) >= 0);
    const state = describeState(name.text, facts, reaches, (version) => compareVersions(from, version) >= 0);
    if (state === null) return;
    const instead = facts.replacement === null ? t('Delete the line.') : t('Write {0} instead.', facts.replacement);
    report({
      span: name.span,
      message: `${state} ${instead}`,
      fixes: renameOf(document, parameter, facts),
    });
  },
};

function describeState(
  name: string,
  { goneIn, warnedIn, ignoredSince }: ParameterFacts,
  reaches: (version: string | null) => boolean,
  isAllSince: (version: string) => boolean,
): string | null {
  if (goneIn !== null && isAllSince(goneIn))
    return t('{0} is unknown to Postfix {1} and newer, which ignore the line.', name, goneIn);
  if (ignoredSince !== null && reaches(ignoredSince))
    return t('{0} has no effect in Postfix {1} and newer.', name, ignoredSince);
  if (warnedIn !== null && reaches(warnedIn))
    return t('{0} is obsolete: Postfix {1} and newer warn about it.', name, warnedIn);
  return null;
}

/** The old name is still the default of the new one, so the same value under the new name does the same. */
function renameOf({ effective }: MainCfDocument, { name }: Parameter, { replacement, isHonoured }: ParameterFacts) {
  if (replacement === null || !isHonoured || effective.has(replacement)) return [];
  return [{ title: t('Write {0}', replacement), safe: false, edits: [{ span: name.span, newText: replacement }] }];
}
