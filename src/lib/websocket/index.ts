export { compressionOf } from './compression.ts';
export { messageBody, WebSocketStream, type Compression } from './stream.ts';
