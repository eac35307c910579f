/** The section of our settings, and the prefix of our commands. */
export const section = 'postfixTlsPolicy';

/** Tells the server that the person trusts the workspace from now on. */
export const trustGranted = `${section}/didGrantWorkspaceTrust`;

/** The server's command; its arguments are those of `server/src/lsp/probe-request.ts`. */
export const serverProbe = `${section}.server.probe`;

/** The server's command that judges an entry as it stands; its arguments are those of the probe. */
export const serverVerify = `${section}.server.verify`;

/** The server's command that examines the servers of a next-hop for old protocols; its arguments are those of the probe. */
export const serverProbeDeep = `${section}.server.probeDeep`;

/** The server's command that tells which policy applies; its argument is that of `server/src/lsp/query-command.ts`. */
export const serverQuery = `${section}.server.query`;

/** The server's command that tells what a site's mail is protected against; its argument is that of `server/src/lsp/posture-command.ts`. */
export const serverPosture = `${section}.server.posture`;

/** The server's command that explains lines of a log; its argument is that of `server/src/lsp/explain-log-command.ts`. */
export const serverExplainLog = `${section}.server.explainLog`;

/** The server's command that puts the entries of a table in order; its argument is that of `server/src/lsp/sort-command.ts`. */
export const serverSort = `${section}.server.sortEntries`;

/** The server's command that shows what this machine lets a probe see; its argument is that of `server/src/lsp/machine-command.ts`. */
export const serverCheckMachine = `${section}.server.checkMachine`;

/** The server's request that tells what a document is judged by; see `server/src/lsp/document-facts.ts`. */
export const serverFacts = `${section}/documentFacts`;

/** Lets a person choose the lookup table type of the table in front. */
export const chooseTableTypeCommand = `${section}.chooseTableType`;

/** Shows what the extension and its server log. */
export const showLogCommand = `${section}.showLog`;
