// Putting a template into the reply: the server fills it in, the caret says where it goes.

import { announce } from "./dom.js";
import { edit } from "./reply.js";
import { toast } from "./undo.js";

export async function insert(form, button) {
  const field = form.elements.text;
  button.closest("details").open = false;
  const body = new URLSearchParams({ template: button.value });
  const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
  const { text, told, detail } = await answer.json();
  if (!answer.ok) throw new Error(detail);
  if (form.classList.contains("card-mode")) edit();
  field.focus();
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (told) toast(told, { seconds: 12 });
  else announce(button.textContent);
}
