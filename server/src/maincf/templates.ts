import { hasPlaceholder } from '../language/templates';
import type { Parameter } from './document';

/** Whether the line is what a template makes of it, so that nothing can be said of it here. */
export function isTemplated({ line }: Parameter): boolean {
  return hasPlaceholder(line.text);
}
