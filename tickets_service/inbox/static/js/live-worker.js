// The one live connection of a browser: read once, told to all its tabs. A line that breaks, is refused or falls
// silent is opened again after a pause that grows.

import { events } from "./sse.js";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const SILENCE_MS = 40_000; // the service says every 15 seconds that it is still there
const ports = new Set();
let isFollowing = false;
let isOpen = false;

addEventListener("connect", ({ ports: [port] }) => {
  port.onmessage = () => ports.delete(port);
  ports.add(port);
  if (isOpen) port.postMessage({ kind: "hello" });
  follow();
});

const tell = (news) => {
  for (const port of ports) port.postMessage(news);
};

async function follow() {
  if (isFollowing) return;
  isFollowing = true;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const end = await read();
    if (end.isSignedOut) break; // the next page that opens begins anew
    if (end.wasOpen) pause = FIRST_PAUSE_MS;
    const wait = Math.max(pause, end.retryAfter) * (1 + Math.random() / 2);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  isFollowing = false;
}

/** Until the line ends, and how it did. */
async function read() {
  const line = new AbortController();
  let timer = 0;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => line.abort(), SILENCE_MS);
  };
  const end = { isSignedOut: false, wasOpen: false, retryAfter: 0 };
  try {
    heard();
    const answer = await fetch("/api/live", { signal: line.signal, headers: { Accept: "text/event-stream" } });
    end.isSignedOut = answer.status === 401;
    end.retryAfter = (Number(answer.headers.get("Retry-After")) || 0) * 1000;
    if (!answer.ok) return end;
    for await (const [kind, { ticket_ids: ids = [], many = false }] of events(answer, heard)) {
      end.wasOpen = isOpen = true;
      tell({ kind, ids, many });
    }
  } catch {
    // It broke: the next try tells how it stands.
  } finally {
    clearTimeout(timer);
    isOpen = false;
  }
  return end;
}
