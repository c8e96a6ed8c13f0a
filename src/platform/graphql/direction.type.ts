import { registerEnumType } from 'type-graphql';

export const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
export type DirectionName = keyof typeof Direction;

registerEnumType(Direction, {
  name: 'Direction',
  description: 'Which way an order runs.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});
