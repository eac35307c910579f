import { contextOf } from '../language/check';
import { assumedVersions } from '../language/postfix-versions';
import { type Candidate, candidatesOf } from '../policy/candidate';
import type { PolicyDocument } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import type { UncheckedFile } from '../report/check-result';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import { withAnchorFiles } from '../verdict/anchor-files';
import { inForce } from '../verdict/in-force';
import { ofReleases } from '../verdict/sender';
import { type VerifiableEntry, verifiableCandidate, verifiableEntries } from '../verify/entries';
import type { EntryToVerify } from '../verify/result';
import { judgeTerms, readSender } from './advise-terms';
import { changedKeys } from './changed-keys';
import { type Input, openInputs } from './input';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { reportPath } from './report-path';
import { reasonOf, tellFailure } from './tell-failure';
import { UsageError } from './usage-error';
import type { verifyOptions } from './verify-options';

type Options = OptionValues<typeof verifyOptions>;

/** A table, and those of its entries that are to be verified. */
export interface TableToVerify {
  /** As the reports name it. */
  readonly path: string;
  readonly text: string;
  readonly entries: readonly EntryToVerify[];
  /** Entries that wait in comments. */
  readonly candidates: readonly CandidateToVerify[];
  /** The next-hops of all entries, chosen or not, in lower case. */
  readonly named: readonly string[];
  /** Null for standard input. */
  readonly file: { readonly path: string; readonly bytes: Uint8Array } | null;
  readonly document: PolicyDocument;
}

export interface CandidateToVerify {
  readonly candidate: Candidate;
  readonly entry: EntryToVerify;
}

export interface TablesToVerify {
  readonly tables: readonly TableToVerify[];
  /** Files that could not be read or are no tables; told already. */
  readonly unchecked: readonly UncheckedFile[];
}

/** Reads the tables, and chooses among their entries. Rejects with `UsageError` where a choice can't be made. */
export async function readTables(operands: readonly string[], options: Options, io: CliIo): Promise<TablesToVerify> {
  const inputs = await openInputs(() => t('name the files to verify, or - for standard input'), operands, options, io);
  const tables: TableToVerify[] = [];
  const unchecked: UncheckedFile[] = [];
  for (const path of inputs.paths) {
    try {
      const input = await inputs.read(path);
      // Of a folder the tables alone.
      if (input.language.name !== 'policy' && !operands.includes(path)) continue;
      tables.push(await readTable(path, input, options, io));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      tellFailure('verify', path, error, io);
      unchecked.push({ path: reportPath(path), reason: reasonOf(error) });
    }
  }
  const all = tables.flatMap(({ entries, candidates }) => [...entries, ...candidates.map(({ entry }) => entry)]);
  const keys = new Set(all.map(({ folded }) => folded));
  const missing = options.only.find((key) => !keys.has(key.toLowerCase()));
  if (missing !== undefined && unchecked.length === 0 && options['changed-since'] === null) {
    throw new UsageError(t('--only {0}: there is no entry with this key', missing));
  }
  return { tables, unchecked };
}

async function readTable(path: string, input: Input, options: Options, io: CliIo): Promise<TableToVerify> {
  const { name, bytes, language, parseOptions, checkOptions, isStdin } = input;
  if (language.name !== 'policy') throw new Error(t('it is no policy table'));
  const { text } = decodeText(bytes);
  const document = parsePolicy(text, parseOptions);
  const { consumers, postfix } = contextOf(document, checkOptions);
  const named = await readSender(options, { profile: consumers, versions: postfix }, io);
  // Those of a main.cf are in its sender already.
  const isStated = postfix !== assumedVersions && options['main-cf'] === null;
  const sender = isStated ? ofReleases(named, postfix) : named;
  const { only, 'changed-since': revision } = options;
  if (revision !== null && isStdin) throw new UsageError(t('--changed-since: standard input has no revisions'));
  const changed = revision === null ? null : await changedKeys(path, text, revision, parseOptions.tableType, io);
  const wanted = new Set(only.map((key) => key.toLowerCase()));
  const isWanted = ({ folded }: VerifiableEntry): boolean => wanted.size === 0 || wanted.has(folded);
  const all = verifiableEntries(document);
  const waiting = candidatesOf(document).map((candidate) => ({
    candidate,
    entry: verifiableCandidate(document, candidate),
  }));
  const chosen = all.filter((entry) => isWanted(entry) && (changed === null || changed.has(entry.folded)));
  // A comment is no change of the table.
  const staged = changed === null ? waiting.filter(({ entry }) => isWanted(entry)) : [];
  const values = [...chosen, ...staged.map(({ entry }) => entry)].map(({ value }) =>
    value === null ? null : inForce(value, sender),
  );
  const own = await withAnchorFiles(sender, values, io.readTextFile);
  const forSender = (entry: VerifiableEntry): EntryToVerify => ({
    ...entry,
    sender: own,
    advising: judgeTerms(options),
  });
  return {
    path: reportPath(name),
    text,
    entries: chosen.map(forSender),
    candidates: staged.map(({ candidate, entry }) => ({ candidate, entry: forSender(entry) })),
    // One that Postfix makes nothing of for now is asked for nothing, and yet is there.
    named: [...all, ...waiting.map(({ entry }) => entry)].flatMap(({ folded, nextHops }) => [folded, ...nextHops]),
    file: isStdin ? null : { path, bytes },
    document,
  };
}
