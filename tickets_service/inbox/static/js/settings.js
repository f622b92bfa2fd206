// The settings: copying what is shown once; all else is plain forms.

// A page that answers a form is left by its own address, so that coming back never repeats the form.
const { address } = document.querySelector(".settings").dataset;
if (address) history.replaceState(null, "", address);

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
