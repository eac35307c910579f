import { createProbeMemory, type ProbeMemory } from './probe-memory';

/** The scheme of the virtual documents that show what a probe saw. */
export const evidenceScheme = 'postfix-tls-evidence';

/** Keeps the last reports in memory, so that they can be read again, and what the probes saw; the oldest give way. */
export interface EvidenceStore extends ProbeMemory {
  /** Returns the URI of the new report. */
  add(nextHop: string, markdown: string): string;
  get(uri: string): string | undefined;
}

const kept = 30;

export function createEvidenceStore(): EvidenceStore {
  const reports = new Map<string, string>();
  let count = 0;
  return {
    ...createProbeMemory(() => performance.now()),
    add(nextHop, markdown) {
      count += 1;
      reports.set(String(count), markdown);
      reports.delete(String(count - kept));
      // The number makes each report a document of its own: a shown report must not change under the reader.
      return `${evidenceScheme}:/${encodeURIComponent(reportFileName(nextHop))}?${count}`;
    },
    // Only the number counts: editors re-spell the rest of a URI in their own way.
    get: (uri) => reports.get(/\?(\d+)$/.exec(uri)?.[1] ?? ''),
  };
}

/** A file name for the report of a next-hop: `[mx.example.org]:587` becomes `mx.example.org-587.md`. */
export function reportFileName(nextHop: string): string {
  const name = nextHop.replace(/[^\p{L}\p{N}.-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${name.slice(0, 100) || 'next-hop'}.md`;
}
