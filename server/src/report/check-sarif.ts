import type { Finding, Severity } from '../language/finding';
import type { RuleInfo } from '../language/rule';
import { allRules } from '../languages/languages';
import { createLineIndex, type LineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import { artifactUri, isAbsolutePath } from './artifact-uri';
import { createFingerprints, type Fingerprint } from './check-fingerprint';
import { regionOf } from './check-region';
import type { CheckRun, ReportedFile, UncheckedFile } from './check-result';
import { visible, wholeText } from './escape';
import { json } from './json';

/** SARIF knows nothing below a note; the severity itself is among the properties of each result. */
const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** The folder that the relative paths start from, by the name that consumers expect. */
const root = '%SRCROOT%';
const messageLimit = 2_000;

/**
 * The Static Analysis Results Interchange Format 2.1.0 (OASIS standard), as code scanning services and editors read it. Each
 * rule that found something is described, with the text of its page; safe fixes are attached.
 */
export function checkSarif({ command = 'check', version, files, unchecked }: CheckRun): string {
  const found = new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const rules = allRules().filter(({ rule }) => found.has(rule.id));
  const ruleIndex = new Map(rules.map(({ rule }, index) => [rule.id, index]));
  const fingerprint = createFingerprints();
  return json({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'postfix-tls-policy',
            semanticVersion: version,
            rules: rules.map(({ rule }) => toRule(rule)),
          },
        },
        originalUriBaseIds: { [root]: { description: { text: `The folder in which ${command} was run.` } } },
        invocations: [
          {
            executionSuccessful: unchecked.length === 0,
            toolExecutionNotifications: unchecked.map(toNotification),
          },
        ],
        artifacts: distinctArtifacts(files).map((location) => ({ location, roles: ['analysisTarget'] })),
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        results: files.flatMap((file) => toResults(file, ruleIndex, fingerprint)),
      },
    ],
  });
}

function toRule({ id, title, severity, docs, offByDefault }: RuleInfo): object {
  return {
    id,
    shortDescription: { text: title },
    help: {
      text: `${docs.trim()}\n\nExamples: postfix-tls-policy explain ${id}`,
      markdown: `${docs.trim()}\n\nExamples: \`postfix-tls-policy explain ${id}\``,
    },
    defaultConfiguration: { enabled: offByDefault !== true, level: levels[severity] },
  };
}

function toNotification({ path, reason }: UncheckedFile): object {
  return {
    level: 'error',
    message: { text: plainMessage(`${visible(path, wholeText)}: ${visible(reason, messageLimit)}`) },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
  };
}

function toResults(
  { path, text, findings }: ReportedFile,
  ruleIndex: ReadonlyMap<string, number>,
  fingerprint: Fingerprint,
): readonly object[] {
  const index = createLineIndex(text);
  return findings.map(({ rule, severity, message, span, related = [], fixes = [] }) => {
    const known = ruleIndex.get(rule);
    const safe = fixes.filter((fix) => fix.safe);
    return {
      ruleId: rule,
      ...(known === undefined ? {} : { ruleIndex: known }),
      level: levels[severity],
      message: toMessage(message),
      locations: [toLocation(path, index, span)],
      ...(related.length > 0
        ? {
            relatedLocations: related.map((place, number) => ({
              id: number + 1,
              ...toLocation(path, index, place.span),
              message: toMessage(place.message),
            })),
          }
        : {}),
      partialFingerprints: {
        'findingInLine/v1': fingerprint({ path, rule, text, index, region: regionOf(index, span) }),
      },
      ...(safe.length > 0 ? { fixes: safe.map((fix) => toFix(path, index, fix)) } : {}),
      properties: { severity },
    };
  });
}

function toFix(path: string, index: LineIndex, { title, edits }: NonNullable<Finding['fixes']>[number]): object {
  return {
    description: toMessage(title),
    artifactChanges: [
      {
        artifactLocation: artifactLocation(path),
        replacements: edits.map(({ span, newText }) => ({
          deletedRegion: regionOf(index, span),
          ...(newText === '' ? {} : { insertedContent: { text: newText } }),
        })),
      },
    ],
  };
}

function toLocation(path: string, index: LineIndex, span: Span): object {
  return { physicalLocation: { artifactLocation: artifactLocation(path), region: regionOf(index, span) } };
}

/** Two paths may have one URI; the schema wants each artifact once. */
function distinctArtifacts(files: readonly ReportedFile[]): readonly object[] {
  return [...new Map(files.map(({ path }) => [artifactUri(path), artifactLocation(path)])).values()];
}

function artifactLocation(path: string): object {
  const uri = artifactUri(path);
  return isAbsolutePath(path) ? { uri } : { uri, uriBaseId: root };
}

function toMessage(text: string): object {
  return { text: plainMessage(visible(text, messageLimit)) };
}

/**
 * A message quotes what stands in the file, and must neither become a link, `[text](target)`, nor hold a placeholder, `{0}`
 * (SARIF 2.1.0 sections 3.11.6 and 3.11.5): brackets are set apart, braces doubled.
 */
function plainMessage(text: string): string {
  return text.replaceAll('](', '] (').replace(/\{(\d+)\}/g, '{{$1}}');
}
