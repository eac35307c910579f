import type { CheckOptions } from '../language/language';
import { moveFinding } from '../language/move-finding';
import type { ParsedDocument } from '../language/rule';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { parsePolicy } from '../policy/parse';
import { splitLogicalLines } from '../text/logical-lines';
import { checkSite, type SiteFinding } from './check-site';
import { type FileFact, noFacts, type SiteFacts } from './facts';
import { openSite, type SiteFile } from './whole-site';

/**
 * A site in one text, as `tail -n +1 FILE…` prints it: `==> main.cf <==` above each file, whose name is a path below
 * /etc/postfix. The files of `==> disk <==` are all there are: a path on each line, ending in `/` for a folder, and behind it
 * when it was written, a number. Without that, nothing is known of the disk. A file `transport` is no policy table.
 */
export interface ExampleSite extends ParsedDocument {
  readonly parts: readonly ExamplePart[];
}

interface ExamplePart {
  readonly name: string;
  readonly text: string;
  /** Where it begins in the whole. */
  readonly start: number;
}

const folder = '/etc/postfix';
const heading = /^==> (\S+) <==\n/gm;

export function parseExampleSite(text: string): ExampleSite {
  const headings = [...text.matchAll(heading)];
  const parts = headings.map(({ 0: line, 1: name = '', index }, at) => {
    const start = index + line.length;
    return { name, start, text: text.slice(start, headings[at + 1]?.index) };
  });
  return { text, ...splitLogicalLines(text), parts };
}

/** The findings about an example, placed in its whole text. */
export function checkExampleSite({ parts }: ExampleSite, options: CheckOptions): readonly SiteFinding[] {
  const partAt = (path: string): ExamplePart | undefined => parts.find(({ name }) => pathOf(name) === path);
  const textOf = (name: string): string | null => partAt(`${folder}/${name}`)?.text ?? null;
  const file = <Document extends ParsedDocument>(name: string, document: Document): SiteFile<Document> => ({
    path: `${folder}/${name}`,
    document,
  });
  const table = (path: string, type: string | null) => {
    const part = partAt(path);
    return part === undefined ? null : parsePolicy(part.text, { tableType: type });
  };
  const masterCf = textOf('master.cf');
  const site = openSite(
    {
      place: { folder, root: null },
      mainCf: file('main.cf', parseMainCf(textOf('main.cf') ?? '')),
      masterCf: masterCf === null ? null : file('master.cf', parseMasterCf(masterCf)),
      files: { table },
      beside: parts
        .filter(({ name }) => !/^(?:main\.cf|master\.cf|disk|transport)$/.test(name))
        .map(({ name, text }) => file(name, parsePolicy(text))),
    },
    options,
  );
  return checkSite(site, factsIn(textOf('disk')), options).map(({ path, ...finding }) => ({
    ...moveFinding(finding, partAt(path)?.start ?? 0),
    path,
  }));
}

function pathOf(name: string): string {
  return name.startsWith('/') ? name : `${folder}/${name}`;
}

function factsIn(disk: string | null): SiteFacts {
  if (disk === null) return noFacts;
  const facts = new Map<string, FileFact>();
  for (const line of disk.split('\n')) {
    const [name = '', time] = line.split(' ');
    const modified = time === undefined ? null : Number(time);
    if (name !== '') {
      facts.set(pathOf(name.replace(/\/$/, '')), { kind: name.endsWith('/') ? 'folder' : 'file', modified });
    }
  }
  return { file: (path) => facts.get(path) ?? { kind: 'missing' } };
}
