// The list: links that open beside it, at most 300 of them at a time.

import { element, words } from "./dom.js";
import { open, prefetch } from "./tickets.js";

const MOST_ROWS = 300;
const PAGE = 50;
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

function nearTheEnd() {
  const more = list.querySelector("[data-more] a");
  if (more && !more.dataset.asked && list.scrollTop + list.clientHeight > more.offsetTop - 900) {
    more.dataset.asked = "yes";
    more.click();
  }
}

function trim() {
  const items = [...list.children].filter((item) => item.querySelector(".t"));
  const over = Math.ceil(Math.max(0, items.length - MOST_ROWS) / PAGE) * PAGE;
  if (!over) return;
  const height = items[over].offsetTop - items[0].offsetTop;
  for (const item of items.slice(0, over)) item.remove();
  const back = document.getElementById("newer") ?? element("li", { id: "newer", className: "more" });
  if (!back.firstChild) {
    const address = document.body.dataset.place;
    back.append(element("a", { className: "btn line", href: `/inbox${address}`, textContent: words.newer }));
  }
  list.prepend(back);
  list.scrollTop -= height;
}
