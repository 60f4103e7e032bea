// With scripts on, a page with errors starts at its error summary. Without, the summary still comes first in the page.
const summary = document.querySelector("[data-focus-first]");

if (summary) {
  summary.focus();
}
