import { limits } from './limits';

/** Lets the probes of one process take turns, so that they burden neither a server nor this computer. */
export interface Lanes {
  /**
   * Runs a task on an address when no other task runs on it and few enough run on others.
   * Rejects with the signal's reason when it aborts while waiting; the task sees to its own end.
   */
  run<T>(address: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export function createLanes(parallel: number = limits.parallelAddresses): Lanes {
  const overall = createGate(parallel);
  const perAddress = new Map<string, Gate>();

  async function withAddress<T>(address: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const gate = perAddress.get(address) ?? createGate(1);
    perAddress.set(address, gate);
    try {
      return await gate.pass(signal, task);
    } finally {
      if (gate.isIdle()) perAddress.delete(address);
    }
  }

  return {
    // Who waits for an address must not keep a place that others could use.
    run: (address, signal, task) => withAddress(address, signal, () => overall.pass(signal, task)),
  };
}

/** The lanes of this process: the addresses of one provider serve many domains. */
export const processLanes = createLanes();

interface Gate {
  pass<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  /** Nobody is inside or waits. */
  isIdle(): boolean;
}

/** Lets at most `places` tasks be inside; the others wait in the order of their arrival. */
function createGate(places: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (inside < places) {
      inside++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(admit), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(admit);
    });
  }

  function leave(): void {
    const next = waiting.shift();
    // The place is handed over, so that a task that comes in between can't take it.
    if (next === undefined) inside--;
    else next();
  }

  return {
    isIdle: () => inside === 0 && waiting.length === 0,
    async pass(signal, task) {
      await enter(signal);
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
