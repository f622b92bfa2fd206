// The open ticket while others work on it: what changed is put in place. The field somebody writes in is left alone,
// and so are the scroll position and the focus.

import { announce, fragment, pane, part, words } from "./dom.js";
import { followNode, judgeAnew, readContext, showCards } from "./following.js";
import { onNews } from "./live.js";
import { drawPeople } from "./presence.js";
import { banner, holdsTypedText, isNoting, keepOwn, showTab, wireReply } from "./reply.js";
import { dropPrefetched, paneAddress } from "./tickets.js";
import { sentHere } from "./undo.js";

const GATHER_MS = 100;
const END_PX = 150;
let timer = 0;
let isLooking = false;

export function wireUpdating() {
  onNews(({ kind, ids, many }) => {
    if (!["ticket", "draft", "reply"].includes(kind)) return;
    for (const id of ids) dropPrefetched(id);
    if (many || ids.includes(pane()?.dataset.ticket)) updateSoon();
  });
}

/** Reads the open ticket anew and shows what is different. */
export function updateSoon() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (isLooking) return updateSoon();
    isLooking = true;
    await update(pane()).catch(() => {});
    isLooking = false;
  }, GATHER_MS);
}

export async function update(ticket) {
  if (!ticket?.dataset.ticket) return;
  const found = await part(paneAddress(ticket.dataset.address));
  if (!ticket.isConnected) return;
  const all = fragment(found.markup, found.nonce);
  const fresh = all.getElementById("pane");
  const thread = document.getElementById("thread");
  const isAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < END_PX;
  const before = thread.scrollHeight;
  const { hasMovedOn, isOwn } = renewThread(thread, fresh);
  if (isOwn) ticket.dataset.adopts = "";
  if (hasMovedOn) delete ticket.dataset.adopts;
  renewHead(ticket, fresh);
  renewContext(all.getElementById("context-cards"));
  renewComposer(ticket, fresh, hasMovedOn);
  for (const name of ["status", "title"]) ticket.dataset[name] = fresh.dataset[name];
  if (isAtEnd && thread.scrollHeight !== before) thread.scrollTop = thread.scrollHeight;
  drawPeople();
}

const keyOf = (node) => node.dataset.message ?? node.dataset.reply;
const signatureOf = (node) => node.dataset.state ?? [...node.querySelectorAll(".who, .text")].map((each) => each.textContent).join("\n");

/** Messages that are there stay; the answer says whether somebody else wrote. */
function renewThread(thread, fresh) {
  const hadFocus = thread.contains(document.activeElement);
  const known = new Map([...thread.children].filter(keyOf).map((node) => [keyOf(node), node]));
  const added = [];
  let place = null; // the one after which comes the next
  for (const node of [...fresh.querySelector("#thread").children].filter(keyOf)) {
    const old = known.get(keyOf(node));
    known.delete(keyOf(node));
    if (old && signatureOf(old) === signatureOf(node)) {
      place = old;
      continue;
    }
    if (old) old.replaceWith(node);
    else if (place) place.after(node);
    else thread.append(node);
    place = node;
    added.push({ node, isNew: !old });
  }
  const settled = [...known.values()].filter((node) => node.dataset.reply);
  for (const node of settled) node.remove();
  if (place) thread.querySelector(":scope > .empty")?.remove();
  for (const { node } of added) followNode(node);
  if (hadFocus && !thread.contains(document.activeElement)) thread.focus({ preventScroll: true });
  return whoWrote(added.filter(({ node, isNew }) => isNew && node.matches(".msg[data-message]")).map(({ node }) => node), settled.filter((node) => sentHere.has(node.dataset.reply)).length);
}

/** A reply that went out from this page becomes a message: that is no news here. In another tab it is, as from anybody. */
function whoWrote(messages, settled) {
  const fromCustomer = messages.some((node) => node.classList.contains("customer"));
  if (fromCustomer) announce(words.customerWrote);
  return { hasMovedOn: fromCustomer || messages.length > settled, isOwn: settled > 0 };
}

