import { checkDocument } from '../language/check';
import { checkLines } from '../language/check-lines';
import { followLines } from '../language/follow-lines';
import { defaultCheckOptions, type Language } from '../language/language';
import type { PolicyDocument } from './document';
import { policyLines } from './line-language';
import { parsePolicy } from './parse';
import { policyRules } from './rules';

/** The names that policy tables have; the same as `contributes.languages` of the extension. */
function matches(fileName: string): boolean {
  return (
    fileName === 'tls_policy' ||
    fileName === 'tls_policy_maps' ||
    fileName.startsWith('tls_policy.') ||
    fileName.endsWith('.tls_policy') ||
    fileName.startsWith('smtp_tls_policy')
  );
}

export const policyLanguage: Language<PolicyDocument> = {
  id: 'postfix-tls-policy',
  name: 'policy',
  title: 'Postfix TLS policy table',
  matches,
  rules: policyRules,
  parse: parsePolicy,
  check: (document, options = defaultCheckOptions) =>
    checkDocument(policyRules, document, { nodes: document.entries, nameOf: policyLines.nameOf }, options),
  checkText: (text, parseOptions, checkOptions) => checkLines(policyLines, text, parseOptions, checkOptions),
  follow: (text, parseOptions, checkOptions) => followLines(policyLines, text, parseOptions, checkOptions),
};
