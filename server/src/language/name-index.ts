import type { Slot } from './slot';

/** Which lines have a name, and which asked for it; kept up to date through edits. */
export interface NameIndex<Node> {
  /** In the order of the text. */
  named(name: string): readonly Slot<Node>[];
  clear(): void;
  /** Takes lines out, puts others in, and forgets what was found on those that a touched name concerns. */
  replace(removed: readonly Slot<Node>[], added: readonly Slot<Node>[]): void;
  /** Notes that a line's findings rest on the lines of a name. */
  noteAsked(slot: Slot<Node>, name: string): void;
}

export function createNameIndex<Node>(): NameIndex<Node> {
  const byName = new Map<string, Slot<Node>[]>();
  const askers = new Map<string, Set<Slot<Node>>>();

  function forgetAsked(slot: Slot<Node>): void {
    for (const name of slot.asked ?? []) {
      const asking = askers.get(name);
      asking?.delete(slot);
      if (asking?.size === 0) askers.delete(name);
    }
    slot.asked = null;
    slot.relations = null;
  }

  function take(removed: readonly Slot<Node>[]): void {
    const gone = new Set(removed);
    for (const { name } of removed) {
      const slots = byName.get(name);
      if (!slots?.some((slot) => gone.has(slot))) continue;
      const left = slots.filter((slot) => !gone.has(slot));
      if (left.length === 0) byName.delete(name);
      else byName.set(name, left);
    }
  }

  function put(added: readonly Slot<Node>[]): void {
    const grown = new Set<Slot<Node>[]>();
    for (const slot of added) {
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
      for (const slot of removed) forgetAsked(slot);
      for (const name of new Set([...removed, ...added].map((slot) => slot.name))) {
        for (const slot of byName.get(name) ?? []) forgetAsked(slot);
        for (const slot of [...(askers.get(name) ?? [])]) forgetAsked(slot);
      }
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
