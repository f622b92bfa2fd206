// What changes by itself while a page is open: how long ago things were, and whether Plenty and the model answer.

import { fragment, json, part, withProgress, words } from "./dom.js";
import { toast } from "./undo.js";

const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60]];
const ROUNDED_UP_FROM = 0.85; // as the service does
const EVERY_MS = 1500;
const MOST_LOOKS = 40;
const spoken = new Intl.RelativeTimeFormat(document.documentElement.lang);

export function pass() {
  for (const place of document.querySelectorAll("[data-ago]")) place.textContent = ago(Date.parse(place.dateTime));
  return drawBars();
}

function ago(moment) {
  const seconds = (Date.now() - moment) / 1000;
  if (seconds < 60) return words.justNow;
  const [unit, length] = UNITS.find(([, each]) => seconds / each >= ROUNDED_UP_FROM);
  return spoken.format(-Math.max(1, Math.round(seconds / length)), unit);
}

/** Above the list: who does not answer just now. */
async function drawBars() {
  const found = await part("/inbox/upstreams");
  const fresh = [...fragment(found.markup, found.nonce).children];
  const shown = [...document.querySelectorAll("#list > .bar:not(#outcome)")];
  if (fresh.length === shown.length && fresh.every((bar, at) => bar.isEqualNode(shown[at]))) return;
  for (const bar of shown) bar.remove();
  document.querySelector(".list-head").after(...fresh);
}

/** Asks Plenty for what is new, and says so when nothing comes of it. */
export async function refresh() {
  const { id } = await json("POST", "/api/tickets/sync", { full: false });
  toast(words.refreshing);
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    const { items } = await json("GET", "/api/tickets/sync/runs?kind=refresh&limit=5");
    const run = items.find((each) => each.id === id);
    if (run?.state === "RUNNING") continue;
    if (run?.state === "FAILED") toast(words.refreshFailed, { seconds: 8, sign: "circle-alert" });
    else toast(words.refreshed);
    break;
  }
  return drawBars();
}
