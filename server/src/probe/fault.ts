import type { Cause, CauseId } from './cause';

/** A step of the probe that ended without a fact; carried by exceptions inside `probe/`, and told as a `Cause`. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly id: CauseId,
    text: string,
  ) {
    super(text);
  }

  get asCause(): Cause {
    return { id: this.id, text: this.message };
  }
}
