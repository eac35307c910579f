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

/** The lines that asked for a name, those included that are gone by now. */
interface Askers {
  slots: Slot[];
  gone: number;
}

const none: readonly Slot[] = [];

export function createNameIndex(): NameIndex {
  const byName = new Map<string, Slot[]>();
  const askers = new Map<string, Askers>();

  function take(removed: readonly Slot[]): void {
    const gone = new Set(removed);
    for (const slot of removed) {
      slot.isGone = true;
      for (const name of slot.asked ?? []) forgetAsker(name);
      const { name } = slot;
      const slots = name === null ? undefined : byName.get(name);
      if (name === null || !slots?.some((one) => gone.has(one))) continue;
      const left = slots.filter((one) => !gone.has(one));
      if (left.length === 0) byName.delete(name);
      else byName.set(name, left);
    }
  }

  /** Lists of askers can be as long as the text, so they are cleaned only when half of one is gone. */
  function forgetAsker(name: string): void {
    const asking = askers.get(name);
    if (asking === undefined || ++asking.gone * 2 < asking.slots.length) return;
    asking.slots = asking.slots.filter(({ isGone }) => !isGone);
    asking.gone = 0;
    if (asking.slots.length === 0) askers.delete(name);
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
    named: (name) => byName.get(name) ?? none,
    clear() {
      byName.clear();
      askers.clear();
    },
    replace(removed, added) {
      take(removed);
      put(added);
      const concerned = new Set<Slot>();
      if (removed.length === 0 && askers.size === 0) return concerned;
      for (const { name } of [...removed, ...added]) {
        if (name === null) continue;
        for (const slot of byName.get(name) ?? none) concerned.add(slot);
        for (const slot of askers.get(name)?.slots ?? none) if (!slot.isGone) concerned.add(slot);
      }
      for (const slot of added) concerned.delete(slot);
      return concerned;
    },
    noteAsked(slot, name) {
      // Its own name concerns a line anyway. What it asked for once stays noted: to look once too often does no harm.
      if (name === slot.name || slot.asked?.includes(name)) return;
      slot.asked ??= [];
      slot.asked.push(name);
      const asking = askers.get(name);
      if (asking === undefined) askers.set(name, { slots: [slot], gone: 0 });
      else asking.slots.push(slot);
    },
  };
}
