import type { ShockInput } from '../graph/documents.ts';
import { share } from '../numbers/formats.ts';

export type SliderName = 'notches' | 'pdFactor' | 'recovery' | 'basisPoints';

/** Where the sliders stand that were moved, as the decimal text of their inputs. */
export type Positions = Partial<Record<SliderName, string>>;

export interface Slider {
  name: SliderName;
  label: string;
  min: number;
  max: number;
  step: number;
  inWords: (position: string) => string;
  shock: (position: string) => ShockInput;
}

/** In the order in which the shocks are applied. */
export const SLIDERS: Slider[] = [
  {
    name: 'notches',
    label: 'Downgrade all',
    min: 0,
    max: 6,
    step: 1,
    inWords: (position) => (position === '1' ? '1 notch' : `${position} notches`),
    shock: (position) => ({ notchDown: { notches: Number(position) } }),
  },
  {
    name: 'pdFactor',
    label: 'Default probabilities',
    min: 0.5,
    max: 5,
    step: 0.1,
    inWords: (position) => `× ${position}`,
    shock: (position) => ({ pdMultiplier: { factor: position } }),
  },
  {
    name: 'recovery',
    label: 'Recovery rate',
    min: 0,
    max: 1,
    step: 0.01,
    inWords: (position) => share(Number(position), 0),
    shock: (position) => ({ recovery: { rate: position } }),
  },
  {
    name: 'basisPoints',
    label: 'Interest rates',
    min: -300,
    max: 500,
    step: 25,
    inWords: (position) => `${Number(position) > 0 ? '+' : ''}${position} bp`,
    shock: (position) => ({ rateShift: { basisPoints: position } }),
  },
];

/** The scenario of the sliders that were moved. */
export const scenarioOf = (positions: Positions): ShockInput[] =>
  SLIDERS.flatMap(({ name, shock }) => {
    const position = positions[name];
    return position === undefined ? [] : [shock(position)];
  });
