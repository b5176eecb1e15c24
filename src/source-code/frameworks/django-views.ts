import { ANY } from '../declared-route.ts';
import { describe, textsOf, type ClassValue, type FunctionValue, type Value } from '../trace/value.ts';
import { handlerName, METHODS, type Call } from './framework.ts';

/** Generic views of Django and Django REST Framework, and what they answer. */
const GENERIC: Readonly<Record<string, readonly string[]>> = {
  TemplateView: ['GET'],
  ListView: ['GET'],
  DetailView: ['GET'],
  CreateView: ['GET', 'POST'],
  UpdateView: ['GET', 'POST'],
  FormView: ['GET', 'POST'],
  DeleteView: ['GET', 'POST'],
  ListAPIView: ['GET'],
  CreateAPIView: ['POST'],
  RetrieveAPIView: ['GET'],
  DestroyAPIView: ['DELETE'],
  UpdateAPIView: ['PUT', 'PATCH'],
  ListCreateAPIView: ['GET', 'POST'],
  RetrieveUpdateAPIView: ['GET', 'PUT', 'PATCH'],
  RetrieveDestroyAPIView: ['GET', 'DELETE'],
  RetrieveUpdateDestroyAPIView: ['GET', 'PUT', 'PATCH', 'DELETE'],
  TokenObtainPairView: ['POST'],
  TokenRefreshView: ['POST'],
  TokenVerifyView: ['POST'],
};

/** `View.as_view(…)`: the view and what it was given. */
function classView(view: Value): { readonly of: Value; readonly args: readonly Value[] } | undefined {
  if (view.kind !== 'made') return undefined;
  const { by } = view;
  if (by.kind === 'bound' && by.name === 'as_view') return { of: by.object, args: view.args.positional };
  if (
    (by.kind === 'external' && by.path.endsWith('.as_view')) ||
    (by.kind === 'unknown' && by.name.endsWith('.as_view'))
  )
    return { of: by, args: view.args.positional };
  return undefined;
}

export function viewHandler(view: Value): string {
  const cls = classView(view);
  return cls === undefined ? handlerName(view) : lastName(cls.of);
}

const lastName = (value: Value): string =>
  value.kind === 'class'
    ? value.cls.name
    : (describe(value)
        .replace(/\.as_view$/, '')
        .split('.')
        .at(-1) ?? '');

/** The methods that a view answers, as far as the code says; `ANY` otherwise. */
export function viewMethods(view: Value, call: Call): readonly string[] {
  const cls = classView(view);
  if (cls !== undefined) {
    const [actions] = cls.args;
    if (actions?.kind === 'record') return [...actions.entries.keys()];
    const found = cls.of.kind === 'class' ? classMethods(cls.of) : (GENERIC[lastName(cls.of)] ?? []);
    return found.length > 0 ? found : [ANY];
  }
  if (view.kind === 'made') {
    // A view behind a wrapper: `login_required(view)`.
    const inner = view.args.positional.find((one) => one.kind === 'function' || one.kind === 'made');
    return inner === undefined ? [ANY] : viewMethods(inner, call);
  }
  return view.kind === 'function' ? functionMethods(view, call) : [ANY];
}

function functionMethods({ fn, scope }: FunctionValue, call: Call): readonly string[] {
  for (const decorator of fn.decorators) {
    const value = call.evaluate(decorator, scope);
    const name = describe(value.kind === 'made' ? value.by : value)
      .split('.')
      .at(-1);
    const [given] = value.kind === 'made' ? value.args.positional : [];
    if (name === 'api_view') return given === undefined ? ['GET'] : textsOf(given);
    if (name === 'require_http_methods') return textsOf(given);
    if (name === 'require_GET') return ['GET'];
    if (name === 'require_POST') return ['POST'];
    if (name === 'require_safe') return ['GET', 'HEAD'];
  }
  return [ANY];
}

function classMethods(cls: ClassValue, depth = 0): readonly string[] {
  const own = cls.cls.methods.map(({ name }) => name).filter((name) => METHODS.includes(name));
  const inherited = cls.bases.flatMap((base) =>
    base.kind === 'class' ? (depth < 8 ? classMethods(base, depth + 1) : []) : (GENERIC[lastName(base)] ?? []),
  );
  const names = textsOf(cls.instance.fields.get('http_method_names')).map((name) => name.toLowerCase());
  const all = [...new Set([...own, ...inherited].map((name) => name.toUpperCase()))];
  return names.length === 0 ? all : all.filter((name) => names.includes(name.toLowerCase()));
}
