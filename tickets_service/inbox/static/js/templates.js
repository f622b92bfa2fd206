// Putting a text of the shop into the reply: a template where the caret is, a block where it was said in other words.

import { announce, Refusal } from "./dom.js";
import { edit } from "./reply.js";
import { toast } from "./undo.js";

export async function insert(form, button) {
  const field = form.elements.text;
  button.closest("details").open = false;
  const { text, told } = await asked(button, { template: button.value });
  if (form.classList.contains("card-mode")) edit();
  write(field, apart(field, text));
  if (told) toast(told, { seconds: 12 });
  else announce(button.textContent);
}

/** The whole text comes back, with the block in it word for word. Ctrl Z takes it back. */
export async function putBack(form, button) {
  const field = form.elements.text;
  const { text } = await asked(button, { block: button.value, text: field.value });
  if (form.classList.contains("card-mode")) edit();
  field.select();
  write(field, text);
  announce(button.textContent);
}

async function asked(button, body) {
  const answer = await fetch(button.formAction, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json" } });
  const said = await answer.json();
  if (!answer.ok) throw new Refusal(answer.status, said);
  return said;
}

/** A paragraph of its own where it would hang on a word that stands there. */
function apart({ value, selectionStart, selectionEnd }, text) {
  const [hangs, isHungOn] = [/\S$/.test(value.slice(0, selectionStart)), /^\S/.test(value.slice(selectionEnd))];
  return (hangs ? "\n\n" : "") + text + (isHungOn ? "\n\n" : "");
}

function write(field, text) {
  field.focus();
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
