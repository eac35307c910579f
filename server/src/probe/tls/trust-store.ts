import { X509Certificate } from 'node:crypto';
import type { ProbeOptions } from '../options';

/** The public CAs in force: for SMTP those of a Postfix with its system's CA bundle, or those of a named CA file. */
export interface TrustStore {
  /** To tell in the evidence: `Mozilla CA bundle of Node.js 20.11.0`, `CA file lab-ca.pem`. */
  readonly name: string;
  /** PEM certificates; undefined for the runtime's bundle. */
  readonly ca: readonly string[] | undefined;
}

/** A CA file that can't be used; the message is for whoever named it. */
export class CaFileError extends Error {
  override readonly name = 'CaFileError';
}

/**
 * The trust store by the options of the user: the CA file alone, as with smtp_tls_CAfile, or else the public roots that
 * the runtime ships. Certificates of the environment (NODE_EXTRA_CA_CERTS) are in neither.
 *
 * @throws CaFileError where the CA file has no certificate, or one that can't be read.
 */
export function createTrustStore({ caFile }: Pick<ProbeOptions, 'caFile'>): TrustStore {
  if (caFile === null) return { name: bundleName(process.versions), ca: undefined };
  const ca = pemCertificates(caFile.pem);
  if (ca.length === 0) throw new CaFileError(`the CA file ${caFile.name} holds no certificate in PEM format`);
  const unreadable = ca.findIndex((pem) => !isReadable(pem));
  if (unreadable >= 0) throw new CaFileError(`certificate ${unreadable + 1} of the CA file ${caFile.name} is broken`);
  return { name: `CA file ${caFile.name}`, ca };
}

function bundleName({ node, electron }: NodeJS.ProcessVersions): string {
  return `Mozilla CA bundle of Node.js ${node}${electron === undefined ? '' : ` in Electron ${electron}`}`;
}

/** Whatever stands around the blocks is a comment. */
function pemCertificates(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
