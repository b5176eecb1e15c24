export { createGateway, type Gateway, type GatewayStats } from './gateway.ts';
export type { CounterName, GatewayEvent } from './counters.ts';
export type { AddressHeader, GatewayLimits, GatewayOptions } from './options.ts';
