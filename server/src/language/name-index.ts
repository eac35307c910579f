import type { Slot } from './slot';

/** Which lines have a name, and which asked for it; kept up to date through edits. */
export interface NameIndex {
  /** In the order of the text. */
  named(name: string): readonly Slot[];
  clear(): void;
  /** Takes lines out and puts others in. Returns the other lines that a touched name concerns. */
  replace(removed: readonly Slot[], added: readonly Slot[]): ReadonlySet<Slot>;
  /** Notes that a line's findings rest on the lines of a name. */
  noteAsked(slot: Slot, name: string): void;
}

export function createNameIndex(): NameIndex {
  const byName = new Map<string, Slot[]>();
  const askers = new Map<string, Set<Slot>>();

  function forgetAsked(slot: Slot): void {
    for (const name of slot.asked ?? []) {
      const asking = askers.get(name);
      asking?.delete(slot);
      if (asking?.size === 0) askers.delete(name);
    }
    slot.asked = null;
  }

  function take(removed: readonly Slot[]): void {
    const gone = new Set(removed);
    for (const slot of removed) {
      forgetAsked(slot);
      const { name } = slot;
      const slots = name === null ? undefined : byName.get(name);
      if (name === null || !slots?.some((one) => gone.has(one))) continue;
      const left = slots.filter((one) => !gone.has(one));
      if (left.length === 0) byName.delete(name);
      else byName.set(name, left);
    }
  }

  function put(added: readonly Slot[]): void {
    const grown = new Set<Slot[]>();
    for (const slot of added) {
      if (slot.name === null) continue;
      const slots = byName.get(slot.name);
      if (slots === undefined) byName.set(slot.name, [slot]);
      else {
        slots.push(slot);
        grown.add(slots);
      }
    }
    for (const slots of grown) slots.sort((a, b) => a.start - b.start);
  }

  return {
    named: (name) => byName.get(name) ?? [],
    clear() {
      byName.clear();
      askers.clear();
    },
    replace(removed, added) {
      take(removed);
      put(added);
      const concerned = new Set<Slot>();
      for (const { name } of [...removed, ...added]) {
        if (name === null) continue;
        for (const slot of byName.get(name) ?? []) concerned.add(slot);
        for (const slot of askers.get(name) ?? []) concerned.add(slot);
      }
      for (const slot of added) concerned.delete(slot);
      for (const slot of concerned) forgetAsked(slot);
      return concerned;
    },
    noteAsked(slot, name) {
      // Its own name concerns a line anyway.
      if (name === slot.name) return;
      slot.asked ??= new Set();
      slot.asked.add(name);
      const asking = askers.get(name) ?? new Set();
      askers.set(name, asking.add(slot));
    },
  };
}
