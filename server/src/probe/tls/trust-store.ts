/** The public CAs in force: for SMTP those of a Postfix with its system's CA bundle, or those of a named CA file. */
export interface TrustStore {
  /** To tell in the evidence: `Mozilla CA bundle of Node.js 20.11.0`, `CA file lab-ca.pem`. */
  readonly name: string;
  /** PEM certificates; undefined for the runtime's bundle. */
  readonly ca: readonly string[] | undefined;
}
