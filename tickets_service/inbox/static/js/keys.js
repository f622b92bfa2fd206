// The keyboard map. What a key means is its symbol, not its place, so that every layout works; Ctrl+Alt is never used,
// for that is how Windows tells AltGr. Single keys can be switched off.

import { actions } from "./actions.js";
import { element, isTyping, words } from "./dom.js";
import { stopWriting } from "./reply.js";

export const MAP = [
  ["J", "next"], ["K", "previous"], ["Enter", "open"], ["U", "list"], ["E", "done"], ["I", "take"], ["A", "assign"],
  ["X", "select"], ["Shift J", "extendDown"], ["Shift K", "extendUp"], ["H", "snooze"],
  ["R", "reply"], ["N", "note"], ["Q", "draft"], ["B", "edit"], ["Z", "undo"], ["/", "search"], ["?", "keys"],
  ["Ctrl K", "palette"], ["Ctrl Enter", "sendClose"], ["Ctrl Shift Enter", "send"], ["G I", "inbox"], ["G S", "sync"], ["G E", "settings"], ["L", "loadNew"],
];
const SWITCH = "single-keys";
const SEQUENCE_MS = 1200;
const ALSO = { ArrowDown: "next", ArrowUp: "previous", o: "open" };
const WITH_SHIFT = { j: "extendDown", k: "extendUp", ArrowDown: "extendDown", ArrowUp: "extendUp" };
const AFTER_G = { i: "inbox", s: "sync", e: "settings" };
const singles = new Map(MAP.filter(([key]) => !key.includes(" ")).map(([key, action]) => [key.length === 1 ? key.toLowerCase() : key, action]));
let begun = 0;

const areOn = () => (localStorage.getItem(SWITCH) ?? document.body.dataset.keys ?? "on") === "on";

export function wireKeys() {
  document.addEventListener("keydown", pressed);
  const box = document.getElementById("keys-switch");
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  document.getElementById("keys-list").append(
    ...MAP.map(([key, action]) => element("div", {}, element("dt", { textContent: words[action] }), element("dd", {}, element("kbd", { textContent: shown(key) })))),
  );
}

export const shown = (key) => (document.documentElement.lang === "de" ? key.replace("Ctrl", "Strg").replace("Shift", "Umschalt") : key);
export const keyOf = (action) => MAP.find(([, named]) => named === action)?.[0];

function pressed(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const isOpen = document.querySelector("dialog[open]") !== null;
  const action = withControl(event) ?? (isOpen ? null : alone(event));
  if (!action) return;
  event.preventDefault();
  actions[action]();
}

function withControl(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (event.key.toLowerCase() === "k" && !event.shiftKey) return document.querySelector("dialog[open]") ? null : "palette";
  if (event.key === "Enter") return event.shiftKey ? "send" : "sendClose";
  return null;
}

function alone(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Escape") return escape(event);
  const onCard = event.target.id === "draft";
  if (onCard && event.key === "Enter") return "edit";
  if (isTyping(event.target) || !areOn()) return null;
  const isControl = event.target.closest("a, button, summary, iframe, [role='region']");
  if (event.key === "Enter") return isControl && !event.target.matches("#rows .t[aria-current]") ? null : "open";
  if (event.key.startsWith("Arrow") && isControl && !event.target.matches("#rows .t")) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (begun && Date.now() - begun < SEQUENCE_MS) {
    begun = 0;
    return AFTER_G[key] ?? null;
  }
  begun = key === "g" ? Date.now() : 0;
  if (event.shiftKey && WITH_SHIFT[key]) return WITH_SHIFT[key];
  return singles.get(key) ?? ALSO[event.key] ?? null;
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
