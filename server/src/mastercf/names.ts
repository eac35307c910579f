import type { NameList } from '../language/structure';
import { holds } from '../text/editor-line';
import type { MasterCfDocument, Service } from './document';
import { parseMasterCf } from './parse';

/** What two lines are about one service by: `smtp/unix`, as postconf(1) writes it; null for a line without type. */
export function serviceName({ name, type }: Service): string | null {
  return type === null ? null : `${name.text}/${type.text}`;
}

/** The service whose logical line holds the offset, its end included; null between services. */
export function serviceAt({ services }: MasterCfDocument, offset: number): Service | null {
  return services.find(({ line }) => holds(line.span, offset)) ?? null;
}

/** The services of a master.cf. */
export function masterCfNames(text: string): NameList {
  const named = parseMasterCf(text).services.filter(({ name }) => name.text !== '');
  return { names: named.map(({ name }) => name.text), starts: named.map(({ name }) => name.span.start) };
}
