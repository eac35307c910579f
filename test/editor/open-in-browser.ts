import { spawn } from 'node:child_process';
import { findOnPath } from './on-path';

/** Opens an address in the person's browser where there is a desktop; does nothing elsewhere. */
export function openInBrowser(address: string): void {
  const opener = process.platform === 'darwin' ? 'open' : findOnPath('xdg-open');
  const desktop = process.platform === 'darwin' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  if (opener === null || !desktop) return;
  const child = spawn(opener, [address], { detached: true, stdio: 'ignore' });
  child.once('error', () => console.log('No browser could be opened; the address is below.'));
  child.unref();
}
