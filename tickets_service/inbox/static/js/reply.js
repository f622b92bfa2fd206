// The composer of the open ticket: its two texts, the suggestion card, and sending exactly once.

import * as composer from "./composer.js";
import { announce, json, pane, say, words } from "./dom.js";
import { follow } from "./draft.js";
import { currentRow, dropPrefetched, reopen, step } from "./tickets.js";
import { sending, toast } from "./undo.js";
import { updateSoon } from "./updating.js";

const ASK_SERVER_AFTER_MS = 200;
let writing = null;
const looks = new Set(); // later looks of this page for a kept text

const form = (kind) => document.getElementById(kind === "comment" ? "note" : "reply");
const field = (kind) => form(kind)?.querySelector("textarea");
const looking = () => import("./checks.js");
const draftIdIn = (kind) => Number(form(kind).elements.ai_response_id?.value) || undefined;

export function wireReply(ticket) {
  writing?.abort();
  forgetLooks();
  for (const kind of ["message", "comment"]) wireText(ticket.dataset.ticket, kind);
  showTab(form("message")?.hasAttribute("data-aside") ? "comment" : "message", { focus: false });
  document.getElementById("draft")?.addEventListener("dblclick", () => edit());
  if (ticket.dataset.draft) watch(ticket.dataset.draft);
}

function wireText(ticketId, kind) {
  const text = field(kind);
  if (!text) return;
  if (!("typed" in text.dataset)) {
    putBack(text, kind, composer.local(ticketId, kind));
    looks.add(setTimeout(async () => {
      if (!text.isConnected || "typed" in text.dataset) return;
      const kept = await composer.load(ticketId, kind);
      if (text.isConnected && !("typed" in text.dataset)) putBack(text, kind, kept);
    }, ASK_SERVER_AFTER_MS));
  }
  text.addEventListener("input", () => {
    text.dataset.typed = "";
    if (kind === "message") {
      ready(form(kind));
      looking().then(({ checkSoon }) => checkSoon(form(kind)));
    }
    composer.save(ticketId, kind, text.value, kind === "message" ? draftIdIn(kind) : undefined, (state) => told(text, state));
    if (kind === "message") mark(words.edited);
  });
}

function putBack(text, kind, kept) {
  if (!kept?.text || kept.text === text.value) return;
  text.value = kept.text;
  text.dataset.typed = "";
  if (kind === "message") {
    edit({ focus: false });
    mark(words.edited);
    looking().then(({ check }) => check(form(kind)));
  }
  else showTab("comment", { focus: false });
}

function told(text, state) {
  const line = document.getElementById("saved");
  if (text.isConnected && line) line.textContent = { saving: words.saving, saved: words.saved, local: words.localOnly }[state];
}

function mark(word) {
  const state = document.querySelector("#draft-state");
  if (!state) return;
  state.classList.remove("waits");
  state.querySelector(".i")?.remove();
  state.querySelector("span").textContent = word;
}

export const isNoting = () => form("comment")?.hidden === false;

export function showTab(kind, { focus = true } = {}) {
  if (!form(kind)) return;
  for (const each of ["message", "comment"]) {
    form(each).hidden = each !== kind;
    const tab = document.querySelector(`[data-tab="${each}"]`);
    if (each === kind) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  unfold();
  if (!focus) return;
  if (kind === "message" && form(kind).classList.contains("card-mode")) document.getElementById("draft").focus();
  else field(kind).focus();
}

/** The card becomes a field; it holds the draft already. */
export function edit({ focus = true } = {}) {
  const reply = form("message");
  if (!reply || document.getElementById("draft")?.getAttribute("aria-busy") === "true") return;
  showTab("message", { focus: false });
  reply.classList.remove("card-mode");
  document.getElementById("draft")?.setAttribute("hidden", "");
  document.querySelector('[data-do="edit"]')?.setAttribute("hidden", "");
  if (!focus) return;
  const text = field("message");
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

async function watch(draftId) {
  const stop = (writing = new AbortController());
  const [shown, text] = [document.getElementById("draft"), field("message")];
  form("message").classList.add("card-mode");
  announce(words.draftStarts);
  const onText = (written) => {
    shown.textContent = written;
    shown.scrollTop = shown.scrollHeight;
    if (written) document.querySelector("#draft-state span").textContent = words.writing;
  };
  try {
    const draft = await follow(draftId, { onText, signal: stop.signal });
    if (!shown.isConnected) return;
    if (!draft) stopped(shown, text);
    else if ("typed" in text.dataset) mark(words.keptOwn);
    else {
      announce(draft.state === "READY" ? words.draftReady : say("draftFailed", draft.error ?? ""));
      updateSoon();
    }
  } catch {
    if (shown.isConnected) mark(words.failed);
  } finally {
    shown.closest("#box")?.querySelector('[data-do="stop"]')?.remove();
  }
}

function stopped(shown, text) {
  shown.removeAttribute("aria-busy");
  if (!("typed" in text.dataset) && shown.textContent) {
    text.value = shown.textContent;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  edit();
  mark(words.stopped);
}

export function stopWriting() {
  if (!writing || document.getElementById("draft")?.getAttribute("aria-busy") !== "true") return false;
  writing.abort();
  stopped(document.getElementById("draft"), field("message"));
  return true;
}

/** One form, one reply: its id was born with the page, and a second click finds the first still going. */
export async function send(kind, { close = false } = {}) {
  const sent = form(kind);
  if (!sent || sent.dataset.busy || sent.hidden) return;
  if (document.getElementById("draft")?.getAttribute("aria-busy") === "true" && kind === "message" && !("typed" in field(kind).dataset)) return;
  if (kind === "message" && !sent.querySelector("[name=kind]")) return;
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
    if (refusal.problem?.unacknowledged) await (await looking()).showUnacknowledged(sent);
    banner(refusal.status ? `${words.notSent} ${refusal.message}` : words.offline);
  }
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
  const { open } = await import("./tickets.js");
  dropPrefetched(reply.ticket_id);
  await open(`/inbox/${reply.ticket_id}${document.body.dataset.place}`, { focus: "keep", anew: true });
  for (const row of document.querySelectorAll(".t.leaving")) row.classList.remove("leaving");
  showTab(kind);
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
export const holdsTypedText = () => ["message", "comment"].some((kind) => field(kind)?.dataset.typed !== undefined && field(kind).value !== "");
