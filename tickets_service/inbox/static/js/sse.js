// Server-sent events read from a fetched stream, so that a refusal can be told from a broken line.

/** `[name, data]` of each event. `heard` is called with every sign of life. */
export async function* events(answer, heard = () => {}) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
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
