import { type Machine, namespaceFor } from '../oracle/machine';

/** How the namespace can be had, or what is missing for it. */
export function agreementMachine(): Machine {
  return namespaceFor(['postfix', 'unbound', 'unbound-control', 'ip', 'unshare']);
}
