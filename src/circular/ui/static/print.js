// Opens the browser's print window, once for each press of the button: the browser may run this
// script twice for one press, so the last one printed is kept.
(() => {
  const turn = new URL(document.currentScript.src).searchParams.get("turn");
  if (window.circularPrinted === turn) return;
  window.circularPrinted = turn;
  window.setTimeout(() => window.print(), 400);
})();
