export { createGateway, type Gateway, type GatewayStats } from './gateway.ts';
export type { CounterName, GatewayEvent } from './counters.ts';
export { UPSTREAM_PROTOCOLS, type UpstreamProtocol } from './upstream/index.ts';
export type { CertificateFacts, CertificateFiles, TlsOptions } from './tls/index.ts';
export type { AddressHeader, GatewayLimits, GatewayOptions } from './options.ts';
