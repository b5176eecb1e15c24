export { messageValue } from './messages.ts';
export { isWebsocket, recogniseWebsocket } from './recognise.ts';
