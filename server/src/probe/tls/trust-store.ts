import { X509Certificate } from 'node:crypto';
import { basename, win32 } from 'node:path';
import type { PemFile, ProbeOptions } from '../options';
import { printableText } from '../printable';

/** The CAs in force: for SMTP the public ones, or those that somebody named instead. */
export interface TrustStore {
  /** To tell in the evidence: `Mozilla CA bundle of Node.js 20.11.0`, `CA file lab-ca.pem and CA folder certs`. */
  readonly name: string;
  /** PEM certificates; undefined for the runtime's bundle. */
  readonly ca: readonly string[] | undefined;
  /** What it is put together from, where that is more than one; then a chain tells which one its root comes from. */
  readonly parts: readonly StorePart[];
}

export interface StorePart {
  readonly name: string;
  readonly ca: readonly string[];
}

/** A CA file that can't be used; the message is for whoever named it. */
export class CaFileError extends Error {
  override readonly name = 'CaFileError';
}

/** A folder of CAs that can't be used; the message is for whoever named it. */
export class CaPathError extends Error {
  override readonly name = 'CaPathError';
}

/**
 * The trust store by the options of the user: the CA file and the folder of CAs together, as with smtp_tls_CAfile and
 * smtp_tls_CApath, or where neither is named the public roots that the runtime ships. Certificates of the environment
 * (NODE_EXTRA_CA_CERTS) are in none. Their names are told without folders, unless `full` is set.
 *
 * @throws CaFileError or CaPathError where there is no certificate, or one that can't be read.
 */
export function createTrustStore({
  caFile,
  caPath,
  full = false,
}: Pick<ProbeOptions, 'caFile' | 'caPath' | 'full'>): TrustStore {
  const parts: StorePart[] = [];
  const told = (path: string): string => (full ? path : lastName(path));
  if (caFile !== null) {
    const where = `the CA file ${caFile.name}`;
    parts.push({
      name: `CA file ${told(caFile.name)}`,
      ca: readCertificates(caFile, where, (message) => new CaFileError(message)),
    });
  }
  if (caPath !== undefined) {
    const { name, isHashed, files, unseen = [] } = caPath;
    const ca = files.flatMap((file) =>
      readCertificates(file, `${file.name} in the CA folder ${name}`, (message) => new CaPathError(message)),
    );
    // Postfix finds nothing in it as it stands, or not all.
    const state = isHashed ? describeUnseen(unseen) : ' (not hashed yet: openssl rehash)';
    parts.push({ name: `CA folder ${told(name)}${state}`, ca: [...new Set(ca)] });
  }
  if (parts.length === 0) return { name: bundleName(process.versions), ca: undefined, parts };
  const ca = [...new Set(parts.flatMap((part) => part.ca))];
  return { name: parts.map(({ name }) => name).join(' and '), ca, parts: parts.length > 1 ? parts : [] };
}

const unseenTold = 3;

function describeUnseen(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length - unseenTold;
  const told = names.slice(0, unseenTold).map(printableText);
  return ` (not counted for want of a hashed name: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}; openssl rehash)`;
}

function bundleName({ node, electron }: NodeJS.ProcessVersions): string {
  return `Mozilla CA bundle of Node.js ${node}${electron === undefined ? '' : ` in Electron ${electron}`}`;
}

/** Of a path of this system or another: the folders before it often hold the name of a person. */
function lastName(path: string): string {
  return basename(win32.basename(path)) || path;
}

function readCertificates({ pem }: PemFile, where: string, refusal: (message: string) => Error): readonly string[] {
  const ca = pemCertificates(pem);
  if (ca.length === 0) throw refusal(`${where} holds no certificate in PEM format`);
  const unreadable = ca.findIndex((each) => !isReadable(each));
  if (unreadable >= 0) throw refusal(`certificate ${unreadable + 1} of ${where} is broken`);
  return ca;
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
