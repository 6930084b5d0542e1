// What plain HTML cannot do; every page works without it.
"use strict";

// Buttons that copy what another element shows appear where there is a clipboard.
function offerCopies(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  const label = button.firstChild;
  label.textContent = "Copied";
  setTimeout(() => { label.textContent = "Copy"; }, 2000);
});

// A page that could not be fetched leaves what is there, and says so.
document.addEventListener("htmx:sendError", () => say("The pages do not answer. What you see is as it was; try again."));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) location.reload();
  else say("That did not work (" + event.detail.xhr.status + "). What you see is as it was; try again.");
});
document.addEventListener("htmx:afterSwap", () => { say(""); offerCopies(document); });

function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.hidden = !text;
}

offerCopies(document);
