import { type Machine, namespaceFor } from '../oracle/machine';

/** How the namespace can be had, or what is missing for it. */
export function fingerMachine(): Machine {
  return namespaceFor(['posttls-finger', 'unbound', 'unbound-control', 'ip', 'unshare']);
}
