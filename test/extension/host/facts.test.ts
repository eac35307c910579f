import assert from 'node:assert/strict';
import { commands, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { until } from '../../editor/until';
import { activated, closeAll, diagnosticsWhen, openPolicy, ruleOf, writeFile } from './editor';

const twice = 'a.example secure\na.example secure\n';

suite('what a document is judged by', () => {
  teardown(closeAll);

  test('stands in the status bar, and follows what is typed', async () => {
    const editor = await openPolicy('example.org dane\n');
    await statusIs(/^indexed$/, /^Postfix 3\.5 and newer$/);
    await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '# tls-policy-lint: postfix 3.7\n'));
    await statusIs(/^indexed$/, /^Postfix 3\.7$/);
  });

  test('the type of a table is chosen for its folder, and judges it at once', async () => {
    const document = await workspace.openTextDocument(await writeFile('chosen.tls_policy', twice));
    await window.showTextDocument(document, { preview: false });
    await diagnosticsWhen(document, 'a warning', (found) => severityOf(found, 'duplicate-key') === 1);
    try {
      assert.equal(await choosing('texthash', () => commands.executeCommand(chooseCommand)), 'texthash');
      await diagnosticsWhen(document, 'an error', (found) => severityOf(found, 'duplicate-key') === 0);
      await statusIs(/^texthash$/, /^Postfix/);
    } finally {
      assert.equal(await choosing('auto', () => commands.executeCommand(chooseCommand)), 'auto');
    }
    await diagnosticsWhen(document, 'a warning again', (found) => severityOf(found, 'duplicate-key') === 1);
  });

  test('a main.cf that names the table is told instead of a choice, and can be opened', async () => {
    const mainCf = await writeFile('site/main.cf', 'smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy\n');
    const table = await writeFile('site/tls_policy', twice);
    await window.showTextDocument(table, { preview: false });
    await statusIs(/^texthash$/, /^Postfix/);
    const { showInformationMessage } = window;
    const told: string[] = [];
    Object.assign(window, {
      showInformationMessage: (text: string, ...buttons: string[]) => {
        told.push(text);
        return Promise.resolve(buttons[0]);
      },
    });
    try {
      assert.equal(await commands.executeCommand(chooseCommand), undefined);
      await until('main.cf', () =>
        window.activeTextEditor?.document.uri.toString() === Uri.file(mainCf.fsPath).toString() ? true : undefined,
      );
    } finally {
      Object.assign(window, { showInformationMessage });
    }
    assert.match(told[0] ?? '', /names the table as texthash/);
  });
});

const chooseCommand = 'postfixTlsPolicy.chooseTableType';

/** Waits until the items of the status bar, of the type and of the releases, read so. */
async function statusIs(...texts: readonly RegExp[]): Promise<void> {
  const { statusItems } = await activated();
  await until(`status ${texts.join(' and ')}`, () =>
    texts.every((text, index) => text.test(statusItems[index]?.text ?? '')) ? true : undefined,
  );
}

/** 0 is an error, 1 a warning. */
function severityOf(found: Parameters<Parameters<typeof diagnosticsWhen>[2]>[0], rule: string): number | undefined {
  return found.find((each) => ruleOf(each) === rule)?.severity;
}

/** Chooses an item by its label wherever a person is asked to, while something runs. */
async function choosing<T>(label: string, run: () => Thenable<T>): Promise<T> {
  const { showQuickPick } = window;
  Object.assign(window, {
    showQuickPick: (items: readonly QuickPickItem[]) => Promise.resolve(items.find((item) => item.label === label)),
  });
  try {
    return await run();
  } finally {
    Object.assign(window, { showQuickPick });
  }
}
