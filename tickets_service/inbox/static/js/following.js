// What goes on after a ticket is painted: replies on their way, a fresher copy from Plenty, customer and order beside it.

import { element, fragment, json, pane, part, say } from "./dom.js";
import { dropPrefetched } from "./tickets.js";
import { updateSoon } from "./updating.js";

const LOOKED_AT_MS = 600;
const CONTEXT_AFTER_MS = 350;
const EVERY_MS = 1000;

export function wireFollowing(ticket) {
  for (const node of document.getElementById("thread").children) followNode(node);
  setTimeout(() => ticket.isConnected && readContext(document.querySelector("[data-context][data-old]")), CONTEXT_AFTER_MS);
  if ("old" in ticket.dataset) setTimeout(() => ticket.isConnected && refreshCopy(ticket), LOOKED_AT_MS);
  const thread = document.getElementById("thread");
  thread.scrollTop = thread.scrollHeight;
}

/** One message or reply of the thread. */
export function followNode(node) {
  if ("moving" in node.dataset) followReply(node);
  for (const place of node.querySelectorAll("[data-load]")) fill(place);
  for (const frame of node.querySelectorAll("iframe")) fitFrame(frame);
}

async function followReply(line) {
  while (line.isConnected) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (!line.isConnected) return;
    const reply = await json("GET", `/api/replies/${line.dataset.reply}`).catch(() => null);
    if (!reply) continue;
    if (reply.state !== line.dataset.state) {
      dropPrefetched(pane().dataset.ticket);
      updateSoon();
      continue;
    }
    const left = Math.ceil((new Date(reply.send_at) - Date.now()) / 1000);
    const state = line.querySelector("[data-send-at] span");
    if (state && left > 0) state.textContent = say("inSeconds", left);
  }
}

async function refreshCopy(ticket) {
  await json("POST", `/api/tickets/${ticket.dataset.ticket}/refresh`).catch(() => null);
  if (ticket.isConnected) updateSoon();
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
  if (found && form.isConnected) showCards(fragment(found.markup, found.nonce).getElementById("context-cards"));
}

/** The cards beside the conversation anew. A menu that is open stays so, with what was typed and the focus in it. */
export function showCards(fresh) {
  const cards = document.getElementById("context-cards");
  const [old, menu] = [cards.querySelector('[data-menu="order"]'), fresh.querySelector('[data-menu="order"]')];
  const focused = cards.contains(document.activeElement) ? sameIn(fresh, document.activeElement) : null;
  if (old && menu) {
    menu.open = old.open;
    menu.querySelector("input").value = old.querySelector("input").value;
  }
  const isNews = orderIn(cards) !== orderIn(fresh);
  cards.replaceWith(fresh);
  focused?.focus();
  if (isNews) judgeAnew();
}

export const judgeAnew = async () => (await import("./checks.js")).judgeAnew();
const orderIn = (cards) => cards.querySelector(".order")?.textContent;

const sameIn = (fresh, node) => {
  if (node.id) return fresh.querySelector(`#${CSS.escape(node.id)}`);
  if (node.matches("summary")) return fresh.querySelector('[data-menu="order"] > summary');
  return [...fresh.querySelectorAll("a, button")].find((each) => (node.href ? each.href === node.href : each.value && each.value === node.value)) ?? fresh.querySelector('[data-menu="order"] > summary');
};

function fitFrame(frame) {
  frame.addEventListener("load", () => {
    const inner = frame.contentDocument?.documentElement;
    if (inner) frame.style.height = `${Math.min(2000, inner.scrollHeight + 2)}px`;
  });
}
