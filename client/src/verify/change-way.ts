import { ConfigurationTarget, l10n, window, workspace } from 'vscode';
import { section } from '../names';

/** Asks for the resolver that probes use, and sets it for this machine. */
export function changeResolver(): Promise<void> {
  return change('resolver', {
    title: l10n.t('Change the Resolver of Probes'),
    prompt: l10n.t('An address such as 192.0.2.53 or https://dns.example/dns-query. Empty: the one of the system.'),
    placeHolder: '192.0.2.53',
  });
}

/** The same for the way that connections take. */
export function changeRoute(): Promise<void> {
  return change('route', {
    title: l10n.t('Change the Route of Probes'),
    prompt: l10n.t('direct, ssh://host, ssh://user@host:port or socks5://host:port'),
    placeHolder: 'ssh://mail.example.org',
  });
}

/** Settings of the machine: no folder that is opened may have a say in them. The server tells where one can't be used. */
async function change(
  setting: 'resolver' | 'route',
  texts: { readonly title: string; readonly prompt: string; readonly placeHolder: string },
): Promise<void> {
  const configuration = workspace.getConfiguration(section);
  const value = await window.showInputBox({ ...texts, value: configuration.get<string>(setting, '') });
  if (value === undefined) return;
  const text = value.trim();
  await configuration.update(setting, text === '' ? undefined : text, ConfigurationTarget.Global);
}
