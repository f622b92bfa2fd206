// What must be looked at in the text that somebody is writing: asked of the server once they pause.

import { fragment, pane, part } from "./dom.js";
import { paneAddress } from "./tickets.js";
import { updateSoon } from "./updating.js";

const PAUSE_MS = 500;
let timer = 0;
let asked = 0;

const box = () => document.getElementById("checks");
const keys = (which) => [...(box()?.querySelectorAll(which) ?? [])].map((each) => each.value);
const acknowledged = () => keys("input:checked");

export function checkSoon(reply) {
  clearTimeout(timer);
  timer = setTimeout(() => check(reply), PAUSE_MS);
}

/**
 * What was ticked stays ticked while its place in the text stays, and what was asked for on sending stays asked for. A newer
 * question makes an older answer void.
 */
export async function check(reply, marks = []) {
  clearTimeout(timer);
  const number = (asked += 1);
  const body = new URLSearchParams({ text: reply.elements.text.value });
  for (const key of acknowledged()) body.append("acknowledged", key);
  for (const key of [...keys("input:not(:checked)"), ...marks.map((mark) => mark.key)]) body.append("offered", key);
  const found = await part(reply.action.replace(/replies$/, "checks"), { method: "POST", body }).catch(() => null);
  if (found && number === asked && reply.isConnected) show(fragment(found.markup, found.nonce).childNodes);
}

function show(nodes) {
  const focused = document.activeElement?.matches("#checks input") ? document.activeElement.value : null;
  const ticked = acknowledged();
  box().replaceChildren(...nodes);
  for (const each of box().querySelectorAll("input")) {
    each.checked ||= ticked.includes(each.value);
    if (each.value === focused) each.focus();
  }
}

/** After a refusal: to the first place nobody has answered for. What was read anew for it stands beside it then. */
export async function showUnacknowledged(reply, marks) {
  await check(reply, marks);
  box().querySelector("input:not(:checked)")?.focus();
  updateSoon();
}

/**
 * The ticket has another order, or the order says something else than it did: then so do the bar above the draft, its marks, and
 * what a text is to be looked at for.
 */
export async function judgeAnew() {
  const reply = document.getElementById("reply");
  if (!reply) return;
  const number = (asked += 1);
  const found = await part(paneAddress(pane().dataset.address)).catch(() => null);
  if (!found || !reply.isConnected) return;
  const all = fragment(found.markup, found.nonce);
  const fresh = all.getElementById("reply");
  document.getElementById("other-order").replaceWith(all.getElementById("other-order"));
  if (fresh.elements.ai_response_id.value === reply.elements.ai_response_id.value) renewMarks(reply, fresh);
  if (fresh.elements.text.value !== reply.elements.text.value) await check(reply);
  else if (number === asked) show(fresh.querySelector("#checks").childNodes);
}

function renewMarks(reply, fresh) {
  for (const place of ["#draft:not([aria-busy])", ".grounds"]) {
    const [here, there] = [reply, fresh].map((each) => each.querySelector(place));
    if (here && there) here.replaceChildren(...there.childNodes);
  }
}
