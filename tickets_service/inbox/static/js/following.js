// What goes on after a ticket is painted: replies on their way, a fresher copy from Plenty, customer and order beside it.

import { element, fragment, json, pane, part, say, words } from "./dom.js";
import { banner, holdsTypedText } from "./reply.js";
import { dropPrefetched, reopen } from "./tickets.js";

const LOOKED_AT_MS = 600;
const CONTEXT_AFTER_MS = 350;
const EVERY_MS = 1000;

export function wireFollowing(ticket) {
  for (const line of ticket.querySelectorAll("[data-moving]")) followReply(line);
  for (const place of ticket.querySelectorAll("[data-load]")) fill(place);
  for (const frame of ticket.querySelectorAll("iframe")) fitFrame(frame);
  setTimeout(() => ticket.isConnected && readContext(document.querySelector("[data-context][data-old]")), CONTEXT_AFTER_MS);
  if ("old" in ticket.dataset) setTimeout(() => ticket.isConnected && refreshCopy(ticket), LOOKED_AT_MS);
  const thread = document.getElementById("thread");
  thread.scrollTop = thread.scrollHeight;
}

async function followReply(line) {
  while (line.isConnected) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (!line.isConnected) return;
    const reply = await json("GET", `/api/replies/${line.dataset.reply}`).catch(() => null);
    if (!reply) continue;
    if (reply.state !== line.dataset.state) {
      dropPrefetched(pane().dataset.ticket);
      if (line.isConnected && !holdsTypedText()) return reopen();
      line.dataset.state = reply.state;
      line.querySelector("form")?.remove();
      if (!["QUEUED", "CLAIMED", "IN_FLIGHT", "UNKNOWN"].includes(reply.state)) return;
    }
    const left = Math.ceil((new Date(reply.send_at) - Date.now()) / 1000);
    const state = line.querySelector("[data-send-at] span");
    if (state && left > 0) state.textContent = say("inSeconds", left);
  }
}

async function refreshCopy(ticket) {
  const { ticket: id, base } = ticket.dataset;
  const known = ticket.querySelectorAll("[data-message], .note").length;
  await json("POST", `/api/tickets/${id}/refresh`).catch(() => null);
  if (!ticket.isConnected) return;
  const fresh = await part(ticket.dataset.address.replace(/^(\/inbox\/\d+)/, "$1/pane")).catch(() => null);
  if (!fresh || !ticket.isConnected) return;
  const now = fragment(fresh.markup, fresh.nonce).getElementById("pane");
  const hasMore = now.querySelectorAll("[data-message], .note").length !== known;
  if (now.dataset.base === base && !hasMore && now.dataset.status === ticket.dataset.status) return;
  if (!holdsTypedText()) return reopen();
  if (now.dataset.base !== base) banner(words.moved);
}

/** The conversation in Plenty, fetched after the page. */
async function fill(place) {
  if (!place?.dataset.load) return;
  try {
    const separator = place.dataset.load.includes("?") ? "&" : "?";
    const found = await part(`${place.dataset.load}${separator}part=1`);
    place.replaceChildren(fragment(found.markup, found.nonce));
  } catch (refusal) {
    place.replaceChildren(element("p", { className: "muted", textContent: refusal.message }));
  }
}

/** Asks Plenty for customer and order; the cards are drawn anew where they stand. */
export async function readContext(form) {
  if (!form) return;
  const found = await part(form.action, { method: "POST", body: new URLSearchParams({ part: "1" }) }).catch(() => null);
  if (found && form.isConnected) document.getElementById("context-cards").replaceWith(fragment(found.markup, found.nonce));
}

function fitFrame(frame) {
  frame.addEventListener("load", () => {
    const inner = frame.contentDocument?.documentElement;
    if (inner) frame.style.height = `${Math.min(2000, inner.scrollHeight + 2)}px`;
  });
}
