import { expect, it } from 'vitest';
import { renamedScenarios } from './random';
import { scenarios } from './scenarios';

const renamed = renamedScenarios(scenarios, 'random.test', scenarios.length);

it('moves most scenarios', () => {
  expect(renamed.length).toBeGreaterThan(100);
});

it.each(renamed.map((scenario) => [scenario.id, scenario] as const))(
  'leaves nothing of the old name in %s',
  (id, scenario) => {
    const original = scenarios.find((each) => each.id === id.split('@')[0])!;
    expect(JSON.stringify({ ...scenario, id: '' }).toLowerCase()).not.toContain(original.domain);
  },
);
