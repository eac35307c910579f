import type { Evidence } from '../probe/evidence';
import type { MachineView } from '../probe/machine/look-at-machine';

/** What is known of this machine's view of the world without asking for it: from probes, and from a look at the machine. */
export interface MachineKnowledge {
  readonly note: (evidence: Evidence) => void;
  readonly noteView: (view: MachineView) => void;
  /** The settings have changed, so that nothing is known any more. */
  readonly forget: () => void;
  readonly now: () => Known;
}

/** Null: not known. */
export interface Known {
  /** Whether DNSSEC can be proven over the way to the resolver. */
  readonly dnssec: boolean | null;
  /** Whether the port of mail servers can be reached. */
  readonly port: boolean | null;
}

const nothing: Known = { dnssec: null, port: null };

export function createMachineKnowledge(): MachineKnowledge {
  let known = nothing;
  return {
    note(evidence) {
      known = { dnssec: dnssecBy(evidence) ?? known.dnssec, port: portBy(evidence) ?? known.port };
    },
    noteView({ findings }) {
      const stateOf = (wanted: string): boolean | null => {
        const state = findings.find(({ what }) => what === wanted)?.state;
        if (state === 'good') return true;
        return state === 'bad' || state === 'limited' ? false : null;
      };
      known = { dnssec: stateOf('DNSSEC') ?? known.dnssec, port: stateOf('Port 25') ?? known.port };
    },
    forget() {
      known = nothing;
    },
    now: () => known,
  };
}

function dnssecBy({ vantage, mx, hosts }: Evidence): boolean | null {
  if (vantage.dnssecProblem !== undefined) return false;
  const answers = [mx, ...hosts.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6])];
  return answers.some((answer) => answer?.status === 'secure') ? true : null;
}

/** One server that speaks proves that the port is open; one that is silent says nothing of the others. */
function portBy({ hosts }: Evidence): boolean | null {
  return hosts.some(({ addresses }) => addresses.some(({ greeting, outcome }) => greeting || outcome !== 'untested'))
    ? true
    : null;
}
