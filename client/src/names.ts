/** The section of our settings, and the prefix of our commands. */
export const section = 'postfixTlsPolicy';

/** Tells the server that the person trusts the workspace from now on. */
export const trustGranted = `${section}/didGrantWorkspaceTrust`;

/** The server's command; its arguments are those of `server/src/lsp/probe-request.ts`. */
export const serverProbe = `${section}.server.probe`;

/** The server's command that judges an entry as it stands; its arguments are those of the probe. */
export const serverVerify = `${section}.server.verify`;

/** Shows what the extension and its server log. */
export const showLogCommand = `${section}.showLog`;
