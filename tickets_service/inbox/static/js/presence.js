// Who else is on a ticket, and who writes: in its header and its row. Whoever writes first holds it until somebody
// takes over. This page says every few seconds what its own user does.

import { element, icon, json, pane, say, words } from "./dom.js";
import { onNews } from "./live.js";
import { holdsTypedText, isNoting, showTab } from "./reply.js";
import { rows } from "./tickets.js";
import { refused, toast } from "./undo.js";

const BEAT_MS = 15_000;
const TYPING_MS = 15_000;
const LOOKED_AT_MS = 700; // whoever only passes by is not there
const GATHER_MS = 250;
const BETWEEN_MS = 1000;
const there = new Map(); // ticket → who is on it
let here = { id: null, typedAt: 0, isSaid: false };
let line = Promise.resolve(); // what this page says arrives in the order in which it was said
let beat = 0;
let look = 0;
let looked = 0;

const isMe = (person) => `${person.kind}:${person.id}` === document.body.dataset.user;
const address = (id) => `/api/tickets/${id}/presence`;
const typingFor = () => Math.max(0, here.typedAt + TYPING_MS - Date.now());

export function wirePresence() {
  onNews(({ kind }) => kind === "presence" && lookSoon());
  document.addEventListener("input", (event) => event.target.matches("#text, #note-text") && typed());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tell();
    lookSoon();
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && enter(pane()));
  lookSoon();
}

/** The ticket that is on screen now; also told when it was drawn anew. */
export function enter(ticket) {
  const id = ticket?.dataset.ticket ?? null;
  if (id !== here.id) {
    leave();
    here = { id, typedAt: 0, isSaid: false };
    beat = setTimeout(tell, LOOKED_AT_MS);
  } else if (typingFor() && !holdsTypedText()) {
    here.typedAt = 0;
    tell();
  }
  drawPeople();
}

function typed() {
  const wasTyping = typingFor() > 0;
  here.typedAt = Date.now();
  if (!wasTyping) tell();
}

/** Hidden tabs fall silent; nobody is told that they left. */
function tell() {
  clearTimeout(beat);
  const { id } = here;
  if (!id || document.hidden) return;
  here.isSaid = true;
  const doing = typingFor() ? "typing" : "viewing";
  line = line.then(() => json("PUT", address(id), { doing })).then(note, () => {});
  beat = setTimeout(tell, typingFor() || BEAT_MS);
}

function leave() {
  clearTimeout(beat);
  const { id, isSaid } = here;
  if (isSaid) line = line.then(() => json("DELETE", address(id), undefined, { keepalive: true })).catch(() => {});
  here = { id: null, typedAt: 0, isSaid: false };
}

function note(on) {
  there.set(String(on.ticket_id), on);
  drawPeople();
}

function lookSoon() {
  if (document.hidden || look) return;
  look = setTimeout(async () => {
    looked = Date.now();
    const found = await json("GET", "/api/presence").catch(() => null);
    look = 0;
    if (!found) return;
    there.clear();
    for (const on of found.items) there.set(String(on.ticket_id), on);
    drawPeople();
  }, Math.max(GATHER_MS, looked + BETWEEN_MS - Date.now()));
}

/** Again whenever rows or the ticket were drawn. */
export function drawPeople() {
  for (const row of rows()) drawShort(row);
  drawFull(document.getElementById("here"));
  drawLock(document.getElementById("lock"));
}

/** Whoever was writing a moment ago and comes second now was not overtaken: somebody took over. */
function drawLock(bar) {
  if (!bar) return;
  const holder = there.get(here.id)?.locked_by;
  bar.hidden = !holder || isMe(holder);
  if (bar.hidden) {
    Object.assign(here, { holds: Boolean(holder), word: "" });
    delete bar.dataset.asked;
    return;
  }
  here.word ||= here.holds && typingFor() ? "tookOver" : "locked";
  bar.querySelector("p").textContent = `${say(here.word, holder.name)} ${"asked" in bar.dataset ? words.sendAnyway : ""}`;
}

const othersOn = (id) => there.get(id)?.people.filter((person) => !isMe(person)) ?? [];
const sentenceOf = ({ name, doing }) => say(doing === "typing" ? "isTyping" : "isViewing", name);

/** In a row there is room for a first name. */
function drawShort(row) {
  const others = othersOn(row.dataset.ticket);
  const sentence = others.map(sentenceOf).join("; ");
  const name = element("span", { ariaHidden: "true", textContent: others[0]?.name.split(" ")[0] });
  put(row.querySelector(".t-top"), others, sentence, name, element("span", { className: "sr", textContent: sentence }));
}

function drawFull(place) {
  const others = othersOn(here.id);
  put(place, others, others.map(sentenceOf).join("; "), others.length ? sentenceOf(others[0]) : "");
}

/** Whoever writes comes first; how many more there are is a number. */
function put(place, others, title, ...words) {
  const shown = place?.querySelector(".here");
  if (!place || (shown?.title ?? "") === title) return;
  shown?.remove();
  if (!others.length) return;
  const more = others.length > 1 ? ` +${others.length - 1}` : "";
  const chip = element("span", { className: "state here", title }, icon(others[0].doing === "typing" ? "pencil" : "eye"), ...words, more);
  if (place.querySelector("time")) place.querySelector("time").before(chip);
  else place.prepend(chip);
}

export async function takeOver() {
  if (document.getElementById("lock")?.hidden !== false) return toast(words.notLocked);
  here.typedAt = Date.now();
  try {
    note(await json("POST", `${address(here.id)}/takeover`));
    showTab(isNoting() ? "comment" : "message");
  } catch (refusal) {
    refused(refusal);
  }
}
