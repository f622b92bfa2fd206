// The keyboard. What a key means is its symbol, not its place, so that every layout works; Ctrl+Alt is never used, for
// that is how Windows tells AltGr. Everybody has a map of their own, and single keys can be switched off.

import { actions } from "./actions.js";
import { element, isTyping, json, words } from "./dom.js";
import { stopWriting } from "./reply.js";
import { toast } from "./undo.js";

const { on, keys } = JSON.parse(document.getElementById("keyboard").textContent);
const MAP = Object.entries(keys).filter(([, key]) => key).map(([action, key]) => [key, action]);
const SEQUENCE_MS = 1200;
const ALSO = { ArrowDown: "next", ArrowUp: "previous", O: "open", "Shift ArrowDown": "extendDown", "Shift ArrowUp": "extendUp" };
const actionOf = new Map(MAP);
const firsts = new Set(MAP.filter(([key]) => /^. .$/.test(key)).map(([key]) => key[0]));
let areOn = on;
let first = { key: "", at: 0 };

export function wireKeys() {
  document.addEventListener("keydown", pressed);
  const box = document.getElementById("keys-switch");
  box.checked = areOn;
  box.addEventListener("change", () => switched(box));
  document.getElementById("keys-list").append(
    ...MAP.map(([key, action]) => element("div", {}, element("dt", { textContent: words[action] }), element("dd", {}, element("kbd", { textContent: shown(key) })))),
  );
}

async function switched(box) {
  areOn = box.checked;
  try {
    await json("PATCH", "/api/preferences/mine", { single_keys: areOn });
  } catch (refusal) {
    toast(refusal.message, { seconds: 8 });
  }
}

export const shown = (key) => (document.documentElement.lang === "de" ? key.replace("Ctrl", "Strg").replace("Shift", "Umschalt") : key);
export const keyOf = (action) => keys[action];

function pressed(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const action = document.querySelector("dialog[open]") ? null : withControl(event) ?? alone(event);
  if (!action) return;
  event.preventDefault();
  actions[action]();
}

const nameOf = (event) => (event.key.length === 1 ? event.key.toUpperCase() : event.key);

function withControl(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const typed = event.key.length === 1 && !/[a-z]/i.test(event.key);
  return actionOf.get(`Ctrl ${event.shiftKey && !typed ? "Shift " : ""}${nameOf(event)}`) ?? null;
}

function alone(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Escape") return escape(event);
  if (event.target.id === "draft" && event.key === "Enter") return "edit";
  if (isTyping(event.target) || !areOn) return null;
  const [plain, shifted] = [nameOf(event), `Shift ${nameOf(event)}`];
  const action = single(event.shiftKey && (actionOf.has(shifted) || shifted in ALSO) ? shifted : plain);
  const isControl = event.target.closest("a, button, summary, iframe, [role='region']");
  if (event.key === "Enter" && isControl && !event.target.matches("#rows .t[aria-current]")) return null;
  return event.key.startsWith("Arrow") && isControl && !event.target.matches("#rows .t") ? null : action;
}

function single(key) {
  const begun = Date.now() - first.at < SEQUENCE_MS ? first.key : "";
  first = { key: !begun && firsts.has(key) ? key : "", at: Date.now() };
  return actionOf.get(begun ? `${begun} ${key}` : key) ?? (begun ? null : ALSO[key] ?? null);
}

function escape(event) {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return null;
  }
  if (stopWriting()) return null;
  if (isTyping(event.target)) {
    event.target.blur();
    document.querySelector("#rows .t[aria-current]")?.focus();
    return null;
  }
  return document.querySelector(":popover-open") ? null : "list";
}
