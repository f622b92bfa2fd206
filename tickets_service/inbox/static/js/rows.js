// The list: links that open beside it, at most 300 of them at a time.

import { element, fragment, json, part, words } from "./dom.js";
import { currentId, currentRow, focusedRow, open, prefetch, rows } from "./tickets.js";

const MOST_ROWS = 300;
const PAGE = 50;
const AHEAD_PIXELS = 900;
const list = document.getElementById("rows");

export function wireRows() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#rows .t, .others a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link.href);
  });
  addEventListener("popstate", () => {
    if (/^\/inbox\/\d+$/.test(location.pathname)) open(location.href, { how: "none" });
    else location.replace(location.href);
  });
  if (!list) return;
  document.body.addEventListener("htmx:after:swap", () => trim());
  list.addEventListener("scroll", nearTheEnd, { passive: true });
  prefetch();
}

/** Tickets that were changed here: the list is read anew, or where it is long they fade where they stand. */
export async function changed(ids) {
  counts();
  if (rows().length > PAGE) {
    for (const row of rows()) if (ids.includes(row.dataset.ticket)) row.classList.add("leaving");
    return;
  }
  const found = await part(`/inbox/rows${document.body.dataset.place}`).catch(() => null);
  if (!found) return;
  const fresh = fragment(found.markup, found.nonce);
  if (!fresh.querySelector(".t")) {
    if (!currentId()) return location.assign(`/inbox${document.body.dataset.place}`);
    fresh.append(element("li", { className: "more muted", textContent: words.nothing }));
  }
  const [top, focused] = [list.scrollTop, focusedRow()?.dataset.ticket];
  list.replaceChildren(fresh);
  globalThis.htmx?.process(list);
  list.scrollTop = top;
  rowOf(currentId())?.setAttribute("aria-current", "true");
  if (focused) (rowOf(focused) ?? currentRow() ?? rows()[0])?.focus({ preventScroll: true });
}

const rowOf = (id) => list.querySelector(`.t[data-ticket="${id}"]`);

/** How many tickets wait in each view. */
async function counts() {
  const found = await json("GET", "/api/views/counts").catch(() => null);
  for (const { view, count, more } of found?.items ?? []) {
    for (const place of document.querySelectorAll(`[data-count="${view}"]`)) place.textContent = count === null ? "" : `${count}${more ? "+" : ""}`;
  }
}

function nearTheEnd() {
  const more = list.querySelector("[data-more] a");
  if (more && !more.dataset.asked && topOf(more) < list.clientHeight + AHEAD_PIXELS) {
    more.dataset.asked = "yes";
    more.click();
  }
}

/** Pixels below the upper edge of the list; negative above it. */
const topOf = (node) => node.getBoundingClientRect().top - list.getBoundingClientRect().top;

/** Rows far above what is on screen go; what is on screen stays where it is. */
function trim() {
  const items = [...list.children].filter((item) => item.querySelector(".t"));
  const over = Math.ceil(Math.max(0, items.length - MOST_ROWS) / PAGE) * PAGE;
  if (!over || topOf(items[over]) > -AHEAD_PIXELS) return;
  const [kept, stood] = [items[over], topOf(items[over])];
  for (const item of items.slice(0, over)) item.remove();
  const back = document.getElementById("newer") ?? element("li", { id: "newer", className: "more" });
  if (!back.firstChild) {
    const address = document.body.dataset.place;
    back.append(element("a", { className: "btn line", href: `/inbox${address}`, textContent: words.newer }));
  }
  list.prepend(back);
  list.scrollTop += topOf(kept) - stood;
}
