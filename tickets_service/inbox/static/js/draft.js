// A draft while it is written: read as a stream, drawn once per frame, into room that is there already.

import { events } from "./sse.js";

/** Calls `onText(whole text)` per frame; resolves with the finished draft, or null when it was stopped. */
export async function follow(draftId, { onText, signal }) {
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
