// Whether to ask that the browser keeps what lies here: known before anything is painted, so that
// nothing moves. A classic script in the head.
try {
  if (!localStorage.getItem("mushahid-persist")) document.documentElement.dataset.askToKeep = "";
} catch {
  // A browser that lets no page keep anything: the page says so by itself.
}
