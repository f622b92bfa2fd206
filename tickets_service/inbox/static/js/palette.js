// One field for everything: actions with their key, tickets, customers, order numbers.

import { actions } from "./actions.js";
import { element, icon, json, say, words } from "./dom.js";
import { keyOf } from "./keymap.js";
import { areOn, shown } from "./keys.js";
import { open } from "./tickets.js";

const ACTIONS = [
  "next", "previous", "open", "done", "take", "assign", "status", "snooze", "reply", "note", "draft", "edit", "template", "refine", "shorter", "friendlier", "formal", "translate", "instruct", "fit", "keep", "discard", "anew", "takeOver", "sendClose", "send", "undo",
  "select", "selectAll", "extendDown", "extendUp", "search", "filter", "views", "savedViews", "context", "order", "loadNew", "refresh", "inbox", "knowledge", "sync", "figures", "settings", "keys", "list",
];
const ASK_AFTER_MS = 160;
const dialog = document.getElementById("palette");
const field = document.getElementById("palette-input");
const list = document.getElementById("palette-list");
let timer = 0;
let asked = 0;

// Fetched when it is first opened; what was typed meanwhile counts.
dialog.addEventListener("close", () => (field.value = ""));
dialog.addEventListener("toggle", () => dialog.open && begin());
field.addEventListener("input", () => {
  draw(matching(field.value));
  clearTimeout(timer);
  timer = setTimeout(() => search(field.value.trim()), ASK_AFTER_MS);
});
field.addEventListener("keydown", steer);
list.addEventListener("click", (event) => choose(event.target.closest("li")));

function begin() {
  draw(matching(field.value));
  field.focus();
  if (field.value) search(field.value.trim());
}

const works = (key) => (areOn || key?.startsWith("Ctrl ") ? key : null);
const known = () => [
  ...ACTIONS.map((name) => ({ name: words[name], key: works(keyOf(name)), act: actions[name] })),
  ...[...document.querySelectorAll("[data-view]")].map((link) => ({ name: say("view", link.querySelector("span").firstChild.textContent), act: () => link.click() })),
];
const matching = (typed) => known().filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));

async function search(typed) {
  const turn = ++asked;
  if (typed.length < 2) return;
  const found = await json("GET", `/api/tickets?limit=7&q=${encodeURIComponent(typed)}`).catch(() => ({ items: [] }));
  if (turn !== asked || !dialog.open) return;
  const tickets = found.items.map((each) => ({ name: each.title, small: [each.customer_name, each.order_id].filter(Boolean).join(" · "), act: () => open(`/inbox/${each.id}${document.body.dataset.place}`) }));
  draw([...matching(typed), ...tickets]);
}

function draw(entries) {
  list.replaceChildren(...entries.map((entry, place) => {
    const item = element("li", { id: `palette-${place}`, role: "option", ariaSelected: String(place === 0) }, icon(entry.small === undefined ? "chevron-right" : "inbox"), element("span", { textContent: entry.name }));
    if (entry.small) item.append(element("small", { textContent: entry.small }));
    if (entry.key) item.append(element("kbd", { textContent: shown(entry.key) }));
    item.act = entry.act;
    return item;
  }));
  if (!entries.length) list.append(element("li", { role: "option", ariaDisabled: "true", textContent: words.nothing }));
  field.setAttribute("aria-activedescendant", "palette-0");
}

function steer(event) {
  if (event.key === "Enter") {
    event.preventDefault();
    choose(list.querySelector("[aria-selected='true']"));
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const items = [...list.children];
  const at = items.findIndex((item) => item.ariaSelected === "true");
  const now = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
  if (at >= 0) items[at].ariaSelected = "false";
  now.ariaSelected = "true";
  now.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", now.id);
}

function choose(item) {
  if (!item?.act) return;
  dialog.close();
  item.act();
}

begin();
