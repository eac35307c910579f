import type { CodeAction, CodeActionParams, Command, Range } from 'vscode-languageserver/node';
import { deleteEntry } from '../policy/delete-entry';
import type { PolicyDocument } from '../policy/document';
import { formatPolicyValue } from '../policy/entry';
import { samplesOf } from '../policy/samples';
import { codeActions, type DeleteOffer, type ProbeOffer, type RenameOffer, type SelectionOffer } from './code-actions';
import type { ServerContext } from './context';
import { type ProbeTarget, policyOf, targetAt, targetsWithNames } from './entries';
import { findingsIn } from './findings';
import { fixAllAction, registerFixAllResolve } from './fix-all-action';
import { ignoreEdits } from './ignore';
import type { Model } from './model-cache';
import { moderniseActions } from './modernise-actions';
import type { OpenDocument } from './open-document';
import { toSpan, toWorkspaceEdit } from './positions';
import { recallRenaming } from './rename-names-command';
import type { Offered } from './replace-title';
import { recallReplacing } from './replacing';
import { safely } from './safely';
import { selectedTargets } from './selected-targets';
import { siteActions } from './site-actions';
import { sortActions } from './sort-actions';
import { stagedActions } from './staged-actions';
import { termsFor } from './terms';
import { toDiagnostic } from './to-diagnostics';
import { verifyFixes } from './verify-fixes';

/** `textDocument/codeAction`. */
export function registerCodeActions(context: ServerContext): void {
  if (context.client.resolvesActionEdits) registerFixAllResolve(context);
  context.connection.onCodeAction((params, token) =>
    safely(context.connection.console, 'code actions', [], token, () => actionsFor(context, params)),
  );
}

async function actionsFor(context: ServerContext, params: CodeActionParams): Promise<(CodeAction | Command)[]> {
  const { client, models, runtime } = context;
  const settings = await context.configuration.ofDocument(params.textDocument.uri);
  const found = await findingsIn(context, params.textDocument.uri);
  const document = context.documents.get(params.textDocument.uri);
  if (!document) return [];
  const model = models.modelOf(document, settings);
  if (!model) return [];
  const span = toSpan(document, params.range);
  const actions = codeActions({
    span,
    only: params.context.only,
    findings: found?.document === document ? found.findings : models.findingsOf(document, settings),
    toEdit: (edits) => toWorkspaceEdit(document, edits, client.versionedEdits),
    toDiagnostic: (finding) => toDiagnostic(document, finding, runtime.rulePages, client.relatedInformation),
    ignoreEdits: (finding) => ignoreEdits(model.document, finding),
    ofDocument: [
      ...fixAllAction(context, document, settings, params.context.only),
      ...(await verifyFixes(context, document, settings, params.range, params.context.only)),
      ...sortOffers(context, document, model, params.range),
      ...(await stagedActions(context, document, model, settings, span.start)),
      ...(await siteActions(context, document, model, span.start)),
      ...(await moderniseActions(context, document, model.language.name, span.start)),
    ],
    selection: selectionOffer(document, model, params.range),
    probe: await probeOffer(context, document, model, span.start),
  });
  // An editor of the early days knows commands only.
  return client.codeActionLiterals ? actions : actions.flatMap(({ command }) => command ?? []);
}

function sortOffers(
  { client }: ServerContext,
  { uri }: OpenDocument,
  model: Model,
  range: Range,
): readonly CodeAction[] {
  const policy = policyOf(model);
  if (policy === null) return [];
  const selection = range.start.line === range.end.line ? null : range;
  return sortActions({ uri, selection, hasPatterns: policy.hasPatterns, showsDisabled: client.disabledCodeActions });
}

function selectionOffer(document: OpenDocument, model: Model, range: Range): SelectionOffer | null {
  const policy = policyOf(model);
  if (policy === null || range.start.line === range.end.line) return null;
  const { length } = selectedTargets(policy, toSpan(document, range)).asked;
  return length < 2 ? null : { count: length, request: { uri: document.uri, version: document.version, range } };
}

async function probeOffer(
  context: ServerContext,
  document: OpenDocument,
  model: Model,
  offset: number,
): Promise<ProbeOffer | null> {
  const policy = policyOf(model);
  const target = policy && targetAt(policy, offset);
  if (!target) return null;
  const { key, occurrence, nextHop, line, bare, entry } = target;
  // Without a sample there is nobody to ask.
  if (target.bySamples && samplesOf(policy, entry).length === 0) return null;
  const { uri, version } = document;
  return {
    nextHop,
    line,
    bare,
    verifiable: entry.value.value !== null,
    examinable: !target.bySamples,
    replacements: await replacementsFor(context, uri, policy, target),
    renaming: await renameOffer(context, uri, policy, target),
    deletion: await deletionFor(context, policy, target),
    request: { uri, version, key, ...(occurrence > 0 ? { occurrence } : {}) },
  };
}

/** Nothing before a probe of this session; for a single entry the other actions do. */
async function renameOffer(
  context: ServerContext,
  uri: string,
  policy: PolicyDocument,
  target: ProbeTarget,
): Promise<RenameOffer | null> {
  if (context.reports.recall(target.nextHop) === null) return null;
  const renaming = await recallRenaming(context, target, await termsFor(context, uri));
  if (renaming === null) return null;
  const { hasNames } = await context.runtime.loadProbing();
  const { length: count } = targetsWithNames(policy, (value) => hasNames(value, renaming), Number.POSITIVE_INFINITY);
  return count < 2 ? null : { from: renaming.from, to: renaming.to, count };
}

/** Nothing before a probe or a verification of this session, either. */
async function deletionFor(
  { reports, runtime, verifying }: ServerContext,
  policy: PolicyDocument,
  { nextHop, entry }: ProbeTarget,
): Promise<DeleteOffer | null> {
  const evidence = reports.recall(nextHop);
  if (evidence === null) return null;
  const { isProvenWithoutMail, hasLongTakenNoMail } = await runtime.loadProbing();
  if (isProvenWithoutMail(evidence)) return { edits: deleteEntry(policy, entry), since: null };
  const known = await verifying.looks.noMailSince(nextHop);
  if (known === null || !hasLongTakenNoMail(known, evidence)) return null;
  return { edits: deleteEntry(policy, entry), since: known.since };
}

/** None before a probe of this session; the network is not asked here. */
async function replacementsFor(
  context: ServerContext,
  uri: string,
  policy: PolicyDocument,
  target: ProbeTarget,
): Promise<readonly Offered[]> {
  const replacing = await recallReplacing(context, uri, policy, target);
  if (replacing === null) return [];
  return replacing.replacementsOf(target.value).map((each) => ({
    entry: each.entry,
    line: `${target.key} ${formatPolicyValue(each.value)}`,
    reasons: each.reasons,
    samples: replacing.samples,
  }));
}
