export { eventValues, readEvents, type ServerEvent } from './events.ts';
export { recogniseSse } from './recognise.ts';
