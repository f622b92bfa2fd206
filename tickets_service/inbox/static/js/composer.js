// What somebody has typed for a ticket: kept on the server, one text per ticket, kind and person, and in this browser
// until the server has it. Everything is keyed by the ticket's id; saves of one text go out one after the other.

import { json } from "./dom.js";

const WAIT_MS = 700;
const AGAIN_MS = 10_000;
const key = (ticketId, kind) => `composer:${document.body.dataset.user}:${ticketId}:${kind}`;
const address = (ticketId) => `/api/tickets/${ticketId}/composer`;
const queues = new Map();
const waiting = new Map(); // place → what is to be saved in a moment, and its timer
const onTheirWay = new Set();
const revisions = new Map();
let serverKeeps = true;

addEventListener("pagehide", flush);
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.hidden && flush());

/**
 * `{text, ai_response_id}` of one kind, or null: what is kept in this browser, which the server then gets, or what the
 * server has, where that is newer; then it may be empty. A missing server side is no fault: this browser then keeps it.
 */
export async function load(ticketId, kind, told) {
  const place = key(ticketId, kind);
  const isGoing = () => waiting.has(place) || onTheirWay.has(place); // then the page has it already
  if (isGoing()) return null;
  const mine = serverKeeps ? await stored(ticketId, kind) : null;
  if (isGoing()) return null;
  const here = local(ticketId, kind);
  if (!here) return mine?.text ? mine : null;
  if (!mine) return here;
  if (mine.text === here.text || (mine.revision && mine.revision !== here.revision && !(here.at > Date.parse(mine.updated_at)))) {
    keepHere(ticketId, kind, null);
    told("saved");
    return mine;
  }
  enqueue(ticketId, here, told);
  return here;
}

export function local(ticketId, kind) {
  try {
    return JSON.parse(localStorage.getItem(key(ticketId, kind)));
  } catch {
    return null;
  }
}

/** At once in this browser, soon on the server. `told` hears how far it got: "saving", "saved", "local". */
export function save(ticketId, kind, text, aiResponseId, told = () => {}) {
  const place = key(ticketId, kind);
  const kept = { kind, text, ai_response_id: aiResponseId, revision: revisions.get(place), at: Date.now() };
  keepHere(ticketId, kind, text ? kept : null);
  drop(place);
  if (!serverKeeps) return told("local");
  if (!revisions.has(place)) stored(ticketId, kind); // so that nothing has to be asked when the page is left
  told("saving");
  later(WAIT_MS, ticketId, kept, told);
}

function later(pause, ticketId, kept, told) {
  const timer = setTimeout(() => enqueue(ticketId, kept, told), pause);
  waiting.set(key(ticketId, kept.kind), { ticketId, kept, told, timer });
}

/** After sending: nothing may come back, not even a save that was still waiting. The server has let go of it itself. */
export function forget(ticketId, kind) {
  drop(key(ticketId, kind));
  revisions.delete(key(ticketId, kind));
  keepHere(ticketId, kind, null);
}

function drop(place) {
  clearTimeout(waiting.get(place)?.timer);
  waiting.delete(place);
}

/** The page may be gone in a moment: what waits goes out at once, behind what is on its way. */
function flush() {
  for (const [place, { ticketId, kept, told }] of waiting) {
    drop(place);
    if (onTheirWay.has(place)) revisions.set(place, (revisions.get(place) ?? 0) + 1);
    else if (!revisions.has(place)) revisions.set(place, 0); // nothing can be asked any more, and most are first texts
    push(ticketId, kept, told);
  }
}

function keepHere(ticketId, kind, kept) {
  try {
    if (kept) localStorage.setItem(key(ticketId, kind), JSON.stringify(kept));
    else localStorage.removeItem(key(ticketId, kind));
  } catch {
    // A browser without room for it still has the server.
  }
}

async function stored(ticketId, kind) {
  try {
    const { items } = await json("GET", address(ticketId));
    const mine = items.find((each) => each.kind === kind) ?? null;
    revisions.set(key(ticketId, kind), mine?.revision ?? 0);
    return mine;
  } catch (refusal) {
    if (refusal.status === 404) serverKeeps = false;
    return null;
  }
}

function enqueue(ticketId, kept, told) {
  const place = key(ticketId, kept.kind);
  drop(place);
  const next = (queues.get(place) ?? Promise.resolve()).then(() => push(ticketId, kept, told));
  queues.set(place, next);
}

/**
 * What was changed elsewhere meanwhile is written over: the last keystroke of this person counts. While the service is
 * away it is tried again and again.
 */
async function push(ticketId, kept, told) {
  const { kind, text, ai_response_id } = kept;
  const place = key(ticketId, kind);
  const isLast = () => (local(ticketId, kind)?.text ?? "") === text;
  if (!revisions.has(place)) await stored(ticketId, kind);
  if (!serverKeeps) return told("local");
  onTheirWay.add(place);
  for (let attempt = 0; attempt < 2 && isLast(); attempt += 1) {
    try {
      const body = { kind, text, ai_response_id, revision: revisions.get(place) ?? 0 };
      const answer = await json("PUT", address(ticketId), body, { keepalive: true });
      revisions.set(place, answer.revision);
      onTheirWay.delete(place);
      if (isLast()) {
        keepHere(ticketId, kind, null);
        told("saved");
      } else if (local(ticketId, kind)) keepHere(ticketId, kind, { ...local(ticketId, kind), revision: answer.revision });
      return;
    } catch (refusal) {
      if (!(refusal.status < 500) && isLast() && !waiting.has(place)) later(AGAIN_MS, ticketId, kept, told);
      if (refusal.status !== 409) break;
      await stored(ticketId, kind);
    }
  }
  onTheirWay.delete(place);
  if (isLast()) told("local");
}
