import type { Slot } from './slot';

/**
 * Which lines use a name. Made when somebody asks for the first time and kept up to date from then on, so that a keystroke
 * costs nothing as long as nobody asks.
 */
export interface UseIndex {
  /** In the order of the text. */
  using(name: string): readonly Slot[];
  clear(): void;
  /** Some lines gave way to others; those are marked as gone. */
  replace(removed: readonly Slot[], added: readonly Slot[]): void;
}

/** The lines that use a name, those included that are gone by now. */
interface Users {
  slots: Slot[];
  /** Whether lines came that may stand before others. */
  isInOrder: boolean;
}

/** Lines that may come and go unseen before all of it is made anew. */
const mostUnseen = 10_000;

const none: readonly Slot[] = [];

/** @param namesIn the names that a line uses; @param all the present lines. */
export function createUseIndex(namesIn: (slot: Slot) => readonly string[], all: () => readonly Slot[]): UseIndex {
  let users: Map<string, Users> | null = null;
  let unread: Slot[] = [];
  let gone = 0;

  function read(into: Map<string, Users>, slots: readonly Slot[], isInOrder: boolean): void {
    for (const slot of slots) {
      if (slot.isGone) continue;
      for (const name of new Set(namesIn(slot))) {
        const known = into.get(name);
        if (known === undefined) into.set(name, { slots: [slot], isInOrder: true });
        else {
          known.slots.push(slot);
          known.isInOrder &&= isInOrder;
        }
      }
    }
  }

  function current(): Map<string, Users> {
    if (users === null) {
      users = new Map();
      read(users, all(), true);
    } else {
      read(users, unread, false);
    }
    unread = [];
    return users;
  }

  function clear(): void {
    users = null;
    unread = [];
    gone = 0;
  }

  return {
    using(name) {
      const found = current().get(name);
      if (found === undefined) return none;
      if (found.slots.some(({ isGone }) => isGone)) found.slots = found.slots.filter(({ isGone }) => !isGone);
      if (!found.isInOrder) found.slots.sort((a, b) => a.start - b.start);
      found.isInOrder = true;
      return found.slots;
    },
    clear,
    replace(removed, added) {
      if (users === null) return;
      gone += removed.length;
      if (gone > mostUnseen || unread.length + added.length > mostUnseen) clear();
      else for (const slot of added) unread.push(slot);
    },
  };
}
