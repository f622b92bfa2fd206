// What must be looked at in the text that somebody is writing: asked of the server once they pause.

import { fragment, part } from "./dom.js";

const PAUSE_MS = 500;
let timer = 0;
let asked = 0;

const box = () => document.getElementById("checks");
const acknowledged = () => [...(box()?.querySelectorAll("input:checked") ?? [])].map((each) => each.value);

export function checkSoon(reply) {
  clearTimeout(timer);
  timer = setTimeout(() => check(reply), PAUSE_MS);
}

/** What was ticked stays ticked while its place in the text stays. A newer question makes an older answer void. */
export async function check(reply) {
  clearTimeout(timer);
  const number = (asked += 1);
  const body = new URLSearchParams({ text: reply.elements.text.value });
  for (const key of acknowledged()) body.append("acknowledged", key);
  const found = await part(reply.action.replace(/replies$/, "checks"), { method: "POST", body }).catch(() => null);
  if (!found || number !== asked || !reply.isConnected) return;
  const focused = document.activeElement?.matches("#checks input") ? document.activeElement.value : null;
  box().replaceChildren(fragment(found.markup, found.nonce));
  if (focused) [...box().querySelectorAll("input")].find((each) => each.value === focused)?.focus();
}

/** After a refusal: to the first place nobody has answered for. */
export async function showUnacknowledged(reply) {
  await check(reply);
  box().querySelector("input:not(:checked)")?.focus();
}
