// The selected tickets are changed with one form, and changed back with one key.

import { announce, fragment, json, part, withProgress, words } from "./dom.js";
import { isTyping } from "./keymap.js";
import { pickAll, picked } from "./picking.js";
import { holdsTypedText } from "./reply.js";
import { changed } from "./rows.js";
import { currentId, currentRow, dropPrefetched, focusedRow, reopen, rows } from "./tickets.js";
import { refused, toast } from "./undo.js";

const AT_ONCE = 200;
const UNDO_SECONDS = 15;

export async function change(form, submitter) {
  const before = picked().map((row) => ({ ...row.dataset }));
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("part", "1");
  for (const menu of form.querySelectorAll("details[open]")) menu.open = false;
  try {
    const { markup, nonce } = await withProgress(part(form.action, { method: "POST", body }));
    tell(fragment(markup, nonce).getElementById("outcome"), before, submitter.name);
  } catch (refusal) {
    refused(refusal);
  }
}

async function tell(outcome, before, field) {
  document.getElementById("outcome")?.remove();
  const isRefused = "refused" in outcome.dataset;
  if (isRefused || outcome.dataset.failed !== "0") document.getElementById("rows").before(outcome);
  if (isRefused) return;
  toast(outcome.querySelector("p").textContent, { seconds: UNDO_SECONDS, undo: () => restore(before, field) });
  pickAll(false);
  await drawAnew(before);
  if (!isTyping(document.activeElement)) (focusedRow() ?? currentRow() ?? rows()[0])?.focus({ preventScroll: true });
}

async function drawAnew(tickets) {
  const ids = tickets.map((each) => each.ticket);
  for (const id of ids) dropPrefetched(id);
  await changed(ids);
  if (ids.includes(currentId()) && !holdsTypedText()) reopen();
}

/** As each of them was. */
async function restore(before, field) {
  const name = { status: "status", assignee: "assignee_id", snooze: "snoozed_until" }[field];
  const was = (each) => ({ status: each.status, assignee: Number(each.assignee) || null, snooze: each.snoozed || null })[field];
  try {
    for (const value of new Set(before.map(was))) {
      const ids = before.filter((each) => was(each) === value).map((each) => Number(each.ticket));
      for (let start = 0; start < ids.length; start += AT_ONCE) await json("POST", "/api/tickets/bulk", { ids: ids.slice(start, start + AT_ONCE), [name]: value });
    }
    announce(words.undone);
  } catch (refusal) {
    refused(refusal);
  }
  await drawAnew(before);
}