function renewHead(ticket, fresh) {
  const parts = "h1, .tk-title > p, .tk-tools > .menu, .bars";
  const now = fresh.querySelectorAll(parts);
  ticket.querySelectorAll(parts).forEach((old, at) => {
    for (const here of old.querySelectorAll(".here")) here.remove();
    if (!now[at] || old.isEqualNode(now[at]) || old.open) return;
    const hadFocus = old.contains(document.activeElement);
    if (old.matches(".menu")) old.replaceWith(now[at]);
    else old.replaceChildren(...now[at].childNodes);
    if (hadFocus) now[at].querySelector("summary")?.focus();
  });
}

/** The cards without the line that says how long ago they were read, which is different each time. */
const cardsOf = (cards) => [...cards.querySelectorAll(".card, .bar")];

function saysTheSame(one, other) {
  const [here, there] = [cardsOf(one), cardsOf(other)];
  return here.length === there.length && here.every((card, at) => card.isEqualNode(there[at]));
}

/** Another customer, order or ticket beside the conversation. What was never read of them is asked of Plenty. */
function renewContext(fresh) {
  const cards = document.getElementById("context-cards");
  if (!cards || !fresh) return;
  if (saysTheSame(cards, fresh)) return renewAges(cards, fresh);
  showCards(fresh);
  readContext(fresh.querySelector("[data-context][data-old]"));
}

function renewAges(cards, fresh) {
  const now = fresh.querySelectorAll("[data-ago]");
  cards.querySelectorAll("[data-ago]").forEach((old, at) => now[at] && old.replaceWith(now[at]));
}

const buttonsOf = (ticket) => [...ticket.querySelectorAll("#reply .send button")].map((button) => button.value).join();
const toolsOf = (ticket) => ticket.querySelector("#reply .tools").textContent;
const draftOf = (ticket) => ticket.dataset.draft ?? ticket.querySelector("#draft")?.textContent ?? "";
const barOf = (ticket) => ticket.querySelector("#other-order").textContent;
const stateOf = (ticket) => [ticket.dataset.base, ticket.querySelector("#reply").elements.ai_response_id.value, buttonsOf(ticket), toolsOf(ticket), draftOf(ticket), barOf(ticket)].join("\n");

function renewComposer(ticket, fresh, hasMovedOn) {
  if (hasMovedOn && holdsText()) banner(words.moved); // the thread may be read a moment before the base
  if (stateOf(ticket) === stateOf(fresh)) return;
  const isWritten = ticket.dataset.draft && !fresh.dataset.draft; // its card comes beside what was typed meanwhile
  if (holdsText() && !isWritten) {
    if (barOf(ticket) !== barOf(fresh)) judgeAnew();
    if ("adopts" in ticket.dataset && ticket.dataset.base !== fresh.dataset.base && !isBannerUp()) adopt(ticket, fresh.dataset.base);
    return;
  }
  keepOwn(ticket.dataset.ticket);
  const { id: focused, selectionStart, selectionEnd } = document.activeElement;
  const [wasNoting, wasFolded] = [isNoting(), document.getElementById("composer").classList.contains("folded")];
  const hadFocus = document.getElementById("composer").contains(document.activeElement);
  document.getElementById("composer").replaceWith(fresh.querySelector("#composer"));
  ticket.dataset.base = fresh.dataset.base;
  if (fresh.dataset.draft) ticket.dataset.draft = fresh.dataset.draft;
  else delete ticket.dataset.draft;
  document.getElementById("composer").classList.toggle("folded", wasFolded);
  globalThis.htmx?.process(ticket);
  wireReply(ticket);
  if (wasNoting) showTab("comment", { focus: false });
  if (hasMovedOn && holdsTypedText()) banner(words.moved);
  if (!hadFocus) return;
  const place = document.getElementById(focused) ?? document.getElementById("text");
  place.focus({ preventScroll: true });
  if (place.matches("textarea")) place.setSelectionRange(selectionStart, selectionEnd);
}

const isBannerUp = () => document.getElementById("banner").hidden === false;

/** Own words, the draft somebody is just about to change, or a change that waits for a decision. */
const holdsText = () => holdsTypedText() || document.getElementById("refined")?.hidden === false || (document.activeElement?.matches("#composer textarea") && document.activeElement.value !== "");

function adopt(ticket, base) {
  delete ticket.dataset.adopts;
  ticket.dataset.base = base;
  for (const field of ticket.querySelectorAll("[name=based_on_message_id]")) field.value = base;
}
