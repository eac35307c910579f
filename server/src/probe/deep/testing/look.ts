import { once } from 'node:events';
import { connect } from 'node:net';
import type { Weakness, WeaknessEvidence } from '../../evidence';
import type { Deadlines } from '../../options';
import { createStop } from '../../stop';
import { never, patient } from '../../testing/network-means';
import { lookDeep } from '../look-deep';

export interface LookOptions {
  readonly pause?: number;
  readonly deadlines?: Deadlines;
  readonly signal?: AbortSignal;
  readonly connect?: Parameters<typeof lookDeep>[0]['connect'];
}

/** Looks at a server on this machine by the product's own means, without pauses unless told. */
export async function lookAtPort(port: number, options: LookOptions = {}): Promise<readonly WeaknessEvidence[]> {
  const { pause = 0, deadlines = patient, signal = never } = options;
  const stop = createStop(signal, deadlines.total);
  try {
    return await lookDeep({
      heloName: 'client.example',
      deadlines,
      signal: stop.signal,
      stop,
      pacing: { pause },
      connect: async () => {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        return socket.pause();
      },
      ...(options.connect === undefined ? {} : { connect: options.connect }),
    });
  } finally {
    stop.end();
  }
}

/** The weaknesses with this answer. */
export function having(answer: WeaknessEvidence['answer'], findings: readonly WeaknessEvidence[]): readonly Weakness[] {
  return findings.filter((each) => each.answer === answer).map(({ weakness }) => weakness);
}
