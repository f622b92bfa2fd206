// The list while others work: rows change where they stand, and what is new waits above them until it is asked for.

import { announce, element, fragment, hint, icon, part, say, words } from "./dom.js";
import { onNews } from "./live.js";
import { drawPeople } from "./presence.js";
import { dropPrefetched, prefetch, rows } from "./tickets.js";

const GATHER_MS = 150;
const GATHER_HIDDEN_MS = 2000;
const BETWEEN_MS = 1000;
const BETWEEN_ALL_MS = 5000;
const MOST_NAMED = 150;
const changed = new Set();
const waiting = new Set(); // new tickets that are not shown yet
const room = document.getElementById("news");
let isAll = false;
let timer = 0;
let looked = 0;

export function wireChanges() {
  onNews(({ kind, ids, many }) => {
    if (!["ticket", "draft", "reply"].includes(kind)) return;
    for (const id of ids) {
      changed.add(id);
      dropPrefetched(id);
    }
    isAll ||= many || changed.size > MOST_NAMED;
    schedule();
  });
}

function schedule() {
  if (timer) return;
  const rest = looked + (isAll ? BETWEEN_ALL_MS : BETWEEN_MS) - Date.now();
  timer = setTimeout(look, Math.max(document.hidden ? GATHER_HIDDEN_MS : GATHER_MS, rest));
}

async function look() {
  const shown = rows().map((row) => row.dataset.ticket);
  const [ids, all] = [isAll ? shown : [...changed], isAll];
  changed.clear();
  isAll = false;
  looked = Date.now();
  try {
    const found = await part(placed("/inbox/changes", { ids: ids.join(","), first: all ? "1" : "" }));
    take(ids, fragment(found.markup, found.nonce));
  } catch {
    isAll ||= all; // the next news asks for these too
    for (const id of ids) changed.add(id);
  }
  timer = 0;
  if (isAll || changed.size) schedule();
}

function placed(path, more) {
  const url = new URL(path + document.body.dataset.place, location.href);
  for (const [name, value] of Object.entries(more)) if (value) url.searchParams.set(name, value);
  return url.href;
}

function take(ids, found) {
  const fresh = new Map([...found.querySelectorAll(".t")].map((row) => [row.dataset.ticket, row]));
  const isGone = (id) => fresh.get(id)?.closest(".gone") !== null;
  const shown = new Map(rows().map((row) => [row.dataset.ticket, row]));
  for (const id of new Set([...ids, ...fresh.keys()])) {
    if (shown.has(id)) renew(shown.get(id), fresh.get(id), isGone(id));
    else if (isGone(id)) waiting.delete(id);
    else if (isInReach(fresh.get(id), [...shown.values()])) waiting.add(id);
  }
  count(found);
  tellNew();
  drawPeople();
}

/** The link itself stays, and with it the focus and the place. An erased ticket has no fresh row. */
function renew(row, fresh, isGone) {
  if (fresh) {
    const { at } = row.dataset; // where it stands
    Object.assign(row.dataset, fresh.dataset, { at });
    row.classList.toggle("new", fresh.classList.contains("new"));
    row.replaceChildren(...fresh.childNodes);
  }
  row.classList.toggle("leaving", isGone);
}

/** What the list is sorted by, as text. */
const positionOf = (row) => `${row.dataset.at} ${row.dataset.ticket.padStart(18, "0")}`;

/** Whether it belongs among the rows that are loaded; if it comes after them, reading on shows it. */
function isInReach(row, shown) {
  if (!shown.length || !document.querySelector("#rows [data-more]")) return true;
  const [at, first, last] = [row, shown[0], shown.at(-1)].map(positionOf);
  return first >= last ? at >= last : at <= last;
}

function count(found) {
  for (const link of found.querySelectorAll(".count")) {
    const places = [...document.querySelectorAll(".list-head a b")].filter((place) => place.closest("a").getAttribute("href") === link.getAttribute("href"));
    if (link.hasAttribute("aria-current")) places.push(...document.querySelectorAll(".view-switch .count"));
    for (const place of places) place.textContent = link.textContent;
  }
}

function tellNew() {
  const sentence = waiting.size === 1 ? words.oneNew : say("manyNew", waiting.size);
  if (room.textContent.startsWith(sentence)) return;
  room.replaceChildren();
  if (!waiting.size) return;
  const button = element("button", { type: "button" }, icon("arrow-up"), sentence, ...hint(words.loadNewKey));
  button.dataset.do = "loadNew";
  room.append(button);
}

/** The beginning of the list as it is now. */
export async function loadNew() {
  const list = document.getElementById("rows");
  if (!waiting.size) return;
  if (!list) return location.assign(location.href);
  const [open, focused] = ["[aria-current]", ":focus"].map((which) => list.querySelector(`.t${which}`)?.dataset.ticket);
  const ticked = [...list.querySelectorAll("input:checked")].map((box) => box.value);
  const hadFocus = focused || room.contains(document.activeElement);
  const found = await part(placed("/inbox/rows", {})).catch(() => null);
  if (!found) return;
  list.replaceChildren(fragment(found.markup, found.nonce));
  globalThis.htmx?.process(list);
  for (const box of list.querySelectorAll("input")) box.checked = ticked.includes(box.value);
  list.dispatchEvent(new Event("change"));
  waiting.clear();
  tellNew();
  list.scrollTop = 0;
  const row = (id) => list.querySelector(`.t[data-ticket="${id}"]`);
  row(open)?.setAttribute("aria-current", "true");
  if (hadFocus) (row(focused) ?? list.querySelector(".t"))?.focus();
  announce(words.newLoaded);
  drawPeople();
  prefetch();
}
