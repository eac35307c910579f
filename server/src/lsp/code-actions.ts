import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { Finding, Fix } from '../language/finding';
import type { Span, TextEdit } from '../text/span';
import { t } from '../text/translate';
import { isWanted } from './code-action-kinds';
import { plainMessage } from './plain-message';
import { touches } from './positions';
import type { ProbeRequest, SelectionRequest } from './probe-request';
import { type Offered, replaceTitle } from './replace-title';
import {
  deepProbeCommand,
  probeCommand,
  renameNamesCommand,
  replaceCommand,
  rulePageCommand,
  verifyCommand,
} from './server-commands';

/** What the actions of one place are made from. */
export interface ActionRequest {
  readonly toEdit: (edits: readonly TextEdit[]) => WorkspaceEdit;
  readonly span: Span;
  /** The kinds that are asked for; undefined: all. */
  readonly only: readonly CodeActionKind[] | undefined;
  /** All findings of the document. */
  readonly findings: readonly Finding[];
  readonly toDiagnostic: (finding: Finding) => Diagnostic;
  /** The edits that put a suppression comment above a finding. */
  readonly ignoreEdits: (finding: Finding) => readonly TextEdit[];
  /** What concerns the document as a whole, or what is selected of it. */
  readonly ofDocument: readonly CodeAction[];
  /** The entry at the place, where it can be probed. */
  readonly probe: ProbeOffer | null;
  /** The domains without an entry in a selection; null for fewer than two. */
  readonly selection: SelectionOffer | null;
}

export interface SelectionOffer {
  readonly count: number;
  readonly request: SelectionRequest;
}

/** Names to be replaced in all entries that have them. */
export interface RenameOffer {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly count: number;
}

/** How an entry is taken out whose domain takes no mail. */
export interface DeleteOffer {
  readonly edits: readonly TextEdit[];
  /** Since when every look says so, ISO 8601; null where DNSSEC proves it. */
  readonly since: string | null;
}

export interface ProbeOffer {
  readonly nextHop: string;
  readonly request: ProbeRequest;
  /** The whole logical line of the entry. */
  readonly line: Span;
  /** A domain that has no value yet. */
  readonly bare: boolean;
  /** Whether there is a value that Postfix accepts, thus one to verify. */
  readonly verifiable: boolean;
  /** Whether it is one next-hop, whose servers may be examined. */
  readonly examinable: boolean;
  /** What may be put in its place, by an earlier probe; empty before. */
  readonly replacements: readonly Offered[];
  /** Its names and the new ones, where an earlier probe showed that the provider renamed its hosts and several entries have them. */
  readonly renaming: RenameOffer | null;
  /** What takes it out, where the domain takes no mail; null otherwise. */
  readonly deletion: DeleteOffer | null;
}

/** The actions of one place, in the order of a menu: probe, mend, verify, replace, then the rest. */
export function codeActions(request: ActionRequest): CodeAction[] {
  const here = request.findings.filter(({ span }) => touches(span, request.span));
  const actions = [
    ...(request.selection ? [selectionAction(request.selection)] : []),
    ...(request.probe ? [probeAction(request.probe, request)] : []),
    ...here.flatMap((finding) => fixActions(request, finding)),
    ...(request.probe
      ? [
          ...verifyAction(request.probe),
          ...replaceActions(request.probe),
          ...renameAction(request.probe),
          ...deleteAction(request.probe, request),
          ...deepAction(request.probe),
        ]
      : []),
    ...here.flatMap((finding) => ignoreAction(request, finding)),
    ...oncePerRule(here).flatMap((finding) => rulePageAction(request, finding)),
    ...request.ofDocument,
  ];
  return actions.filter(({ kind }) => isWanted(kind ?? '', request.only));
}

/**
 * A healthy entry lights no bulb: there the probe is a mere rewrite. Never preferred, since a preferred action can be
 * run by one key without being read, and this one contacts the network.
 */
