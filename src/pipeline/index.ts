export type * from './captured.ts';
export { createContext } from './context.ts';
export * from './identify.ts';
export * from './inline.ts';
export * from './learning-sampler.ts';
export * from './passive.ts';
export * from './recorder.ts';
export * from './replay.ts';
export { unpack, type Packed } from './wire.ts';
