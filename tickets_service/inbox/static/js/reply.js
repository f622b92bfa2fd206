// The composer of the open ticket: its two texts, the suggestion card, and sending exactly once.

import * as composer from "./composer.js";
import { announce, json, pane, say, words } from "./dom.js";
import { currentRow, dropPrefetched, open, reopen, step } from "./tickets.js";
import { sending, toast } from "./undo.js";

const ASK_SERVER_AFTER_MS = 200;
const KINDS = ["message", "comment"];
let writing = new AbortController(); // ended when the draft that is being written is no longer looked at
const looks = new Set(); // later looks of this page for a kept text

const form = (kind) => document.getElementById(kind === "comment" ? "note" : "reply");
const field = (kind) => form(kind)?.querySelector("textarea");
const looking = () => import("./checks.js");
const drafting = () => import("./draft.js");
const card = () => document.getElementById("draft");
const isWriting = () => card()?.getAttribute("aria-busy") === "true";
const draftIdIn = (kind) => Number(form(kind).elements.ai_response_id?.value) || undefined;
/** The draft that somebody's text began as: another than the one that stands there, where that came later. */
const originOf = (kind) => ("from" in field(kind).dataset ? Number(field(kind).dataset.from) || undefined : draftIdIn(kind));

export function wireReply(ticket) {
  writing.abort();
  forgetLooks();
  for (const kind of KINDS) wireText(ticket.dataset.ticket, kind);
  showTab(form("message")?.hasAttribute("data-aside") ? "comment" : "message", { focus: false });
  card()?.addEventListener("dblclick", () => edit());
  if (!isWriting()) return;
  const { signal } = (writing = new AbortController());
  form("message").classList.add("card-mode");
  card().addEventListener("click", () => isWriting() && !card().textContent && edit());
  drafting().then(({ watch }) => watch(ticket.dataset.draft, signal));
}

function wireText(ticketId, kind) {
  const text = field(kind);
  if (!text) return;
  const tell = (state) => told(text, state);
  let isTouched = "typed" in text.dataset;
  if (!isTouched) {
    putBack(text, kind, composer.local(ticketId, kind));
    looks.add(setTimeout(async () => {
      if (!text.isConnected || isTouched) return;
      const kept = await composer.load(ticketId, kind, tell);
      if (!text.isConnected || isTouched) return;
      if (kept?.text === "") reopen();
      else putBack(text, kind, kept);
    }, ASK_SERVER_AFTER_MS));
  }
  text.addEventListener("input", () => {
    isTouched = true;
    text.dataset.typed = "";
    if (kind === "message") {
      ready(form(kind));
      looking().then(({ checkSoon }) => checkSoon(form(kind)));
    }
    composer.save(ticketId, kind, text.value, originOf(kind), tell);
    if (kind === "message" && !("from" in text.dataset)) mark(words.edited);
  });
}

function putBack(text, kind, kept) {
  if (!kept?.text || kept.text === text.value) return;
  text.value = kept.text;
  text.dataset.typed = "";
  if (kind === "comment") return showTab(kind, { focus: false });
  const began = kept.ai_response_id ?? "";
  if (card() && began !== draftIdIn(kind)) text.dataset.from = began;
  if (isWriting()) return;
  edit({ focus: false });
  hideCard(!("from" in text.dataset));
  mark("from" in text.dataset ? words.keptOwn : words.edited);
  looking().then(({ check }) => check(form(kind)));
}

/** What somebody has typed survives that the composer is drawn anew. */
export function keepOwn(ticketId) {
  for (const kind of KINDS) if (field(kind)?.dataset.typed !== undefined) composer.save(ticketId, kind, field(kind).value, originOf(kind));
}

function told(text, state) {
  const line = document.getElementById("saved");
  if (text.isConnected && line) line.textContent = { saving: words.saving, saved: words.saved, local: words.localOnly }[state];
}

export function mark(word) {
  const state = document.querySelector("#draft-state");
  if (!state) return;
  state.classList.remove("waits");
  state.querySelector(".i")?.remove();
  state.querySelector("span").textContent = word;
}

export const isNoting = () => form("comment")?.hidden === false;

