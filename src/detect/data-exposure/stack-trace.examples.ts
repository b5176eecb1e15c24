import type { Leaf } from '../../model/index.ts';

const lines = (...all: readonly string[]): string => all.join('\n');
const field = (name: string, value: string): Partial<Leaf> => ({ part: 'response', name, value });

export const fires: readonly (string | Partial<Leaf>)[] = [
  field(
    'trace',
    lines(
      'java.lang.IllegalStateException: basket is closed',
      '\tat shop.basket.Basket.add(Basket.java:88)',
      '\tat shop.basket.BasketController.post(BasketController.java:41)',
      '\tat java.base/java.lang.reflect.Method.invoke(Method.java:580)',
      '\t... 31 more',
    ),
  ),
  '\tat shop.basket.BasketKt.price(Basket.kt:12)',
  lines(
    'Exception in thread "main" shop.Broken',
    '    at shop.Basket$.apply(Basket.scala:7)',
    '    at shop.Main.main(Unknown Source)',
  ),
  lines(
    'System.NullReferenceException: Object reference not set to an instance of an object.',
    '   at Shop.Basket.Total() in C:\\work\\shop\\Basket.cs:line 31',
    '   at Shop.Api.BasketController.<Get>d__4.MoveNext() in C:\\work\\shop\\Api\\BasketController.cs:line 55',
  ),
  lines(
    'System.InvalidOperationException: Sequence contains no elements',
    '   at System.Linq.ThrowHelper.ThrowNoElementsException()',
    '   at System.Linq.Enumerable.First[TSource](IEnumerable`1 source)',
    '   at Shop.Lists.Top(Int32 count)',
  ),
  lines(
    "TypeError: Cannot read properties of undefined (reading 'price')",
    '    at total (/srv/shop/lib/basket.js:14:27)',
    '    at Array.map (<anonymous>)',
    '    at async Server.handle (file:///srv/shop/server.mjs:90:5)',
    '    at node:internal/process/task_queues:105:5',
  ),
  field('errors[].extensions.exception.stacktrace[]', '    at resolveTotal (/srv/shop/dist/resolvers.js:203:11)'),
  '<pre>RangeError: too many<br> &nbsp; &nbsp;at pick (/srv/shop/pick.js:3:9)<br> &nbsp; &nbsp;at run (/srv/shop/run.js:8:1)</pre>',
  lines(
    'Traceback (most recent call last):',
    '  File "/srv/shop/app.py", line 61, in total',
    '    return sum(rows) / len(rows)',
    'ZeroDivisionError: division by zero',
  ),
  field('detail', '  File "/opt/shop/models.py", line 7, in <module>\\n    import prices\\n'),
  lines(
    'PHP Fatal error:  Uncaught Error: Call to a member function total() on null in /srv/www/shop/basket.php:22',
    'Stack trace:',
    '#0 /srv/www/shop/index.php(9): Basket->total()',
    '#1 {main}',
    '  thrown in /srv/www/shop/basket.php on line 22',
  ),
  'Warning: Undefined array key "colour" in /srv/www/shop/list.php on line 40',
  lines(
    "app/models/basket.rb:18:in `total'",
    "app/controllers/baskets_controller.rb:7:in `show'",
    "/usr/lib/ruby/gems/3.2.0/gems/rack-3.0.8/lib/rack/method_override.rb:28:in `call'",
  ),
  lines(
    'panic: runtime error: index out of range [3] with length 3',
    '',
    'goroutine 34 [running]:',
    'shop/basket.(*Basket).Total(0xc0000a6000)',
    '\t/build/shop/basket/basket.go:57 +0x1d',
    'net/http.HandlerFunc.ServeHTTP(0xc000010000)',
    '\t/usr/local/go/src/net/http/server.go:2171 +0x29',
  ),
  lines(
    "thread 'tokio-runtime-worker' panicked at src/basket.rs:19:14:",
    'called `Option::unwrap()` on a `None` value',
    'stack backtrace:',
    '   0: rust_begin_unwind',
    '   1: core::panicking::panic_fmt',
    '             at /rustc/aa1f0e5d/library/core/src/panicking.rs:75:14',
  ),
  lines(
    '** (KeyError) key :price not found',
    '    (shop 0.4.1) lib/shop/basket.ex:31: Shop.Basket.total/1',
    '    (phoenix 1.7.10) lib/phoenix/router.ex:430: Phoenix.Router.__call__/5',
  ),
  'Can\'t locate object method "total" via package "Basket" at /srv/shop/lib/Shop/Basket.pm line 45.',
  lines(
    'lib/basket.lua:12: attempt to index a nil value',
    'stack traceback:',
    '\tlib/basket.lua:12: in function <lib/basket.lua:9>',
    '\t[C]: in function "xpcall"',
  ),
  lines('#0      Basket.total (package:shop/basket.dart:21:7)', '#1      main (package:shop/main.dart:5:3)'),
];

export const silent: readonly (string | Partial<Leaf>)[] = [
  'basket is closed',
  'Internal Server Error',
  'The meeting starts at System.Hall(2) and ends at noon.',
  'Delivery at 10:30:15 (gate 4)',
  'Look into Basket.java:88 for the details.',
  'https://cdn.shop.example/assets/app.js:12:5',
  'See server.js:10:4 and list.ts:7 before you go on.',
  'line 3, column 9: unexpected token',
  'We open at 9, close at 6 (Main Street 12:30:00)',
  'shop on line 24 hours a day, at /sale/index.php',
  '#1 best seller (2024): a lamp',
  '#2 /garden/tools (12): rakes and spades',
  field(
    'answer',
    lines(
      'You get this error when the basket was closed before the item was added:',
      '```',
      '    at total (/srv/shop/lib/basket.js:14:27)',
      '    at run (/srv/shop/lib/run.js:3:1)',
      '```',
      'Open the basket first.',
    ),
  ),
  field(
    'body',
    `${'A trace names the functions that were running, the newest first, each with its file and line. '.repeat(8)}\n    at total (/srv/shop/lib/basket.js:14:27)\n    at run (/srv/shop/lib/run.js:3:1)\n`,
  ),
  field(
    'body',
    lines(
      '    at run (/srv/shop/run.js:8:1)',
      'What does a line like this one mean? I have looked it up in three books and asked two friends, and none of them could tell me',
      'whether the second number is the column or the offset, so any help is very welcome here.',
    ),
  ),
  'He said "  File "list.py", line 3" is where it stops.',
  'Please go to counter 3: in person, or call us from 8:00 to 16:30.',
  '1: introduction\n2: the basket::model chapter\n3: prices',
  'Ruby on Rails runs config.ru:3 and then app.rb:12.',
  'panic: no room left on the boat',
  'at home (12:30:15)',
];
