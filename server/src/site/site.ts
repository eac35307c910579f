import type { PostfixVersions } from '../language/postfix-versions';
import type { MainCfDocument } from '../maincf/document';
import { type EffectiveParameters, effectiveParameters } from '../maincf/effective';
import type { MasterCfDocument, Override, Service } from '../mastercf/document';
import { configDirectoryOf, type SitePlace } from './file-places';

/** One smtp(8) or lmtp(8) of a site: a line of master.cf, with main.cf as it sees it. */
export interface Client {
  /** The name of the service, as transport_maps(5) uses it. */
  readonly name: string;
  readonly program: 'smtp' | 'lmtp';
  /** Null where no master.cf is at hand. */
  readonly service: Service | null;
  readonly parameters: EffectiveParameters;
  readonly versions: PostfixVersions;
}

/** The values of a main.cf by the place where it lies. */
export function parametersAt(
  mainCf: MainCfDocument,
  place: SitePlace,
  versions: PostfixVersions,
  overrides: ReadonlyMap<string, string> = new Map(),
): EffectiveParameters {
  const here = mainCf.effective.has('config_directory')
    ? []
    : [['config_directory', configDirectoryOf(place)] as const];
  return effectiveParameters(mainCf, { versions, overrides: new Map([...here, ...overrides]) });
}

/** What a service of master.cf sets for itself, by name and as written. */
export function overridesOf(service: Service): ReadonlyMap<string, string> {
  return new Map(soundOverrides(service).map(({ name, value }) => [name.text, value.text]));
}

/** The options of a service that set a parameter, of several for one the last; none of a line that is no service. */
export function soundOverrides({ overrides, defect }: Service): readonly Override[] {
  const sound = defect === null ? overrides.filter((override) => override.defect === null) : [];
  return [...new Map(sound.map((override) => [override.name.text, override])).values()];
}

/**
 * The clients of a site, in the order of master.cf; of lines for one service the last counts. Without a master.cf, or where
 * it has none, the `smtp` that every Postfix has.
 */
export function clientsOf(
  mainCf: MainCfDocument,
  masterCf: MasterCfDocument | null,
  versions: PostfixVersions,
  place: SitePlace,
): readonly Client[] {
  const found = new Map<string, Client>();
  for (const service of masterCf?.services ?? []) {
    const program = service.command?.text;
    if (service.defect !== null || (program !== 'smtp' && program !== 'lmtp')) continue;
    const parameters = parametersAt(mainCf, place, versions, overridesOf(service));
    found.set(service.name.text, { name: service.name.text, program, service, parameters, versions });
  }
  if (found.size > 0) return [...found.values()];
  return [
    { name: 'smtp', program: 'smtp', service: null, parameters: parametersAt(mainCf, place, versions), versions },
  ];
}

/** The value of a parameter as the client reads it: smtp(8) that of `smtp_…`, lmtp(8) that of `lmtp_…`; null where it is not known. */
export function valueOf({ program, parameters }: Client, name: string): string | null {
  return parameters.value(`${program}_${name}`).expanded;
}
