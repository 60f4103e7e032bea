// Says how many letters are left under a box that names its limit. Without it the limit stands in the hint.
for (const box of document.querySelectorAll("textarea[data-count]")) {
  const most = Number(box.dataset.count);
  const line = document.createElement("p");
  line.className = "govuk-hint govuk-character-count__message";
  line.setAttribute("aria-live", "polite");
  const say = () => {
    const left = most - box.value.length;
    line.textContent = left >= 0 ? `${left.toLocaleString("en-GB")} letters left` : `${(-left).toLocaleString("en-GB")} letters too many`;
  };
  box.after(line);
  box.addEventListener("input", say);
  say();
}
