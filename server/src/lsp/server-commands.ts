import { reviewCommand, reviewEvidenceCommand, reviewRefsCommand, reviewTextCommand } from '../revisions/conversation';

// The names stand apart from what runs them, because an editor is told them before anything of that is loaded.

/** The server's command that probes a next-hop and inserts the entry. */
export const probeCommand = 'postfixTlsPolicy.server.probe';

/** The server's command that probes a next-hop and judges its entry as it stands. Its argument is a `ProbeRequest`. */
export const verifyCommand = 'postfixTlsPolicy.server.verify';

/** The server's command that examines the servers of a next-hop, once a person said yes. Its argument is a `ProbeRequest`. */
export const deepProbeCommand = 'postfixTlsPolicy.server.probeDeep';

/** The server's command that verifies many entries of a table; its argument is a `VerifyEntriesRequest`. */
export const verifyEntriesCommand = 'postfixTlsPolicy.server.verifyEntries';

/** The server's command that tells what was seen of an entry; its argument is a `ProbeRequest`, with `show` to have it shown. */
export const evidenceCommand = 'postfixTlsPolicy.server.evidence';

/** The server's command that writes improvements which a person chose; its argument is `{ uri, entries }`, each as it was listed. */
export const improveCommand = 'postfixTlsPolicy.server.improve';

/** The server's command that explains lines of a mail log; its one argument is an `ExplainLogRequest`. */
export const explainLogCommand = 'postfixTlsPolicy.server.explainLog';

/** The server's command that tells which policy applies to a next-hop; its one argument is a `QueryRequest`. */
export const queryCommand = 'postfixTlsPolicy.server.query';

/** The server's command that tells what the mail of a site is protected against; its one argument is a `PostureRequest`. */
export const postureCommand = 'postfixTlsPolicy.server.posture';

/** The server's command that puts an entry in the place of another, by an earlier probe. */
export const replaceCommand = 'postfixTlsPolicy.server.replace';

/**
 * The server's command that replaces the names of a provider which renamed its hosts in all entries of a document that have
 * them. Its argument is a `ProbeRequest` for the entry whose probe showed it.
 */
export const renameNamesCommand = 'postfixTlsPolicy.server.renameNames';

/** The server's command that puts the entries of a table in order. */
export const sortCommand = 'postfixTlsPolicy.server.sortEntries';

/** The server's command that fixes all safe problems of a document; its argument is the URI. */
export const fixAllCommand = 'postfixTlsPolicy.server.fixAll';

/** Shows what verdicts of this machine can rest on; its argument is a `MachineRequest`. */
export const machineCommand = 'postfixTlsPolicy.server.checkMachine';

/** Shows the page of a rule; its argument is the rule's id. */
export const rulePageCommand = 'postfixTlsPolicy.server.openRulePage';

/** Of `workspace/executeCommand`. */
export const serverCommands = [
  probeCommand,
  verifyCommand,
  deepProbeCommand,
  verifyEntriesCommand,
  evidenceCommand,
  improveCommand,
  explainLogCommand,
  queryCommand,
  postureCommand,
  replaceCommand,
  renameNamesCommand,
  sortCommand,
  fixAllCommand,
  machineCommand,
  reviewCommand,
  reviewRefsCommand,
  reviewTextCommand,
  reviewEvidenceCommand,
  rulePageCommand,
] as const;
