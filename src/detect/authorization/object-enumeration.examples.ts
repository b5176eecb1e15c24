import type { ActorScenario } from '../define.ts';
import { get, numbers, scenario, series, user, visitor, type Act } from '../scenario.ts';

const ORDER = '/v2/orders/{orderId}';

/** Customers who each list their orders and look at three of them: what is usual around an attack. */
function* customers(count: number): Iterable<Act> {
  const random = numbers(11);
  for (let index = 0; index < count; index++) {
    const client = user(100 + index);
    const from = random(3_000);
    yield get(client, from, '/v2/orders');
    for (let order = 0; order < 3; order++)
      yield get(client, from + 20 * (order + 1), ORDER, [50_000 + index * 37 + order * 11]);
  }
}

/** Visitors and customers who look at what is on offer; the first products are the popular ones. */
function* shoppers(count: number): Iterable<Act> {
  const random = numbers(5);
  for (let index = 0; index < count; index++) {
    const client = index % 3 === 0 ? user(300 + index) : visitor(300 + index);
    const from = random(1_500);
    for (let view = 0; view < 8; view++)
      yield get(client, from + view * 25, '/v2/products/{productId}', [1 + random(random(2) === 0 ? 20 : 400)]);
  }
}

const uuid = (index: number): string =>
  `7b1e${String(index).padStart(4, '0')}-22c9-4d6f-9f0a-c0ffee${String(index * 7_919).padStart(6, '0')}`;

export const fires: readonly ActorScenario[] = [
  scenario('a customer walks upward through orders that all exist', function* () {
    yield* customers(20);
    yield* series(60, 900, 2, (index, at) => get(user(1), at, ORDER, [50_000 + index]));
  }),
  scenario('the first user ever seen walks downward with gaps', function* () {
    yield* series(80, 0, 1, (index, at) => get(user(1), at, ORDER, [90_000 - index], index % 4 === 0 ? 404 : 200));
  }),
  scenario('a walk in shuffled order', function* () {
    yield* customers(20);
    yield* series(80, 600, 3, (index, at) => get(user(1), at, ORDER, [70_000 + ((index * 37) % 80)]));
  }),
  scenario('a walk in steps of ten', function* () {
    yield* customers(12);
    yield* series(50, 3_000, 4, (index, at) => get(user(1), at, ORDER, [1_000 + index * 10]));
  }),
  scenario('a slow walk, one object in eighty seconds', function* () {
    yield* customers(12);
    yield* series(44, 0, 80, (index, at) => get(user(1), at, ORDER, [20_000 + index]));
  }),
  scenario('a walk after reading the own list once', function* () {
    yield* customers(12);
    yield get(user(1), 2_000, '/v2/orders');
    yield* series(90, 2_010, 1, (index, at) => get(user(1), at, ORDER, [4_000 + index]));
  }),
  scenario('numbers drawn at random, mostly not found', function* () {
    const random = numbers(3);
    yield* customers(15);
    yield* series(70, 800, 2, (index, at) => get(user(1), at, ORDER, [random(1_000_000)], index % 6 === 0 ? 200 : 404));
  }),
  scenario('harvested identifiers, mostly forbidden', () =>
    series(40, 0, 5, (index, at) => get(user(1), at, '/files/{fileId}', [uuid(index)], index % 5 === 0 ? 200 : 403)),
  ),
  scenario('a walk over the users of a nested path', function* () {
    yield* series(8, 0, 10, (index, at) =>
      get(user(100 + index), at, '/users/{userId}/invoices/{invoiceId}', [300 + index * 9, 1]),
    );
    yield* series(60, 100, 2, (index, at) =>
      get(user(1), at, '/users/{userId}/invoices/{invoiceId}', [300 + index, 1]),
    );
  }),
  scenario('an object named in the query', function* () {
    yield* series(8, 0, 10, (index, at) => get(user(100 + index), at, '/invoice', [8_000 + index * 7]));
    yield* series(50, 100, 2, (index, at) => get(user(1), at, '/invoice', [8_000 + index]));
  }),
  scenario('somebody who never signed in walks through a collection that only owners read', function* () {
    yield* customers(15);
    yield* series(60, 3_200, 1, (index, at) => get(visitor(1), at, ORDER, [50_000 + index]));
  }),
  scenario('codes guessed without signing in, next to nothing found', () =>
    series(60, 0, 3, (index, at) =>
      get(visitor(1), at, '/gift-cards/{code}', [`GC-${(index * 104_729) % 999_983}`], index === 41 ? 200 : 404),
    ),
  ),
];

