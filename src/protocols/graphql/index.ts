export { recogniseGraphql } from './recognise.ts';
export { socketOperations } from './socket.ts';
export { measureGraphql } from './shape.ts';
