import { reportTo } from './report';

/**
 * What the editor calls inside its extension host. Rejects where a test failed, which becomes the exit code.
 * Mocha is an ES module, hence the import at run time.
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: Mocha.reporters.Base, ...chosen() });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  await import('./suites');
  const failures = await new Promise<number>((resolve) => {
    reportTo(process.env['EXTENSION_TEST_EVENTS'], mocha.run(resolve));
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** All tests, unless somebody wants some of them. */
function chosen(): { readonly grep?: string } {
  const grep = process.env['EXTENSION_TEST_GREP'] ?? '';
  return grep === '' ? {} : { grep };
}
