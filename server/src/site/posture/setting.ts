import { describeVersions, type PostfixVersions } from '../../language/postfix-versions';
import { defaultsIn } from '../../maincf/defaults';
import type { EffectiveParameters } from '../../maincf/effective';
import type { Service } from '../../mastercf/document';
import { formerDefaults } from '../../postfix/default-history';
import { createLineIndex } from '../../text/line-index';
import { t } from '../../text/translate';
import { overridesOf, parametersAt } from '../site';
import type { Site, SiteFile } from '../whole-site';

/** A parameter that decides, what it comes to, and who says so. */
export interface DecidingSetting {
  readonly name: string;
  /** Expanded; null where the files and the releases do not tell. */
  readonly value: string | null;
  /** Null for a default. */
  readonly place: { readonly path: string; readonly line: number } | null;
  /** Of which releases the default is, in words; null where a file sets it. */
  readonly byDefault: string | null;
}

/** One program of a site with the values that it sees. */
export interface Seen {
  readonly parameters: EffectiveParameters;
  /** The line of master.cf; null where there is none. */
  readonly service: Service | null;
  readonly mainCf: SiteFile;
  readonly masterCf: SiteFile | null;
  readonly versions: PostfixVersions;
  /** The same program, were a parameter another one. */
  readonly with: (name: string, value: string) => Seen;
}

/** @param service the line of master.cf; null where there is none. */
export function seenBy({ mainCf, masterCf, versions, place }: Site, service: Service | null): Seen {
  const withMore = (more: ReadonlyMap<string, string>): Seen => ({
    parameters: parametersAt(mainCf.document, place, versions, more),
    service,
    mainCf,
    masterCf,
    versions,
    with: (name, value) => withMore(new Map([...more, [name, value]])),
  });
  return withMore(service === null ? new Map() : overridesOf(service));
}

/** What a parameter is for a program, and where that is written. */
export function settingOf(seen: Seen, name: string): DecidingSetting {
  const { expanded, source } = seen.parameters.value(name);
  return { name, value: expanded, ...originOf(seen, name, source) };
}

function originOf(
  { service, mainCf, masterCf, versions }: Seen,
  name: string,
  source: ReturnType<EffectiveParameters['value']>['source'],
): Pick<DecidingSetting, 'place' | 'byDefault'> {
  const override = service?.overrides.findLast((each) => each.defect === null && each.name.text === name);
  if (override !== undefined && masterCf !== null) {
    return { place: { path: masterCf.path, line: lineOf(masterCf, override.span.start) }, byDefault: null };
  }
  if (source.kind === 'file') {
    return { place: { path: mainCf.path, line: lineOf(mainCf, source.parameter.name.span.start) }, byDefault: null };
  }
  return { place: null, byDefault: defaultInWords(name, versions) };
}

function lineOf({ document }: SiteFile, offset: number): number {
  return createLineIndex(document.text).positionAt(offset).line + 1;
}

/** Of which releases a default is: `default since Postfix 3.6`, or that the releases differ. */
function defaultInWords(name: string, versions: PostfixVersions): string {
  const defaults = defaultsIn(name, versions);
  if (defaults !== null && defaults !== undefined && defaults.length > 1) {
    const each = defaults.map((text) => (text === '' ? t('empty') : text)).join(t(' or '));
    return t('the default, which is not the same in all of {0}: {1}', describeVersions(versions), each);
  }
  const former = Object.hasOwn(formerDefaults, name) ? (formerDefaults[name] ?? []) : [];
  const [text] = defaults ?? [];
  const index = former.findIndex((each) => each.text === text);
  const until = former[index]?.until.at(-1);
  if (until !== undefined) return t('the default of Postfix before {0}', until);
  const since = former.at(-1)?.until.at(-1);
  return since === undefined ? t('the default') : t('the default since Postfix {0}', since);
}

/**
 * Every value that a parameter may have: one where it is known, more where the releases have other defaults. Null where that
 * hangs on something else.
 */
export function possibleValues({ parameters, versions }: Seen, name: string): readonly string[] | null {
  const { expanded, source } = parameters.value(name);
  if (expanded !== null) return [expanded];
  const defaults = source.kind === 'default' ? defaultsIn(name, versions) : null;
  return defaults?.every((text) => !text.includes('$')) ? defaults : null;
}
