// Opening tickets beside the list: the next two are fetched before they are asked for.

import { announce, fragment, pane, part, say, withProgress } from "./dom.js";
import { refused } from "./undo.js";

const FRESH_MS = 20_000;
const MOST_KEPT = 12;
const QUIET_MS = 20;
const ahead = new Map();
const opened = [];
let wanted = 0;

export const rows = () => [...document.querySelectorAll("#rows .t")];
export const currentRow = () => document.querySelector("#rows .t[aria-current]");
export const focusedRow = () => document.activeElement.closest("#rows li")?.querySelector(".t") ?? null;
export const currentId = () => pane()?.dataset.ticket ?? null;
export const onOpen = (listener) => opened.push(listener);

export const paneAddress = (address) => {
  const url = new URL(address, location.href);
  return `${url.pathname}/pane${url.search}`;
};

/**
 * Shows a ticket. `how`: "push" a new address, "replace" it, or "none" when the browser has moved already. `focus`: what
 * has it then, or "keep"; it is never lost with what stood there before.
 */
export async function open(address, { how = "push", focus = "subject", anew = false } = {}) {
  const turn = ++wanted;
  select(address);
  const kept = ahead.get(paneAddress(address));
  const isFresh = !anew && kept && (!kept.at || Date.now() - kept.at < FRESH_MS);
  let found;
  try {
    found = isFresh ? await kept.promise : await withProgress(fetchPane(address).promise);
  } catch (refusal) {
    if (turn === wanted) stay(address, refusal);
    return;
  }
  if (turn !== wanted) return;
  ahead.delete(paneAddress(address));
  const hadFocus = pane().contains(document.activeElement);
  show(found);
  const title = document.getElementById("subject");
  if (how === "push") history.pushState(null, "", address);
  if (focus !== "keep" || hadFocus) (document.getElementById(focus) ?? title).focus();
  afterPaint(() => {
    if (turn !== wanted) return;
    if (how === "replace") history.replaceState(null, "", address);
    document.title = `${title.textContent} · Tickets`;
    announce(say("opened", title.textContent));
    prefetch();
  });
}

/** What nobody waits for must not delay the frame that somebody waits for. */
const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act, QUIET_MS));

/** The ticket that is open, fetched anew. */
export const reopen = (more = {}) => open(pane().dataset.address, { how: "none", focus: "keep", anew: true, ...more });

function show({ content }) {
  document.getElementById("context")?.remove();
  pane().replaceWith(content);
  if (!("open" in document.body.dataset)) document.body.dataset.open = "";
  globalThis.htmx?.process(pane());
  for (const listener of opened) listener(pane());
}

/** What the service refuses, its own page tells. Where nothing answers, what stands here is all there is. */
function stay(address, refusal) {
  if (refusal.status && refusal.status !== 401) return location.assign(address);
  select(pane().dataset.address ?? "/");
  refused(refusal);
}

function select(address) {
  const id = /^\/inbox\/(\d+)/.exec(new URL(address, location.href).pathname)?.[1];
  const row = document.querySelector(`#rows .t[data-ticket="${id}"]`);
  if (row === currentRow()) return;
  currentRow()?.removeAttribute("aria-current");
  row?.setAttribute("aria-current", "true");
  row?.scrollIntoView({ block: "nearest" });
}

/** Its markup is parsed when it arrives, not when it is asked for. */
function fetchPane(address) {
  const target = paneAddress(address);
  const entry = { at: 0 };
  entry.promise = part(target).then((found) => {
    entry.at = found.at;
    return { content: fragment(found.markup, found.nonce) };
  });
  entry.promise.catch(() => ahead.delete(target));
  ahead.set(target, entry);
  for (const old of [...ahead.keys()].slice(0, Math.max(0, ahead.size - MOST_KEPT))) ahead.delete(old);
  return entry;
}

export function prefetch() {
  for (const row of neighbours().slice(0, 2)) {
    const kept = ahead.get(paneAddress(row.href));
    if (!kept || (kept.at && Date.now() - kept.at > FRESH_MS)) fetchPane(row.href);
  }
}

function neighbours() {
  const all = rows();
  const at = all.indexOf(currentRow());
  return [...all.slice(at + 1, at + 3), ...(at > 0 ? [all[at - 1]] : [])];
}

/** What a change made stale is not shown. */
export function dropPrefetched(ticketId) {
  for (const target of ahead.keys()) if (target.startsWith(`/inbox/${ticketId}/`)) ahead.delete(target);
}

const firstOnScreen = (all) => all.find((row) => row.getBoundingClientRect().top >= row.closest("#rows").getBoundingClientRect().top);

export function step(by) {
  const all = rows();
  const at = all.indexOf(currentRow());
  const row = at < 0 ? firstOnScreen(all) : all[at + by];
  if (!row) return false;
  row.focus({ preventScroll: true });
  open(row.href, { how: "replace", focus: "keep" });
  return true;
}
