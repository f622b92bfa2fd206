// What changed elsewhere, told to whoever listens on this page. All tabs share one connection; where a browser has no
// shared workers, each asks for itself.

import { json, workerAddress } from "./dom.js";

const POLL_MS = 5000;
const POLL_HIDDEN_MS = 30_000;
const QUIET_MS = 1500;
const LOADED_WITHIN_MS = 8000;
const ANYTHING = ["ticket", "draft", "reply", "presence"];
const listeners = [];
let cursor = document.body.dataset.cursor;
let isPolling = false;

/** `listener({ kind, ids, many })`; `many` says that nobody knows which, so everything is to be read again. */
export const onNews = (listener) => listeners.push(listener);

export function wireLive() {
  if (cursor) whenLoaded(globalThis.SharedWorker ? share : poll);
}

/** Once nothing has been loaded for a moment; what happens until then is caught up. */
function whenLoaded(begin) {
  const latest = Date.now() + LOADED_WITHIN_MS;
  let timer = 0;
  const watch = new PerformanceObserver(() => again());
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      watch.disconnect();
      begin();
    }, Math.min(QUIET_MS, latest - Date.now()));
  };
  watch.observe({ type: "resource" });
  again();
}

function share() {
  const worker = new SharedWorker(workerAddress("./live-worker.js"), { type: "module", name: document.body.dataset.user });
  worker.addEventListener("error", () => poll());
  worker.port.onmessage = ({ data: news }) => {
    if (news.kind === "hello") surelyCatchUp();
    else tell(news);
  };
  addEventListener("pagehide", () => worker.port.postMessage("bye"), { once: true });
  addEventListener("pageshow", (event) => event.persisted && share(), { once: true });
}

async function poll() {
  if (isPolling) return;
  isPolling = true;
  for (;;) {
    await catchUp().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? POLL_HIDDEN_MS : POLL_MS));
  }
}

function surelyCatchUp() {
  catchUp().catch(() => setTimeout(surelyCatchUp, POLL_MS));
}

/** What happened since this page was written, or since the connection was lost. */
async function catchUp() {
  const news = await json("GET", `/api/live/changes?since=${encodeURIComponent(cursor)}`);
  cursor = news.cursor;
  document.body.dataset.live = "";
  if (news.resync) for (const kind of ANYTHING) tell({ kind, ids: [], many: true });
  for (const { kind, ticket_ids: ids, many } of news.items) tell({ kind, ids, many });
}

function tell({ kind, ids, many }) {
  const news = { kind, ids: ids.map(String), many };
  for (const listener of listeners) listener(news);
}
