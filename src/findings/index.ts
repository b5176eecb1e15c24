export * from './lifecycle.ts';
export * from './open.ts';
export * from './register.ts';
