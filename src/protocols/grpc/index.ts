export { readGrpcTypes } from './descriptors.ts';
