import { isOutbound, UNKNOWN_ADDRESS, type Observation } from '../model/index.ts';

/**
 * Requests for which no actor can be held responsible: the client was not named (many people would become one), or it is
 * ourselves asking somebody else. Rules with memory are not asked and no measure starts.
 */
export const isNobody = ({ actor, address, sensor }: Observation): boolean =>
  isOutbound(sensor) || (address === UNKNOWN_ADDRESS && actor.kind === 'address');
