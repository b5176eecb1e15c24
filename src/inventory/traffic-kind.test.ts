import { expect, test } from 'vitest';
import { trafficKind, type TrafficFacts } from './traffic-kind.ts';

const open = [{ scheme: 'none', location: '-', name: '' }] as const;
const key = [{ scheme: 'api-key', location: 'header', name: 'X-API-Key' }] as const;
const facts = (path: string, more: Partial<TrafficFacts> = {}): TrafficFacts => ({
  method: 'GET',
  segments: path.split('/').filter((segment) => segment !== ''),
  status: 200,
  requestType: '',
  responseType: 'application/json',
  responseSize: 100,
  credentials: open,
  ...more,
});

test.each<readonly [string, Partial<TrafficFacts>, string]>([
  ['/v1/orders', {}, 'api'],
  ['/v1/orders', { status: 404 }, 'error'],
  ['/v1/orders', { status: 0 }, 'error'],
  ['/v1/orders', { method: 'OPTIONS' }, 'preflight'],
  ['/', { responseType: 'text/html' }, 'page'],
  ['/signup', { responseType: 'text/html', method: 'POST', status: 303 }, 'form'],
  [
    '/signup',
    { responseType: '', method: 'POST', status: 302, requestType: 'application/x-www-form-urlencoded' },
    'form',
  ],
  ['/oauth/token', { method: 'POST', requestType: 'application/x-www-form-urlencoded' }, 'api'],
  ['/img/a.png', { responseType: 'image/png' }, 'asset'],
  ['/app.js', { responseType: '', status: 304 }, 'asset'],
  ['/static/data.json', {}, 'asset'],
  ['/manifest.json', {}, 'asset'],
  ['/v2/tasks/77.json', {}, 'api'],
  ['/users/7/avatar', { responseType: 'image/png', credentials: key }, 'api'],
  ['/p', { responseType: 'image/gif', responseSize: 43 }, 'beacon'],
  ['/rum', { method: 'POST', status: 204, responseType: '' }, 'beacon'],
  ['/readyz', { responseType: 'text/plain' }, 'health'],
  ['/v1/status', {}, 'api'],
  ['/health', { responseType: 'text/plain', credentials: key }, 'api'],
])('%s %o', (path, more, kind) => expect(trafficKind(facts(path, more))).toBe(kind));
