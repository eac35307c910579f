import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { entriesFor } from '../policy/find';
import { describeAge } from '../text/age';
import { spokenLocale } from '../text/locale';
import { inOneLine } from '../text/sentences';
import { t } from '../text/translate';
import { isStillJudged } from '../verify/judged-as';
import type { VerifyOutcome } from '../verify/outcome';
import { entryId, type ToldEntry } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import type { OpenDocument } from './open-document';
import { toRange } from './positions';
import { asRecord, type DocumentSettings } from './settings';
import { termsFor } from './terms';
import { diagnosticSource } from './to-diagnostics';

/** What is told at an entry; what holds, or could not be tested, is not. */
const severities: Readonly<Partial<Record<VerifyOutcome, DiagnosticSeverity>>> = {
  fails: DiagnosticSeverity.Error,
  weaker: DiagnosticSeverity.Warning,
  upgradable: DiagnosticSeverity.Warning,
};

/** Diagnostics at most; a list of which all fails has one cause. */
const most = 500;

/** What verification found at the entries of a document that are still as they were judged, with its age. */
export async function verifyDiagnostics(
  context: ServerContext,
  document: OpenDocument,
  settings: DocumentSettings,
): Promise<readonly Diagnostic[]> {
  const results = await context.verifying.results.of(document.uri);
  const told = [...results.values()].filter(({ outcome }) => severities[outcome] !== undefined);
  if (told.length === 0) return [];
  const { sender } = await termsFor(context, document.uri);
  const policy = policyNow(context, document.uri, settings);
  // Another version has a check of its own under way.
  if (policy === null || context.documents.get(document.uri) !== document) return [];
  const shown = told.slice(0, most).flatMap((each): (readonly [ToldEntry, Diagnostic])[] => {
    const entry = entriesFor(policy, each.key)[each.occurrence];
    if (entry === undefined) return [];
    if (!isStillJudged(each, { value: entry.value.value, line: entry.line.text }, sender)) return [];
    return [[each, toDiagnostic(each, toRange(document, entry.key.span))]];
  });
  context.verifying.ages.told(shown.map(([each]) => lastSeen(each)));
  return shown.map(([, diagnostic]) => diagnostic);
}

function toDiagnostic(told: ToldEntry, range: Diagnostic['range']): Diagnostic {
  return {
    range,
    severity: severities[told.outcome] ?? DiagnosticSeverity.Information,
    source: diagnosticSource,
    code: `verify-${told.outcome}`,
    message: describeTold(told),
    data: { verified: entryId(told) },
  };
}

/** The id of the entry that one of these diagnostics is about. */
export function verifiedBy({ data }: Diagnostic): string | null {
  const { verified } = asRecord(data);
  return typeof verified === 'string' ? verified : null;
}

/** `Verified 3 days ago: fails: mail is deferred. …` */
export function describeTold(told: ToldEntry): string {
  const age = describeAge(Date.now() - lastSeen(told), spokenLocale());
  return inOneLine([t('Verified {0}: {1}.', age, told.words), ...told.details]);
}

/** In milliseconds since 1970. */
function lastSeen({ seenAt, verifiedAt }: ToldEntry): number {
  return Date.parse(seenAt ?? verifiedAt);
}
