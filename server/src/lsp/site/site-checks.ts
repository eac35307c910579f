import type { Finding } from '../../language/finding';
import { liesWithin, moveFinding } from '../../language/move-finding';
import { checkSite } from '../../site/check-site';
import { type FileFact, lookAt, noFacts } from '../../site/facts';
import type { SitePlace } from '../../site/file-places';
import { type EditExtent, extendExtent } from '../../text/edit-extent';
import type { TextEdit } from '../../text/span';
import { languageOptions } from '../language-options';
import { sitePath } from './site-place';
import type { OpenSite, Sites } from './sites';

/** What only shows when the files of a site are read together, for the documents that an editor has open. */
export interface SiteChecks {
  /**
   * The findings in a document. While it is edited they are those from before, moved along, until `settle` is called: no
   * keystroke waits until all files of a site are read together. Never rejects.
   */
  of(uri: string): Promise<readonly Finding[]>;
  /** A document was edited; `edits` were made one after the other. */
  edited(uri: string, edits: readonly TextEdit[]): void;
  /** The person pauses: what is asked from now on is asked of the texts as they are. */
  settle(): void;
  /** Looks at the disk again, since something there may have changed. */
  reread(): Promise<void>;
  forget(uri: string): void;
}

export interface SiteCheckMeans {
  readonly sites: Pick<Sites, 'of'>;
  /** What lies at a path of this machine. Never rejects. */
  readonly look: (path: string) => Promise<FileFact>;
  /** In milliseconds from some moment on. */
  readonly now: () => number;
  /** Something on the disk is another now. */
  readonly changed: () => void;
}

/** Milliseconds after which the disk is looked at again: not every editor watches files. */
const maxAge = 2_000;

interface Kept {
  findings: readonly Finding[];
  extent: EditExtent | null;
}

type ByPath = ReadonlyMap<string, readonly Finding[]>;

export function createSiteChecks({ sites, look, now, changed }: SiteCheckMeans): SiteChecks {
  const kept = new Map<string, Kept>();
  /** By the folder of main.cf, then by path. */
  const facts = new Map<string, Map<string, FileFact>>();
  /** How often each document was edited. */
  const edited = new Map<string, number>();
  let checks = new WeakMap<OpenSite, Promise<ByPath>>();
  let lookedAt = now();

  /** Runs the rules until they ask for nothing of the disk that is not known. */
  async function check({ site, settings, place }: OpenSite): Promise<ByPath> {
    const standing = standingOf(place.folder);
    const known = facts.get(place.folder) ?? new Map<string, FileFact>();
    facts.set(place.folder, known);
    for (;;) {
      const asked = new Set<string>();
      const file = (path: string): FileFact => {
        const fact = known.get(path);
        if (fact === undefined) asked.add(path);
        return fact ?? noFacts.file(path);
      };
      const findings = checkSite(site, { file }, languageOptions(settings).check);
      if (asked.size === 0) return byPath(findings);
      for (const path of asked) known.set(path, await lookAt(path, standing, look));
    }
  }

  function checked(site: OpenSite): Promise<ByPath> {
    const found = checks.get(site) ?? check(site);
    checks.set(site, found);
    return found;
  }

  async function reread(): Promise<void> {
    lookedAt = now();
    let isChanged = false;
    for (const [folder, known] of facts) {
      for (const [path, before] of known) {
        const after = await lookAt(path, standingOf(folder), look);
        known.set(path, after);
        isChanged ||= after.kind !== before.kind || modified(after) !== modified(before);
      }
    }
    if (!isChanged) return;
    checks = new WeakMap();
    changed();
  }

  return {
    async of(uri) {
      const path = sitePath(uri);
      if (path === null) return [];
      const known = kept.get(uri);
      if (known !== undefined && known.extent !== null) return moved(known.findings, known.extent);
      if (now() - lookedAt > maxAge) void reread();
      const edits = edited.get(uri);
      const site = await sites.of(uri);
      const findings = site === null ? [] : ((await checked(site)).get(path) ?? []);
      if (edited.get(uri) === edits) kept.set(uri, { findings, extent: null });
      else kept.delete(uri);
      return findings;
    },
    edited(uri, edits) {
      edited.set(uri, (edited.get(uri) ?? 0) + 1);
      const known = kept.get(uri);
      if (known === undefined) return;
      for (const edit of edits) known.extent = extendExtent(known.extent, edit);
    },
    settle() {
      for (const [uri, { extent }] of kept) if (extent !== null) kept.delete(uri);
    },
    reread,
    forget(uri) {
      kept.delete(uri);
      edited.delete(uri);
    },
  };
}

function byPath(findings: ReturnType<typeof checkSite>): ByPath {
  const found = new Map<string, Finding[]>();
  for (const { path, ...finding } of findings) {
    const ofFile = found.get(path);
    if (ofFile === undefined) found.set(path, [finding]);
    else ofFile.push(finding);
  }
  return found;
}

/** What lies before the edits stays, what lies behind moves along, and what they touch is gone until the next check. */
function moved(findings: readonly Finding[], { start, endBefore, endAfter }: EditExtent): readonly Finding[] {
  return findings.flatMap((finding) => {
    if (liesWithin(finding, { start: 0, end: start })) return [finding];
    const isBehind = liesWithin(finding, { start: endBefore, end: Number.POSITIVE_INFINITY });
    return isBehind ? [moveFinding(finding, endAfter - endBefore)] : [];
  });
}

/** A mirror in the workspace stands for its machine only in part, so its top is no root. */
function standingOf(folder: string): SitePlace {
  return { folder, root: null };
}

function modified(fact: FileFact): number | null {
  return fact.kind === 'file' || fact.kind === 'folder' ? fact.modified : null;
}
