// What somebody has typed for a ticket: kept on the server, one text per ticket and person, and in this browser until the
// server has it. Everything is keyed by the ticket's id; saves of one ticket go out one after the other.

import { json } from "./dom.js";

const WAIT_MS = 700;
const key = (ticketId, kind) => `composer:${document.body.dataset.user}:${ticketId}:${kind}`;
const address = (ticketId) => `/api/tickets/${ticketId}/composer`;
const queues = new Map();
const timers = new Map();
let serverKeeps = true;

/** `{text, ai_response_id}` of one kind, or null. A missing server side is no fault: this browser then keeps it. */
export async function load(ticketId, kind) {
  const here = local(ticketId, kind);
  if (here || !serverKeeps) return here;
  try {
    const kept = await json("GET", address(ticketId));
    const mine = Array.isArray(kept?.items) ? kept.items.find((each) => each.kind === kind) : kept;
    return mine?.kind === kind && mine.text ? mine : null;
  } catch (refusal) {
    if (refusal.status === 404) serverKeeps = false;
    return null;
  }
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
  timers.set(key(ticketId, kind), setTimeout(() => push(ticketId, kept, told), WAIT_MS));
}

/** After sending: nothing may come back, not even a save that was still waiting. */
export function forget(ticketId, kind) {
  clearTimeout(timers.get(key(ticketId, kind)));
  keepHere(ticketId, kind, null);
  if (serverKeeps) push(ticketId, { kind, text: "" }, () => {});
}

function keepHere(ticketId, kind, kept) {
  try {
    if (kept) localStorage.setItem(key(ticketId, kind), JSON.stringify(kept));
    else localStorage.removeItem(key(ticketId, kind));
  } catch {
    // A browser without room for it still has the server.
  }
}

function push(ticketId, kept, told) {
  const earlier = queues.get(ticketId) ?? Promise.resolve();
  const next = earlier.then(async () => {
    try {
      await json("PUT", address(ticketId), kept, { keepalive: true });
      if (local(ticketId, kept.kind)?.text === kept.text) keepHere(ticketId, kept.kind, null);
      told("saved");
    } catch (refusal) {
      if (refusal.status === 404) serverKeeps = false;
      told("local");
    }
  });
  queues.set(ticketId, next);
}
