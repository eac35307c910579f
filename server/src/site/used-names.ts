import { namesUsedBy } from '../maincf/references';
import type { Service } from '../mastercf/document';
import { soundOverrides } from './site';
import type { Site } from './whole-site';

/** Which names that Postfix does not know are used in a site, as postconf(1) sees it. */
export interface UsedNames {
  /** Of main.cf: there, or by a service that has no such option. */
  readonly inMainCf: (name: string) => boolean;
  /** Behind `-o` of a service: there, by main.cf, or where that of main.cf is used by another service. */
  readonly inService: (service: Service, name: string) => boolean;
  readonly isSetByService: (name: string) => boolean;
}

export function usedNames({ mainCf, masterCf }: Pick<Site, 'mainCf' | 'masterCf'>): UsedNames {
  const { effective } = mainCf.document;
  const byMainCf = namesUsedBy([...effective.values()]);
  const services = (masterCf?.document.services ?? []).map((service) => {
    const overrides = soundOverrides(service);
    return { service, own: new Set(overrides.map(({ name }) => name.text)), uses: namesUsedBy(overrides) };
  });
  const inMainCf = (name: string): boolean =>
    byMainCf(name) || services.some(({ own, uses }) => !own.has(name) && uses(name));
  return {
    inMainCf,
    inService: (service, name) =>
      byMainCf(name) ||
      (effective.has(name) && inMainCf(name)) ||
      services.some((each) => each.service === service && each.uses(name)),
    isSetByService: (name) => services.some(({ own }) => own.has(name)),
  };
}
