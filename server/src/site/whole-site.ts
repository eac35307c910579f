import { contextOf } from '../language/check';
import type { CheckOptions } from '../language/language';
import type { PostfixVersions } from '../language/postfix-versions';
import type { ParsedDocument } from '../language/rule';
import type { MainCfDocument } from '../maincf/document';
import type { EffectiveParameters } from '../maincf/effective';
import { splitList } from '../maincf/table-reference';
import type { MasterCfDocument } from '../mastercf/document';
import type { PolicyDocument } from '../policy/document';
import { indexInLine, type LogicalLine, spanInLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import { placesOf, type SitePlace } from './file-places';
import { partOfLine } from './part-of-line';
import { type PlacedTable, tablesInside } from './placed-table';
import { policyMaps } from './policy-maps';
import { type Client, clientsOf, parametersAt } from './site';
import { openTable, type SiteFiles, type Table } from './table';

/** A file of a site. */
export interface SiteFile<Document extends ParsedDocument = ParsedDocument> {
  /** As whoever opened it names it. */
  readonly path: string;
  readonly document: Document;
}

/** A place in a file of a site. */
export interface SitePoint {
  readonly file: SiteFile;
  readonly span: Span;
}

/** A table in the list of a client. */
export interface ListedTable extends Table {
  /** Where its entries stand; null for a table without a file, and for one that can't be read. */
  readonly file: SiteFile<PolicyDocument> | null;
  /** Where it is listed. */
  readonly point: ListedPoint;
  /** Where its words begin in those of the table in the list that it stands in. */
  readonly from: number;
  /** The tables inside of a `unionmap:` or `pipemap:`, in their order. */
  readonly inner: readonly ListedTable[];
}

/** Where a table is listed, and a part of it. */
export interface ListedPoint extends SitePoint {
  /** Where [from, to) of the reference stands; all of it where the file does not hold it word for word. */
  readonly part: (from: number, to: number) => Span;
  /** [from, to) of the reference as a line of its own in its place; null where the file does not hold it word for word. */
  readonly line: (from: number, to: number) => LogicalLine | null;
}

export interface SiteClient extends Client {
  /** The parameter that lists its tables. */
  readonly listName: string;
  /** The tables that it asks for a policy, in their order; null where the files alone do not tell. */
  readonly tables: readonly ListedTable[] | null;
}

/** One main.cf, its master.cf and the policy tables that they name, read together. */
export interface Site {
  readonly place: SitePlace;
  readonly mainCf: SiteFile<MainCfDocument>;
  readonly masterCf: SiteFile<MasterCfDocument> | null;
  /** The values of main.cf, without what master.cf says for a service. */
  readonly parameters: EffectiveParameters;
  readonly clients: readonly SiteClient[];
  /** Policy tables that lie beside main.cf, whether it names them or not. */
  readonly beside: readonly SiteFile<PolicyDocument>[];
  readonly versions: PostfixVersions;
  /** The files that it was read from. */
  readonly files: SiteFiles;
}

export type SiteSources = Pick<Site, 'place' | 'mainCf' | 'masterCf' | 'beside' | 'files'>;

/** Reads the files of a site together. The releases are those that a comment in main.cf names, else those of the options. */
export function openSite(sources: SiteSources, options: Pick<CheckOptions, 'postfixVersions'> = {}): Site {
  const { place, mainCf, masterCf, beside } = sources;
  const { postfix: versions } = contextOf(mainCf.document, { severities: {}, ...options });
  const files = new Map<PolicyDocument, SiteFile<PolicyDocument>>();
  const clients = clientsOf(mainCf.document, masterCf?.document ?? null, versions, place).map(
    (client): SiteClient => ({
      ...client,
      listName: `${client.program}_tls_policy_maps`,
      tables: openListed(client, sources, files),
    }),
  );
  return {
    place,
    mainCf,
    masterCf,
    clients,
    beside,
    versions,
    files: sources.files,
    parameters: parametersAt(mainCf.document, place, versions),
  };
}

/** @param known the files that other clients list, too. */
function openListed(
  client: Client,
  { mainCf, masterCf, place, files }: SiteSources,
  known: Map<PolicyDocument, SiteFile<PolicyDocument>>,
): readonly ListedTable[] | null {
  const list = listOf(client, mainCf, masterCf);
  const references = policyMaps(client);
  if (list === null || references === null) return references && [];
  const parameterOf = (name: string): ListValue | null => {
    const { source } = client.parameters.value(name);
    return source.kind === 'file' ? { file: mainCf, ...source.parameter } : null;
  };
  const open = ({ reference, from }: PlacedTable, point: ListedPoint): ListedTable => {
    const table = openTable(reference, files);
    const [path] = placesOf(reference.name, place);
    const { document } = table;
    const file = document === null || path === undefined ? null : (known.get(document) ?? { path, document });
    if (file !== null) known.set(file.document, file);
    const inner = tablesInside({ reference, from }).map((each) =>
      open(each, partOf(point, each.from - from, each.reference.text.length)),
    );
    return { ...table, file, point, from, inner };
  };
  return references.map((reference) => open({ reference, from: 0 }, pointIn(list, reference.text, parameterOf)));
}

function partOf({ file, part, line }: ListedPoint, from: number, length: number): ListedPoint {
  return {
    file,
    span: part(from, from + length),
    part: (start, end) => part(from + start, from + end),
    line: (start, end) => line(from + start, from + end),
  };
}

/** The tables of a list, each before those inside of it. */
export function withInnerTables(tables: readonly ListedTable[] | null): readonly ListedTable[] {
  return (tables ?? []).flatMap((table) => [table, ...withInnerTables(table.inner)]);
}

/** The value that a client reads its tables from. */
interface ListValue {
  readonly file: SiteFile;
  readonly line: LogicalLine;
  readonly value: { readonly text: string; readonly span: Span };
}

function listOf(
  { program, service, parameters }: Client,
  mainCf: SiteFile<MainCfDocument>,
  masterCf: SiteFile<MasterCfDocument> | null,
): ListValue | null {
  const name = `${program}_tls_policy_maps`;
  const override = service?.overrides.findLast((each) => each.defect === null && each.name.text === name);
  if (service !== null && override !== undefined && masterCf !== null) {
    return { file: masterCf, line: service.line, value: override.value };
  }
  const { source } = parameters.value(name);
  return source.kind === 'file' ? { file: mainCf, ...source.parameter } : null;
}

/** Where a table is listed: its own words where a value holds them as they are, else the value that comes to them. */
function pointIn(list: ListValue, text: string, parameterOf: ParameterOf): ListedPoint {
  const found = wordsOf(list, text, parameterOf, maxSteps);
  if (found === null) {
    const { span } = list.value;
    return { file: list.file, span, part: () => span, line: () => null };
  }
  const { file, line, start } = found;
  const part = (from: number, to: number): Span => spanInLine(line, start + from, start + to);
  return {
    file,
    span: part(0, text.length),
    part,
    line: (from, to) => partOfLine(line, start + from, start + to),
  };
}

/** The value of a parameter where main.cf has it; null elsewhere. */
type ParameterOf = (name: string) => ListValue | null;

/** More parameters than anybody puts between a list and its tables. */
const maxSteps = 5;

/** The words of a table in a list, or in a parameter that the list takes as a whole. */
function wordsOf(
  { file, line, value }: ListValue,
  text: string,
  parameterOf: ParameterOf,
  steps: number,
): { readonly file: SiteFile; readonly line: LogicalLine; readonly start: number } | null {
  const elements = splitList(value.text);
  const at = elements.find((element) => element.text === text)?.from;
  if (at !== undefined) return { file, line, start: indexInLine(line, value.span.start) + at };
  if (steps === 0) return null;
  for (const element of elements) {
    const [, name] = /^\$[{(]?(\w+)[)}]?$/.exec(element.text) ?? [];
    const inner = name === undefined ? null : parameterOf(name);
    const found = inner === null ? null : wordsOf(inner, text, parameterOf, steps - 1);
    if (found !== null) return found;
  }
  return null;
}
