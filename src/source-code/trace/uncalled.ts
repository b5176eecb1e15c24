import { enterPlugin, takesRouter } from './parameters.ts';
import { Exhausted, type Tracer } from './tracer.ts';
import { NO_ARGUMENTS, type FunctionValue } from './value.ts';

/**
 * Functions that nothing called: they may be called by the runtime (`main`), by tests, or by code that could not be
 * followed. Those that take no router go first, because they may call the others.
 */
export function enterUncalled(tracer: Tracer): void {
  for (const takesRouter of [false, true]) {
    let entered = -1;
    // Functions met on the way join the list, so a pass may open the next.
    while (entered !== tracer.functions.size) {
      entered = tracer.functions.size;
      for (const value of tracer.functions.values()) {
        if (tracer.wasEntered(value.fn) || (!takesRouter && isHandedRouter(tracer, value))) continue;
        enter(tracer, value);
      }
    }
  }
}

const isHandedRouter = (tracer: Tracer, value: FunctionValue): boolean =>
  takesRouter(tracer, value) || tracer.plugins.has(value.fn) || customary(tracer, value) !== undefined;

function enter(tracer: Tracer, value: FunctionValue): void {
  const plugin = tracer.plugins.get(value.fn) ?? customary(tracer, value);
  try {
    if (plugin === undefined) tracer.enter(value, NO_ARGUMENTS);
    else enterPlugin(tracer, value, plugin.framework, plugin.role);
  } catch (error) {
    if (error instanceof Exhausted || !(error instanceof RangeError)) throw error;
  }
}

/** A module that is one function of a router, by the name that everybody gives its parameter. */
function customary(tracer: Tracer, { fn, scope }: FunctionValue): ReturnType<Tracer['plugins']['get']> {
  const { module } = scope;
  const exported = module.whole ?? module.exports.get('default');
  const [first] = fn.parameters;
  if (exported?.kind !== 'function' || exported.fn !== fn || first === undefined || first.type !== '') return undefined;
  for (const framework of tracer.frameworksOf(module)) {
    const role = framework.customary?.(
      first.name,
      tracer.routers.some((one) => one.framework === framework.id),
    );
    if (role !== undefined) return { framework, role };
  }
  return undefined;
}
