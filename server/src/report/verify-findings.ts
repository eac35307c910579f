import type { Finding, Severity } from '../language/finding';
import { inOneLine } from '../text/sentences';
import type { VerifyOutcome } from '../verify/outcome';
import type { VerifyResult } from '../verify/result';
import type { CheckRun } from './check-result';
import { isWorthTelling, type VerifyRun } from './verify-result';
import { driftWords, outcomeWords, verifyDetails } from './verify-words';

const severities: Readonly<Record<VerifyOutcome, Severity>> = {
  fails: 'error',
  weaker: 'warning',
  untested: 'information',
  upgradable: 'hint',
  holds: 'information',
};

/** A run as the reporters of `check` tell it to pipelines: a finding for each entry that does not simply hold. */
export function asVerifyCheckRun({ version, files, unchecked, fails }: VerifyRun): CheckRun {
  const failing = new Set<Finding>();
  const untested = new Set<Finding>();
  return {
    command: 'verify',
    version,
    files: files.map(({ path, text, results }) => ({
      path,
      text,
      findings: results.filter(isWorthTelling).map((result) => {
        const finding = toFinding(result);
        if (fails(result)) failing.add(finding);
        if (result.outcome === 'untested') untested.add(finding);
        return finding;
      }),
    })),
    unchecked,
    fails: (finding) => failing.has(finding),
    isUntested: (finding) => untested.has(finding),
  };
}

function toFinding(result: VerifyResult): Finding {
  const { outcome, entry, expiring, drift } = result;
  const words = driftWords(result);
  const head = `${entry.key} ${outcomeWords(result)}${words === null ? '' : ` (${words})`}.`;
  return {
    rule: outcome === 'holds' ? holdingRule(drift !== null, expiring.length > 0) : `verify-${outcome}`,
    severity: severities[outcome],
    message: inOneLine([head, ...verifyDetails(result)]),
    span: entry.span,
  };
}

function holdingRule(isRecovered: boolean, isExpiring: boolean): string {
  if (isExpiring) return 'verify-expiring';
  return isRecovered ? 'verify-recovered' : 'verify-unsteady';
}
