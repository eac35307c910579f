import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError } from './input-file';
import { readTextFile } from './text-file';

/** The certificates of a folder, as smtp_tls_CApath names one. */
export interface CaFolder {
  /** The folder. */
  readonly name: string;
  /** Whether the files have the names by which OpenSSL finds them; Postfix finds none else. */
  readonly isHashed: boolean;
  /** With their names in the folder. */
  readonly files: readonly { readonly name: string; readonly pem: string }[];
  /** Files with a certificate that somebody put beside the hashed ones and OpenSSL does not find; absent where there are none. */
  readonly unseen?: readonly string[];
}

/** A system has some 150 CAs, each in a file of 2 kB that often has a second name. */
const limits = { entries: 10_000, files: 1_000, bytes: 16 * 1024 * 1024 };
const hashedName = /^([0-9a-f]{8})\.(0|[1-9]\d{0,3})$/;
/** What openssl-rehash(1) makes links to. */
const certificateName = /\.(?:pem|crt|cer|cert)$/i;
const namesTold = 3;

/**
 * Reads a folder of CAs: the files with hashed names, such as `9d66eef0.0`, or, where there are none, those that
 * `openssl rehash` would give them. Rejects with a message for people, path left out, also where a single file can't be
 * read: verdicts against a part of the CAs would tell a false story.
 */
export async function readCaFolder(path: string): Promise<CaFolder> {
  const names = await listNames(path);
  const hashed = names.filter((name) => hashedName.test(name)).filter(isReached);
  const isHashed = hashed.length > 0;
  const wanted = isHashed ? hashed : names.filter((name) => certificateName.test(name));
  if (wanted.length === 0) {
    throw new Error('it holds no certificates: no names such as 9d66eef0.0 (openssl rehash), and no *.pem or *.crt');
  }
  if (wanted.length > limits.files) throw new Error(`it holds more than ${limits.files} certificates`);
  const files = await readAll(path, wanted);
  const others = isHashed ? names.filter((name) => certificateName.test(name)).slice(0, limits.files) : [];
  const unseen = await unseenOf(path, others, files);
  return { name: path, isHashed, files, ...(unseen.length === 0 ? {} : { unseen }) };
}

const certificateBlock = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END/g;

/** Those whose certificate no hashed file has. A file of several is a bundle, which openssl-rehash(1) passes over, too. */
async function unseenOf(path: string, names: readonly string[], hashed: CaFolder['files']): Promise<readonly string[]> {
  const blocksOf = (pem: string): readonly string[] =>
    (pem.match(certificateBlock) ?? []).map((block) => block.replace(/\s/g, ''));
  const seen = new Set(hashed.flatMap(({ pem }) => blocksOf(pem)));
  const unseen: string[] = [];
  for (const name of names) {
    // What can't be read adds nothing to the CAs that count.
    const [block, ...others] = blocksOf(await readTextFile(join(path, name)).catch(() => ''));
    if (block !== undefined && others.length === 0 && !seen.has(block)) unseen.push(name);
  }
  return unseen;
}

async function listNames(path: string): Promise<readonly string[]> {
  const names = await readdir(path).catch((error: unknown) => {
    const isFile = error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
    throw new Error(isFile ? 'it is no folder' : describeFileError(error).replace('file', 'folder'));
  });
  if (names.length > limits.entries) throw new Error(`it holds more than ${limits.entries} files`);
  return names.toSorted();
}

/** OpenSSL counts up from `.0`, and ends at the first gap (by_dir.c of crypto/x509). */
function isReached(name: string, _index: number, all: readonly string[]): boolean {
  const [, hash, number] = hashedName.exec(name) ?? [];
  return Array.from({ length: Number(number) }, (_, before) => `${hash}.${before}`).every((each) => all.includes(each));
}

async function readAll(path: string, names: readonly string[]): Promise<CaFolder['files']> {
  const files: { name: string; pem: string }[] = [];
  const failures: string[] = [];
  let bytes = 0;
  for (const name of names) {
    try {
      const pem = await readTextFile(join(path, name));
      bytes += pem.length;
      files.push({ name, pem });
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (bytes > limits.bytes) throw new Error(`its certificates have more than ${limits.bytes / 1024 / 1024} MiB`);
  }
  if (failures.length === 0) return files;
  const more = failures.length - namesTold;
  throw new Error(
    `${failures.slice(0, namesTold).join('; ')}${more > 0 ? `; and ${more} more` : ''}; a copy needs the files that links lead to (cp -L, rsync -L)`,
  );
}
