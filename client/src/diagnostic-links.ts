import { type Diagnostic, Uri } from 'vscode';
import type { vsdiag } from 'vscode-languageclient/node';

/**
 * Makes the link on a finding's rule open the rule's page in the preview, from the package. What the server sends is the
 * file's address, as every editor understands it; VS Code would show that as source text.
 */
export function withRulePageLinks(
  report: vsdiag.DocumentDiagnosticReport | null | undefined,
  section: string,
): vsdiag.DocumentDiagnosticReport | null | undefined {
  if (!report || !('items' in report)) return report;
  for (const diagnostic of report.items) linkRulePage(diagnostic, section);
  return report;
}

function linkRulePage(diagnostic: Diagnostic, section: string): void {
  const { code } = diagnostic;
  if (typeof code !== 'object' || typeof code.value !== 'string') return;
  const target = Uri.from({ scheme: 'command', path: `${section}.openRulePage`, query: JSON.stringify([code.value]) });
  diagnostic.code = { value: code.value, target };
}
