export type { GrpcTypes } from '../lib/index.ts';
export { calledOperation, recogniseOperations } from './recognise.ts';
