// A draft while it is written: read as a stream, drawn once per frame, into room that is there already.

/** Calls `onText(whole text)` per frame; resolves with the finished draft, or null when it was stopped. */
export async function follow(draftId, { onText, signal }) {
  let text = "";
  let isDue = false;
  const draw = () => {
    isDue = false;
    if (!signal.aborted) onText(text);
  };
  try {
    for await (const [name, data] of events(`/api/ai-responses/${draftId}/events`, signal)) {
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

async function* events(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "text/event-stream" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (waiting + value.replaceAll("\r\n", "\n")).split("\n\n");
    waiting = blocks.pop();
    for (const block of blocks) {
      const fields = block.split("\n");
      const data = fields.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim()).join("\n");
      const name = fields.find((line) => line.startsWith("event:"))?.slice(6).trim() ?? "message";
      if (data) yield [name, JSON.parse(data)];
    }
  }
}
