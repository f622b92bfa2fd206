// A draft while it is written: read as a stream, drawn once per frame, into room that is there already.

import { announce, pane, say, words } from "./dom.js";
import { edit, mark } from "./reply.js";
import { events } from "./sse.js";
import { toast } from "./undo.js";
import { updateSoon } from "./updating.js";

/** Until it is finished, stopped, or another ticket is opened. Then the page shows it as it shows any draft. */
export async function watch(draftId, signal) {
  const [shown, text] = [document.getElementById("draft"), document.getElementById("text")];
  if (signal.aborted || !shown) return;
  announce(words.draftStarts);
  const onText = (written) => {
    shown.textContent = written;
    shown.scrollTop = shown.scrollHeight;
    if (written) document.querySelector("#draft-state span").textContent = words.writing;
  };
  try {
    const draft = await follow(draftId, { onText, signal });
    if (!shown.isConnected || signal.aborted) return;
    if (!draft) return stopped(shown);
    if (draft.state !== "READY") announce(say("draftFailed", draft.error ?? ""));
    else announce("typed" in text.dataset ? words.keptOwn : words.draftReady);
  } catch {
    if (shown.isConnected) mark(words.failed);
  }
  updateSoon();
}

/** Calls `onText(whole text)` per frame; resolves with the finished draft, or null when it was stopped. */
async function follow(draftId, { onText, signal }) {
  let text = "";
  let isDue = false;
  const draw = () => {
    isDue = false;
    if (!signal.aborted) onText(text);
  };
  try {
    const answer = await fetch(`/api/ai-responses/${draftId}/events`, { signal, headers: { Accept: "text/event-stream" } });
    if (!answer.ok) throw new Error(answer.statusText);
    for await (const [name, data] of events(answer)) {
      if (name === "done") return data;
      text = data.text.startsWith(text) && text ? data.text : text + data.text;
      if (!isDue) {
        isDue = true;
        requestAnimationFrame(draw);
      }
    }
  } catch (broken) {
    if (!signal.aborted) throw broken;
  }
  return null;
}

/** What was written so far is the agent's now, unless they had a text of their own. */
export function stopped(shown) {
  if (!shown.isConnected) return;
  const text = document.getElementById("text");
  const isOwn = "typed" in text.dataset;
  document.querySelector('#box [data-do="stop"]')?.remove();
  shown.removeAttribute("aria-busy");
  delete pane().dataset.draft;
  delete text.dataset.from;
  if (!isOwn && shown.textContent) {
    text.value = shown.textContent;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  edit();
  mark(isOwn ? words.edited : words.stopped);
}

/** The draft takes the place of the agent's own text, which can be had back. */
export function take(text) {
  const own = text.value;
  put(text, text.defaultValue);
  toast(words.draftReady, { seconds: 12, undo: () => text.isConnected && put(text, own) });
}

function put(text, wanted) {
  text.focus();
  text.select();
  if (document.execCommand("insertText", false, wanted)) return;
  text.value = wanted;
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
