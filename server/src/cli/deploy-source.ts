import { resolve } from 'node:path';
import type { ListOrigin } from '../deploy/state';
import type { Deployment } from '../system/deployment';
import type { FetchedFile, FetchOptions, RemoteFile } from '../system/git-remote';
import type { TrustedSigners } from '../system/git-signature';
import { t } from '../text/translate';
import { defaults, type deployOptions } from './deploy-options';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

type Options = OptionValues<typeof deployOptions>;

/** What the operand names. */
export type ListSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'git'; readonly remote: RemoteFile; readonly signers: TrustedSigners | null };

/** A list as its source has it now. */
export interface ReadList {
  readonly bytes: Uint8Array;
  readonly origin: ListOrigin;
  readonly relation: FetchedFile['relation'];
  readonly signature: string | null;
}

/** What is no part of a name (git-check-ref-format(1)), and what would begin an option or stand for several. */
const refName = /^(?!-)(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$))[^\p{Cc}\s~^:?*[\\./][^\p{Cc}\s~^:?*[\\]*$/u;

/** @throws UsageError where the operand or its options can't be used. */
export function readSource(operands: readonly string[], options: Options): ListSource {
  const [operand, ...others] = operands;
  if (operand === undefined || others.length > 0) {
    throw new UsageError(t('name one list: a file, or the URL of a git repository'));
  }
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.exec(operand)?.[0].toLowerCase();
  const isSsh = /^[\w.-]+@[\w.-]+:(?!\/\/)/.test(operand);
  if (url === undefined && !isSsh) return readFileSource(operand, options);
  if (url !== undefined && !['https://', 'ssh://', 'file://'].includes(url)) {
    throw new UsageError(t('{0} is not spoken here; write https://…, ssh://… or user@host:path', url));
  }
  // To git the name of a protocol has no capitals.
  const address = operand.replace(/^[^/]*:(?=\/\/)/, (scheme) => scheme.toLowerCase());
  return { kind: 'git', remote: readRemote(address, options), signers: readSigners(options) };
}

const gitOptions = ['branch', 'tag', 'file', 'allowed-signers', 'gnupg-home'] as const;

function readFileSource(path: string, options: Options): ListSource {
  const stray = gitOptions.find((name) => options[name] !== null);
  if (stray !== undefined) throw new UsageError(t('--{0}: only with the URL of a git repository', stray));
  return { kind: 'file', path };
}

function readRemote(url: string, { branch, tag, file }: Options): RemoteFile {
  if (branch !== null && tag !== null) throw new UsageError(t('--branch and --tag exclude each other'));
  const name = tag ?? branch ?? 'main';
  if (!refName.test(name)) throw new UsageError(t('"{0}" is no name of a branch or tag', name));
  const path = file ?? 'tls_policy';
  if (/[\n\r\0]|^\/|(?:^|\/)\.\.?(?:\/|$)/.test(path)) {
    throw new UsageError(t('--file: "{0}" is no path inside a repository', path));
  }
  return { url, ref: `refs/${tag === null ? 'heads' : 'tags'}/${name}`, path };
}

function readSigners({ 'allowed-signers': ssh, 'gnupg-home': gnupg }: Options): TrustedSigners | null {
  if (ssh !== null && gnupg !== null) throw new UsageError(t('--allowed-signers and --gnupg-home exclude each other'));
  if (ssh !== null) return { allowedSigners: resolve(ssh) };
  return gnupg === null ? null : { gnupgHome: resolve(gnupg) };
}

/** Reads the list. Rejects with a message for people, the source in front. */
export async function readList(
  source: ListSource,
  fetching: Pick<FetchOptions, 'folder' | 'installed' | 'signal'>,
  { timeout }: Options,
  { fetchRemote }: Deployment,
  io: CliIo,
): Promise<ReadList> {
  if (source.kind === 'file') {
    const bytes = await io.readFile(source.path).catch((error: unknown) => {
      throw new Error(t("can't read {0}: {1}", source.path, reasonOf(error)));
    });
    return { bytes, origin: { kind: 'file', path: resolve(source.path) }, relation: null, signature: null };
  }
  const { remote, signers } = source;
  const deadline = timeout === null ? defaults.timeout : timeout * 1_000;
  const fetched = await fetchRemote(remote, { ...fetching, signers, deadline });
  const { bytes, commit, committedAt, relation, signature } = fetched;
  const origin = { kind: 'git', ...remote, url: withoutSecret(remote.url), commit, committedAt } as const;
  return { bytes, origin, relation, signature };
}

/** A name and a password in a URL are for its server alone. */
export function withoutSecret(url: string): string {
  return url.replace(/^(https:\/\/)[^/@]*@/, '$1');
}
