// The settings: copying what is shown once. Everything else is plain forms.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (button) copy(document.getElementById(button.dataset.copies), button);
});

async function copy(field, button) {
  field.select();
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy");
  button.querySelector("span").textContent = button.dataset.copied;
}
