import { describe, expect, it } from 'vitest';
import { followProgress, fullCapabilities } from './editor';
import { setUpProbing, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

describe('progress', () => {
  it('uses the token of the request and names what is asked', async () => {
    const { domain } = world.scenario('dane-ee');
    followProgress(world.editor, 'mine');
    world.editor.open(uri, `${domain}\n`);
    await world.probe(domain, { workDoneToken: 'mine' });
    const seen = world.editor.progress.get('mine');
    expect([...world.editor.progress.keys()]).toEqual(['mine']);
    expect(seen?.title).toBe(`Probing ${domain}`);
    expect(seen?.cancellable).toBe(true);
    expect(seen?.messages.join('\n')).toMatch(/MX records of[^]*TLSA records of[^]*STARTTLS with/);
    expect(seen?.ended).toBe(true);
  });

  it('is created by the server otherwise', async () => {
    await world.probeBare('dane-ee');
    const [seen, ...others] = world.editor.progress.values();
    expect(others).toEqual([]);
    expect(seen?.cancellable).toBe(true);
    expect(seen?.ended).toBe(true);
    expect(seen?.messages.length).toBeGreaterThan(0);
  });

  it('is left out where the editor has none', async () => {
    await world.restart({ capabilities: { ...fullCapabilities, window: {} } });
    expect(await world.probeBare('dane-ee')).toMatchObject({ outcome: 'inserted' });
    expect(world.editor.progress.size).toBe(0);
  });

  it('tells that a probe waits for others', async () => {
    const silent = world.scenario('silent').domain;
    const hanging = [silent, `${silent}:25`, `[mx.${silent}]`, `[mx.${silent}]:25`];
    const { domain } = world.scenario('dane-ee');
    world.editor.open(uri, `${[...hanging, domain].join('\n')}\n`);
    const running = hanging.map((key) => world.probe(key));
    await until('all probes to be under way', () => world.editor.progress.size === hanging.length);
    const last = world.probe(domain);
    await until('the waiting one', () =>
      [...world.editor.progress.values()].some(
        ({ title, messages }) => title === `Probing ${domain}` && messages.includes('waiting for other probes'),
      ),
    );
    world.editor.close(uri);
    for (const result of await Promise.all([...running, last])) expect(result).toMatchObject({ outcome: 'cancelled' });
  });
});
