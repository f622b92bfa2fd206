// The keyboard of the inbox: the map at work, its switch, and what Escape leaves.

import { actions, enterMenu } from "./actions.js";
import { element, json, words } from "./dom.js";
import { isTyping, MAP, single, singlesAreOn, withControl } from "./keymap.js";
import { stopWriting } from "./reply.js";
import { refused } from "./undo.js";

const FROM_ELSEWHERE = ["search", "palette", "keys"];
export let areOn = singlesAreOn;

export function wireKeys() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("toggle", ({ target }) => target.open && target.matches("details.menu") && opened(target), true);
  const box = document.getElementById("keys-switch");
  box.checked = areOn;
  box.addEventListener("change", () => switched(box));
  document.getElementById("keys-list").append(
    ...MAP.map(([key, action]) => element("div", {}, element("dt", { textContent: words[action] }), element("dd", {}, element("kbd", { textContent: shown(key) })))),
  );
  const wanted = location.hash.slice(1);
  if (!FROM_ELSEWHERE.includes(wanted)) return;
  history.replaceState(null, "", location.pathname + location.search);
  actions[wanted]();
}

async function switched(box) {
  areOn = box.checked;
  try {
    await json("PATCH", "/api/preferences/mine", { single_keys: areOn });
  } catch (refusal) {
    refused(refusal);
  }
}

export const shown = (key) => (document.documentElement.lang === "de" ? key.replace("Ctrl", "Strg").replace("Shift", "Umschalt") : key);

/** From its summary on: what is typed next is meant for what the menu asks. */
function opened(menu) {
  if ([document.body, menu.firstElementChild].includes(document.activeElement)) enterMenu(menu);
}

const menuOfComposer = () => document.querySelector("#composer details.menu[open]");

function pressed(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const action = document.querySelector("dialog[open]") ? null : withControl(event) ?? alone(event);
  if (!action) return;
  event.preventDefault();
  actions[action]();
}

function alone(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Escape") return escape(event);
  if (event.target.id === "draft" && event.key === "Enter") return "edit";
  if (isTyping(event.target) || !areOn || menuOfComposer()) return null;
  const action = single(event);
  const isControl = event.target.closest("a, button, summary, iframe, [role='region']");
  if (event.key === "Enter" && isControl && !event.target.matches("#rows .t[aria-current]")) return null;
  return event.key.startsWith("Arrow") && isControl && !event.target.matches("#rows .t") ? null : action;
}

function escape(event) {
  const menu = event.target.closest?.("details.menu[open]") ?? menuOfComposer();
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
