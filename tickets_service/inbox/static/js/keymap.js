// A person's own map of keys. What a key means is its symbol, not its place, so that every layout works; Ctrl+Alt is
// never used, for that is how Windows tells AltGr. A key that does nothing on a page is left to the browser.

const { on, keys } = JSON.parse(document.getElementById("keyboard").textContent);
const SEQUENCE_MS = 1200;
const ALSO = { ArrowDown: "next", ArrowUp: "previous", O: "open", "Shift ArrowDown": "extendDown", "Shift ArrowUp": "extendUp" };
let first = { key: "", at: 0 };

export const singlesAreOn = on;
export const MAP = Object.entries(keys).filter(([, key]) => key).map(([action, key]) => [key, action]);
const actionOf = new Map(MAP);
const firsts = new Set(MAP.filter(([key]) => /^. .$/.test(key)).map(([key]) => key[0]));

export const keyOf = (action) => keys[action];
export const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

const nameOf = (event) => (event.key.length === 1 ? event.key.toUpperCase() : event.key);

/** The action of a key pressed with Ctrl. */
export function withControl(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const typed = event.key.length === 1 && !/[a-z]/i.test(event.key);
  return actionOf.get(`Ctrl ${event.shiftKey && !typed ? "Shift " : ""}${nameOf(event)}`) ?? null;
}

/** The action of a key pressed alone or with Shift, or of the second of two. */
export function single(event) {
  const [plain, shifted] = [nameOf(event), `Shift ${nameOf(event)}`];
  const key = event.shiftKey && (actionOf.has(shifted) || shifted in ALSO) ? shifted : plain;
  const begun = Date.now() - first.at < SEQUENCE_MS ? first.key : "";
  first = { key: !begun && firsts.has(key) ? key : "", at: Date.now() };
  return actionOf.get(begun ? `${begun} ${key}` : key) ?? (begun ? null : ALSO[key] ?? null);
}
