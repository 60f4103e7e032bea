// A shared tablet: a page from the browser's memory may belong to the person before. Ask the server again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});
