import { t } from '../../text/translate';
import type { Node, Place } from './node';
import { Unsupported } from './node';

type Step =
  | { readonly kind: 'test'; readonly test: (character: string) => boolean }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'save'; readonly slot: number }
  /** The first way is preferred. */
  | { readonly kind: 'fork'; to: [number, number] }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'match' };

/** Steps of one pattern at most: each character of a key is tried with all of them. */
const mostSteps = 5_000;

export type Program = readonly Step[];

/** Thompson's construction. @throws Unsupported for a pattern that gets too large. */
export function compile(root: Node): Program {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= mostSteps) throw new Unsupported(t('a very large pattern'));
    return steps.push(step) - 1;
  };

  function emit(node: Node): void {
    switch (node.kind) {
      case 'test':
      case 'place':
        add(node);
        return;
      case 'sequence':
        node.parts.forEach(emit);
        return;
      case 'group':
        if (node.number !== null) add({ kind: 'save', slot: 2 * node.number });
        emit(node.of);
        if (node.number !== null) add({ kind: 'save', slot: 2 * node.number + 1 });
        return;
      case 'choice':
        emitChoice(node.options);
        return;
      case 'repeat':
        emitRepeat(node);
    }
  }

  function emitChoice(options: readonly Node[]): void {
    const [first, ...others] = options;
    if (first === undefined) return;
    if (others.length === 0) {
      emit(first);
      return;
    }
    const fork = add({ kind: 'fork', to: [0, 0] });
    emit(first);
    const jump = add({ kind: 'jump', to: 0 });
    setFork(fork, fork + 1, steps.length);
    emitChoice(others);
    steps[jump] = { kind: 'jump', to: steps.length };
  }

  function emitRepeat({ of, least, most, lazy }: Node & { readonly kind: 'repeat' }): void {
    for (let count = 0; count < least; count++) emit(of);
    if (most === null) {
      const fork = add({ kind: 'fork', to: [0, 0] });
      emit(of);
      add({ kind: 'jump', to: fork });
      leave(fork, lazy);
      return;
    }
    const forks: number[] = [];
    for (let count = least; count < most; count++) {
      forks.push(add({ kind: 'fork', to: [0, 0] }));
      emit(of);
    }
    for (const fork of forks) leave(fork, lazy);
  }

  function leave(fork: number, lazy: boolean): void {
    if (lazy) setFork(fork, steps.length, fork + 1);
    else setFork(fork, fork + 1, steps.length);
  }

  function setFork(at: number, first: number, second: number): void {
    steps[at] = { kind: 'fork', to: [first, second] };
  }

  emit(root);
  add({ kind: 'match' });
  return steps;
}

/**
 * Where a program matches first in a text, as the offsets of its groups by number, -1 for one without a part; null for
 * nowhere. All ways are followed at the same time, so that no pattern takes more than its size for each character.
 */
export function run(program: Program, text: string, isAnchored: boolean): readonly number[] | null {
  let found: readonly number[] | null = null;
  let threads: Thread[] = [];
  for (let at = 0; at <= text.length; at++) {
    const seen = new Set<number>();
    const current: Thread[] = [];
    for (const thread of threads) follow(program, thread, text, at, seen, current);
    if (found === null && (at === 0 || !isAnchored)) {
      follow(program, { step: 0, slots: [at] }, text, at, seen, current);
    }
    threads = [];
    for (const { step, slots } of current) {
      const { kind, ...rest } = program[step] ?? { kind: 'match' };
      if (kind === 'match') {
        found = [slots[0] ?? at, at, ...slots.slice(2)];
        break;
      }
      if (at < text.length && 'test' in rest && rest.test(text.charAt(at))) threads.push({ step: step + 1, slots });
    }
  }
  return found;
}

interface Thread {
  readonly step: number;
  readonly slots: readonly number[];
}

/** Adds the steps that read a character, or match, in the order of preference. */
function follow(program: Program, first: Thread, text: string, at: number, seen: Set<number>, into: Thread[]): void {
  const waiting = [first];
  for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
    const { step, slots } = thread;
    if (seen.has(step)) continue;
    seen.add(step);
    const present = program[step];
    if (present === undefined) continue;
    if (present.kind === 'jump') waiting.push({ step: present.to, slots });
    else if (present.kind === 'fork') waiting.push({ step: present.to[1], slots }, { step: present.to[0], slots });
    else if (present.kind === 'place') {
      if (present.place(text, at)) waiting.push({ step: step + 1, slots });
    } else if (present.kind === 'save') {
      const saved = [...slots];
      while (saved.length < present.slot) saved.push(-1);
      saved[present.slot] = at;
      waiting.push({ step: step + 1, slots: saved });
    } else into.push(thread);
  }
}
