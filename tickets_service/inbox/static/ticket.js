// The ticket page's live parts: the draft as it is written, replies on their way, a fresh copy after painting.
// Everything here has a form or a link beside it that works without it.

const ticket = document.getElementById("ticket");
const field = document.getElementById("text");
const state = document.getElementById("draft-state");

// A page that answers a form holds what was typed; it is left only by the agent, and never by repeating the form.
const page = `/inbox/${ticket.dataset.ticket}`;
let typed = "typed" in field.dataset;
if (location.pathname !== page) history.replaceState(null, "", page);
const showAnew = () => location.replace(page);

field.addEventListener("input", () => { typed = true; });

function followDraft(id) {
  const events = new EventSource(`/api/ai-responses/${id}/events`);
  let text = "";
  events.addEventListener("text", (event) => {
    text += JSON.parse(event.data).text;
    if (!typed) field.value = text;
    state.textContent = "draft being written";
  });
  events.addEventListener("done", (event) => {
    events.close();
    const draft = JSON.parse(event.data);
    if (draft.state === "READY") {
      if (!typed) {
        field.value = draft.generated_text;
        document.querySelector("[name=ai_response_id]").value = draft.id;
      }
      state.textContent = typed ? "draft ready; your own text was kept" : "draft ready";
    } else {
      state.textContent = draft.error ? `draft failed: ${draft.error}` : "no draft";
    }
  });
}

async function followReply(line) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const answer = await fetch(`/api/replies/${line.dataset.reply}`);
    if (!answer.ok) continue;
    const reply = await answer.json();
    if (reply.state !== line.dataset.state) {
      if (!typed) return showAnew();
      line.querySelector("strong").textContent = `now ${reply.state.toLowerCase().replace("_", " ")}`;
      line.querySelector("form")?.remove();
      line.dataset.state = reply.state;
      if (!["QUEUED", "CLAIMED", "IN_FLIGHT", "UNKNOWN"].includes(reply.state)) return;
    }
    if (reply.state === "QUEUED") {
      const seconds = Math.ceil((new Date(reply.send_at) - Date.now()) / 1000);
      if (seconds > 0) line.querySelector("strong").textContent = `will be sent in ${seconds} s`;
    }
  }
}

async function refreshCopy() {
  const answer = await fetch(`/api/tickets/${ticket.dataset.ticket}/refresh`, { method: "POST" });
  if (!answer.ok) return;
  const messages = await (await fetch(`/api/tickets/${ticket.dataset.ticket}`)).json();
  const newest = messages.messages.at(-1);
  if (!newest || String(newest.id) === ticket.dataset.lastMessage) return;
  if (!typed) return showAnew();
  state.textContent = "There is a new message: reload the page to see it. Copy your text first.";
}

if (field.dataset.draft) followDraft(field.dataset.draft);
document.querySelectorAll("[data-reply]").forEach(followReply);
if ("refresh" in ticket.dataset) refreshCopy();
