/** An address that is to be tried alone, and those that are switched off meanwhile. */
export interface Target {
  readonly scenario: string;
  readonly host: string;
  readonly address: string;
  readonly others: readonly string[];
}

/**
 * Parts the targets into phases within which none needs an address switched off that another one tries: several domains
 * share their hosts.
 */
export function phasesOf(targets: readonly Target[]): readonly (readonly Target[])[] {
  const phases: { readonly on: Set<string>; readonly off: Set<string>; readonly targets: Target[] }[] = [];
  for (const target of targets) {
    const { scenario, address, others } = target;
    const fits = (phase: (typeof phases)[number]): boolean =>
      !phase.off.has(address) &&
      !others.some((other) => phase.on.has(other)) &&
      !phase.targets.some((each) => each.scenario === scenario);
    let phase = phases.find(fits);
    if (phase === undefined) {
      phase = { on: new Set(), off: new Set(), targets: [] };
      phases.push(phase);
    }
    phase.on.add(address);
    for (const other of others) phase.off.add(other);
    phase.targets.push(target);
  }
  return phases.map((phase) => phase.targets);
}