export function showTab(kind, { focus = true } = {}) {
  if (!form(kind)) return;
  document.getElementById("composer").dataset.kind = kind;
  for (const each of KINDS) {
    form(each).hidden = each !== kind;
    const tab = document.querySelector(`[data-tab="${each}"]`);
    if (each === kind) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  unfold();
  if (!focus) return;
  if (kind === "message" && form(kind).classList.contains("card-mode")) card().focus();
  else field(kind).focus();
}

function hideCard(is) {
  for (const each of document.querySelectorAll('#draft, #box [data-do="edit"]')) each.hidden = is;
}

/** The card becomes a field; it holds the draft already, unless it holds somebody's own text. */
export function edit({ focus = true } = {}) {
  const [reply, text] = [form("message"), field("message")];
  if (!reply) return;
  showTab("message", { focus: false });
  reply.classList.remove("card-mode");
  if (isWriting()) return focus && text.focus(); // below the draft that is still to come
  hideCard(true);
  if (!focus) return;
  if ("from" in text.dataset) drafting().then(({ take }) => take(text));
  delete text.dataset.from;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

export function fold() {
  const box = document.getElementById("composer");
  const isFolded = box.classList.toggle("folded");
  box.querySelector('[data-do="fold"]').setAttribute("aria-expanded", String(!isFolded));
}

function unfold() {
  if (document.getElementById("composer").classList.contains("folded")) fold();
}

export function stopWriting() {
  if (!isWriting()) return false;
  writing.abort();
  const shown = card();
  shown.removeAttribute("aria-busy");
  drafting().then(({ stopped }) => stopped(shown));
  return true;
}

/** One form, one reply: its id was born with the page, and a second click finds the first still going. */
export async function send(kind, { close = false } = {}) {
  const sent = form(kind);
  if (!sent || sent.dataset.busy || sent.hidden) return;
  if (kind === "message" && isWriting()) return;
  if (kind === "message" && (!sent.querySelector("[name=kind]") || holdsBack(sent))) return;
  const ticket = pane();
  const { ticket: ticketId, base } = ticket.dataset;
  const who = document.querySelector(".cp-head .to b").textContent;
  const body = {
    id: sent.elements.reply_id.value,
    text: field(kind).value,
    kind,
    based_on_message_id: base ? Number(base) : null,
    ai_response_id: kind === "message" ? draftIdIn(kind) ?? null : null,
    close_after: close,
    acknowledged: kind === "message" ? [...sent.querySelectorAll("#checks input:checked")].map((each) => each.value) : [],
  };
  busy(sent, true);
  try {
    const reply = await json("POST", `/api/tickets/${ticketId}/replies`, body);
    composer.forget(ticketId, kind);
    dropPrefetched(ticketId);
    delete field(kind).dataset.typed;
    sending(reply, kind === "comment" ? words.note : say("toSend", who), takenBack);
    if (kind === "comment" || !close) await reopen();
    else leave();
  } catch (refusal) {
    busy(sent, false);
    const marks = refusal.problem?.unacknowledged;
    if (marks) await (await looking()).showUnacknowledged(sent, marks);
    banner(refusal.status ? `${words.notSent} ${refusal.message}` : words.offline);
  }
}

/** A change that waits to be decided; or a colleague who is writing, of whom the first press tells. */
function holdsBack(sent) {
  if ("undecided" in sent.dataset) {
    toast(words.decideFirst, { seconds: 8, sign: "circle-alert" });
    document.querySelector("#refined button").focus();
    return true;
  }
  const lock = document.getElementById("lock");
  if (lock.hidden || "asked" in lock.dataset) return false;
  lock.dataset.asked = "";
  lock.querySelector("p").append(words.sendAnyway);
  return true;
}

function forgetLooks() {
  for (const look of looks) clearTimeout(look);
  looks.clear();
}

export function leave() {
  currentRow()?.classList.add("leaving");
  if (!step(1)) {
    announce(words.end);
    reopen();
  }
}

/** The text comes back into the field of the ticket it was written for. */
export async function takenBack(reply) {
  const kind = reply.kind;
  forgetLooks(); // the page that is still open has no button to send with: the text belongs into the next one
  composer.save(reply.ticket_id, kind, reply.text, reply.ai_response_id ?? undefined);
  dropPrefetched(reply.ticket_id);
  await open(`/inbox/${reply.ticket_id}${document.body.dataset.place}`, { focus: "keep", anew: true });
  for (const row of document.querySelectorAll(".t.leaving")) row.classList.remove("leaving");
  if (pane().dataset.ticket === String(reply.ticket_id)) {
    putBack(field(kind), kind, reply); // not left to what is kept: a draft must not stand there for a moment
    showTab(kind);
  }
  toast(words.takenBack);
}

/** While a draft is being written there is nothing to send, until somebody writes themselves. */
function ready(reply) {
  if (!reply.dataset.busy) for (const button of reply.querySelectorAll(".send button")) button.removeAttribute("aria-disabled");
}

function busy(sent, is) {
  if (is) sent.dataset.busy = "";
  else delete sent.dataset.busy;
  for (const button of sent.querySelectorAll(".send button")) button.setAttribute("aria-disabled", String(is));
}

export function banner(sentence) {
  const box = document.getElementById("banner");
  if (!box) return;
  box.querySelector("p").textContent = sentence;
  box.hidden = false;
}

/** Whether somebody's own words stand in a field: then the page is not drawn anew by itself. */
export const holdsTypedText = () => KINDS.some((kind) => field(kind)?.dataset.typed !== undefined && field(kind).value !== "");