export const silent: readonly ActorScenario[] = [
  scenario('customers list and read their own orders', () => customers(60)),
  scenario('a crawler walks through a catalogue that everybody reads', function* () {
    yield* shoppers(60);
    yield* series(300, 1_800, 1, (index, at) => get(visitor(1), at, '/v2/products/{productId}', [1 + index]));
  }),
  scenario('a signed-in price bot walks through the same catalogue', function* () {
    yield* shoppers(60);
    yield* series(300, 1_800, 1, (index, at) => get(user(1), at, '/v2/products/{productId}', [1 + index]));
  }),
  scenario('a crawler is the first that is ever seen', () =>
    series(200, 0, 2, (index, at) =>
      get(visitor(1), at, '/articles/{articleId}', [1 + index], index % 9 === 0 ? 404 : 200),
    ),
  ),
  scenario('support staff look at many recent orders in no order', function* () {
    const random = numbers(17);
    yield* customers(30);
    yield* series(90, 0, 35, (_, at) => get(user(1), at, ORDER, [50_000 + random(1_200)]));
  }),
  scenario('a partner reads the list page by page and then every order on it', function* () {
    yield* customers(20);
    for (let page = 0; page < 10; page++) {
      yield get(user(1), page * 60, '/v2/orders');
      yield* series(25, page * 60 + 1, 1, (index, at) => get(user(1), at, ORDER, [30_000 + page * 25 + index]));
    }
  }),
  scenario('a nightly job reads hundreds of shipments whose identifiers it was sent', () =>
    series(400, 0, 0.5, (index, at) => get(user(1), at, '/shipments/{shipmentId}', [uuid(index)])),
  ),
  scenario('a job walks through a collection that nobody else reads, with a gap here and there', () =>
    series(500, 0, 1, (index, at) =>
      get(user(1), at, '/partner/statements/{statementId}', [4_000 + index], index % 25 === 9 ? 404 : 200),
    ),
  ),
  scenario('a job walks through a collection that partners read in bulk', function* () {
    const random = numbers(31);
    for (let partner = 0; partner < 4; partner++) {
      yield* series(60, partner, 30, (_, at) =>
        get(user(100 + partner), at, '/partner/statements/{statementId}', [4_000 + random(9_000)]),
      );
    }
    yield* series(400, 2_000, 0.5, (index, at) =>
      get(user(1), at, '/partner/statements/{statementId}', [4_000 + index]),
    );
  }),
  scenario('a partner reads its own orders, scattered among those of others', function* () {
    const random = numbers(23);
    let order = 60_000;
    yield* series(200, 0, 2, (_, at) => get(user(1), at, ORDER, [(order += 1 + random(9))]));
  }),
  scenario('an app refreshes what it holds; some of it was deleted', function* () {
    const random = numbers(29);
    yield* series(60, 0, 1, (index, at) =>
      get(user(1), at, '/notes/{noteId}', [random(500_000)], index % 4 === 0 ? 404 : 200),
    );
  }),
  scenario('an app in a retry loop over one object', () =>
    series(600, 0, 0.2, (_, at) => get(user(1), at, ORDER, [4_711], 404)),
  ),
  scenario('a key expired and every object answers 401', () =>
    series(60, 0, 5, (index, at) => get(user(1), at, '/devices/{deviceId}', [uuid(index)], 401)),
  ),
  scenario('a gallery loads pictures that were uploaded in one go', function* () {
    for (let other = 0; other < 5; other++)
      yield get(user(100 + other), other, '/photos/{photoId}', [60_000 + other * 99]);
    yield get(user(1), 0, '/photos');
    yield* series(30, 1, 0.1, (index, at) => get(user(1), at, '/photos/{photoId}', [81_200 + index]));
  }),
  scenario('somebody pages deep into an archive', function* () {
    for (let other = 0; other < 5; other++) yield get(user(100 + other), other, '/archive/page/{page}', [100 + other]);
    yield* series(150, 10, 6, (index, at) => get(user(1), at, '/archive/page/{page}', [1 + index]));
  }),
  scenario('an office of thirty people reads three neighbouring orders each', function* () {
    for (let person = 0; person < 30; person++) {
      const client = user(500 + person, '198.18.9.9');
      yield* series(3, person * 20, 5, (index, at) => get(client, at, ORDER, [7_000 + person * 3 + index]));
    }
  }),
  scenario('a monitor asks for the same ten objects every minute', () =>
    series(600, 0, 6, (index, at) => get(user(1), at, '/probes/{probeId}', [1 + (index % 10)])),
  ),
];
