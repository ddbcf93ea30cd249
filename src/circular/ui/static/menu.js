// A tablet held upright is wide enough for Streamlit to open its menu beside the page, but the page
// then has less than two thirds of it: there the menu starts folded, one touch away. Streamlit keeps
// in the browser what a person chooses; where such a choice is kept, the menu is left alone. On a
// telephone as on that tablet, the menu folds again once a page was chosen in it: it would hide it.
(() => {
  if (window.circularFoldsMenu) return;
  window.circularFoldsMenu = true;
  const UPRIGHT = window.matchMedia("(min-width: 768px) and (max-width: 1000px)");
  const NARROW = window.matchMedia("(max-width: 1000px)");
  const CHOICE = "stSidebarCollapsed-";
  const OPEN = "[data-testid=stSidebarCollapseButton] button[aria-expanded=true]";
  const choices = () => Object.keys(window.localStorage).filter((key) => key.startsWith(CHOICE));
  const fold = () => {
    document.querySelector(OPEN)?.click();
    choices().forEach((key) => window.localStorage.removeItem(key)); // ours is no one's choice
  };
  const foldAtFirst = () => {
    if (UPRIGHT.matches && !choices().length && document.querySelector(OPEN)) fold();
  };
  document.addEventListener("click", ({ target }) => {
    const chosen = target instanceof Element && target.closest("[data-testid=stSidebarNavLink]");
    if (chosen && NARROW.matches) window.setTimeout(fold);
  });
  new MutationObserver(foldAtFirst).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["aria-expanded"]
  });
  UPRIGHT.addEventListener("change", foldAtFirst);
  foldAtFirst();
})();