function probeAction(
  { nextHop, request, line, bare }: ProbeOffer,
  { findings, toDiagnostic }: ActionRequest,
): CodeAction {
  const troubled = findings.filter(({ span }) => touches(span, line));
  const title = t('Probe {0} and insert its entry', nextHop);
  return {
    title,
    kind: bare || troubled.length > 0 ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
    ...(troubled.length > 0 ? { diagnostics: troubled.map(toDiagnostic) } : {}),
    command: { title, command: probeCommand, arguments: [request] },
  };
}

/** A quick fix, since an entry without a value is a problem in each of its lines. */
function selectionAction({ count, request }: SelectionOffer): CodeAction {
  const title = t('Probe {0} domains and insert their entries', count);
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: probeCommand, arguments: [request] } };
}

/** A mere refactoring, so that a healthy line lights no bulb; it edits nothing. */
function verifyAction({ nextHop, request, verifiable }: ProbeOffer): CodeAction[] {
  if (!verifiable) return [];
  const title = t('Verify the entry of {0}', nextHop);
  const command = { title, command: verifyCommand, arguments: [request] };
  return [{ title, kind: CodeActionKind.RefactorRewrite, command }];
}

/** The dots say that it asks before; it edits nothing. */
function deepAction({ nextHop, request, examinable }: ProbeOffer): CodeAction[] {
  if (!examinable) return [];
  const title = t('Probe old protocols of {0}…', nextHop);
  return [
    {
      title,
      kind: CodeActionKind.RefactorRewrite,
      command: { title, command: deepProbeCommand, arguments: [request] },
    },
  ];
}

/** Never preferred: each has a cost to be read before. */
function replaceActions({ request, bare, replacements }: ProbeOffer): CodeAction[] {
  return replacements.map((offered) => {
    const title = replaceTitle(offered, bare);
    const command = { title, command: replaceCommand, arguments: [{ ...request, entry: offered.entry }] };
    return { title, kind: CodeActionKind.RefactorRewrite, command };
  });
}

/** Never preferred: it asks for many domains. */
function renameAction({ request, renaming }: ProbeOffer): CodeAction[] {
  if (renaming === null) return [];
  const { from, to, count } = renaming;
  const title = plainMessage(t('Replace {0} by {1} in all {2} entries…', from.join(':'), to.join(':'), count));
  const command = { title, command: renameNamesCommand, arguments: [request] };
  return [{ title, kind: CodeActionKind.RefactorRewrite, command }];
}

/** Never preferred: who deletes an entry has to know that nothing needs it. */
function deleteAction({ nextHop, deletion }: ProbeOffer, { toEdit }: ActionRequest): CodeAction[] {
  if (deletion === null) return [];
  const { edits, since } = deletion;
  const title =
    since === null
      ? t('Delete the entry of {0}: the domain takes no mail', nextHop)
      : t(
          'Delete the entry of {0}: every look since {1} says that the domain takes no mail, none by DNSSEC',
          nextHop,
          since.slice(0, 10),
        );
  return [{ title, kind: CodeActionKind.RefactorRewrite, edit: toEdit(edits) }];
}

function fixActions({ toEdit, toDiagnostic }: ActionRequest, finding: Finding): CodeAction[] {
  const fixes = finding.fixes ?? [];
  const onlySafe = fixes.filter(({ safe }) => safe).length === 1;
  return fixes.map((fix: Fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding)],
    edit: toEdit(fix.edits),
    ...(fix.safe && onlySafe ? { isPreferred: true } : {}),
  }));
}

function ignoreAction({ toEdit, toDiagnostic, ignoreEdits }: ActionRequest, finding: Finding): CodeAction[] {
  const edits = ignoreEdits(finding);
  if (edits.length === 0) return [];
  const action = {
    title: t('Ignore {0} here', finding.rule),
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding)],
    edit: toEdit(edits),
  };
  return [action];
}

/** None where the diagnostic leads to no page. */
function rulePageAction({ toDiagnostic }: ActionRequest, finding: Finding): CodeAction[] {
  const diagnostic = toDiagnostic(finding);
  if (diagnostic.codeDescription === undefined) return [];
  const title = t('Open the page of {0}', finding.rule);
  const command = { title, command: rulePageCommand, arguments: [finding.rule] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
}

function oncePerRule(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ rule }, index) => findings.findIndex((other) => other.rule === rule) === index);
}
