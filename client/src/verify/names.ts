import { section } from '../names';

/** The server's command that verifies entries of a table; see `server/src/verify/conversation.ts`. */
export const serverVerifyEntries = `${section}.server.verifyEntries`;

/** The server's request for the entries of an open table, and its notification of how a run goes on; likewise. */
export const serverEntries = `${section}/entries`;
export const serverVerified = `${section}/verified`;

/** The id of our part of the Test Explorer. */
export const controllerId = `${section}.verify`;

export const policyLanguage = 'postfix-tls-policy';
