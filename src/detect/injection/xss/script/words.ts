const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Windows that a page opens by itself: what a probe shows that it runs. */
export const POPUPS = words('alert confirm prompt print msgbox MsgBox');

/** Functions that run text as a program, decode one, send something out, or change the page. */
export const POWERS = words(`
  eval execScript Function AsyncFunction setTimeout setInterval setImmediate constructor import importScripts
  fromCharCode fromCodePoint atob unescape decodeURIComponent decodeURI fetch XMLHttpRequest ActiveXObject WebSocket EventSource Worker SharedWorker
  RTCPeerConnection sendBeacon getScript globalEval parseHTML insertAdjacentHTML createContextualFragment write writeln
  createElement appendChild setAttribute insertBefore replaceChildren innerHTML outerHTML queueMicrotask requestAnimationFrame
  postMessage showModalDialog registerProtocolHandler navigate CreateObject Execute ExecuteGlobal`);

/** Objects of the page and its window. */
export const PAGE = words(`
  document window location self top parent frames globalThis opener localStorage sessionStorage indexedDB cookieStore navigator
  cookie domain history name`);

/** Of these, the ones that everyday text has as names of its own: only access into them counts. */
export const GLOBALS = words('window self top parent frames globalThis this opener document');

/** What an assignment to it does by itself: it goes elsewhere, writes the page, or sets what runs on the next error. */
export const TARGETS = words(`
  location href innerHTML outerHTML srcdoc cookie onerror onload onclick onmessage src domain body title
  textContent innerText hash name protocol host toString valueOf`);

/** An operand follows: no operator stands between them and it. */
export const PREFIXES = words(`
  return typeof void new delete throw await yield in of instanceof else do case var let const function class extends
  async export default finally try get set static`);

/** A parenthesis behind them calls nothing. */
export const CLAUSES = words('if for while switch catch with');
