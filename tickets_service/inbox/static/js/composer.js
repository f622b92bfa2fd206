// What somebody has typed for a ticket: kept on the server, one text per ticket, kind and person, and in this browser
// until the server has it. Everything is keyed by the ticket's id; saves of one text go out one after the other.

import { json } from "./dom.js";

const WAIT_MS = 700;
const key = (ticketId, kind) => `composer:${document.body.dataset.user}:${ticketId}:${kind}`;
const address = (ticketId) => `/api/tickets/${ticketId}/composer`;
const queues = new Map();
const timers = new Map();
const revisions = new Map();
let serverKeeps = true;

/** `{text, ai_response_id}` of one kind, or null. A missing server side is no fault: this browser then keeps it. */
export async function load(ticketId, kind) {
  const here = local(ticketId, kind);
  if (here || !serverKeeps) return here;
  const mine = await stored(ticketId, kind);
  return mine?.text ? mine : null;
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
  const kept = { kind, text, ...(aiResponseId ? { ai_response_id: aiResponseId } : {}) };
  keepHere(ticketId, kind, text ? kept : null);
  clearTimeout(timers.get(key(ticketId, kind)));
  if (!serverKeeps) return told("local");
  told("saving");
  timers.set(key(ticketId, kind), setTimeout(() => enqueue(ticketId, kept, told), WAIT_MS));
}

/** After sending: nothing may come back, not even a save that was still waiting. The server has let go of it itself. */
export function forget(ticketId, kind) {
  clearTimeout(timers.get(key(ticketId, kind)));
  revisions.delete(key(ticketId, kind));
  keepHere(ticketId, kind, null);
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
  const next = (queues.get(place) ?? Promise.resolve()).then(() => push(ticketId, kept, told));
  queues.set(place, next);
}

/** What was changed elsewhere meanwhile is written over: the last keystroke of this person counts. */
async function push(ticketId, kept, told) {
  const place = key(ticketId, kept.kind);
  if (!revisions.has(place)) await stored(ticketId, kept.kind);
  if (!serverKeeps || local(ticketId, kept.kind)?.text !== (kept.text || undefined)) return told("local");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const body = { ...kept, revision: revisions.get(place) ?? 0 };
      const answer = await json("PUT", address(ticketId), body, { keepalive: true });
      revisions.set(place, answer.revision);
      if (local(ticketId, kept.kind)?.text === kept.text) keepHere(ticketId, kept.kind, null);
      return told("saved");
    } catch (refusal) {
      if (refusal.status !== 409) break;
      await stored(ticketId, kept.kind);
    }
  }
  return told("local");
}
