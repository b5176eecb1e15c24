export { recogniseGraphql } from './recognise.ts';
export { socketOperations } from './socket.ts';
