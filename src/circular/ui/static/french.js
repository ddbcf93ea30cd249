// Streamlit leaves a few words in English, with no setting for them: they are said in French here,
// as they appear. One observer for the whole page; texts and labels that are not listed stay alone.
(() => {
  if (window.circularSpeaksFrench) return;
  window.circularSpeaksFrench = true;
  const WORDS = {
    "No results": "Aucun résultat",
    "No options": "Aucun choix",
    "No options to select": "Aucun choix possible",
    "No options to select.": "Aucun choix possible.",
    "Choose an option": "À choisir",
    "Skip to main content": "Aller au contenu",
    "Choose options": "À choisir",
    "Loading...": "Chargement…",
    "Running...": "En cours…",
    "Please wait...": "Un instant…",
    "Connecting": "Connexion…",
    "Connection error": "Connexion interrompue",
    "Page not found": "Page introuvable",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Cette adresse n’existe pas, ou votre rôle ne l’ouvre pas : voici votre page d’accueil.",
    "This field is required.": "Ce champ est obligatoire.",
    "Select all": "Tout choisir",
    "Clear value": "Effacer",
    "Clear selection": "Effacer le choix",
    "Clear all": "Tout effacer",
    "Open": "Ouvrir",
    "Close": "Fermer",
    "Dismiss": "Fermer",
    "Close popup": "Fermer",
    "Search": "Chercher",
    "Show suggestions": "Montrer les choix",
    "Choose date": "Choisir une date",
    "dd": "jj",
    "yyyy": "aaaa",
    "Choose date range": "Choisir une période",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    "Previous": "Précédent",
    "Next": "Suivant",
    "Upload": "Déposer un fichier",
    "Browse files": "Choisir un fichier",
    "Drag and drop a file here": "Déposez un fichier ici",
    "Drag and drop files here": "Déposez des fichiers ici",
    "Show/hide columns": "Choisir les colonnes",
    "Download as CSV": "Télécharger en CSV",
    "Sort ascending": "Trier en montant",
    "Sort descending": "Trier en descendant",
    "Pin column": "Épingler la colonne",
    "Unpin column": "Détacher la colonne",
    "Hide column": "Cacher la colonne",
    "Copy column name": "Copier le nom de la colonne",
    "Format": "Format",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Show password": "Montrer le mot de passe",
    "Hide password": "Cacher le mot de passe",
    "Expand sidebar": "Ouvrir le menu",
    "Collapse sidebar": "Fermer le menu",
    "Sidebar": "Menu",
    "App pages": "Pages",
    "Navigate to home page": "Aller à l’accueil",
    "Main menu": "Menu de l’application",
    "Stop": "Arrêter",
    "Rerun": "Actualiser",
    "Print": "Imprimer",
    "Copy to clipboard": "Copier",
    "Delete": "Supprimer",
    "Error:": "Erreur :",
    "Add files": "Choisir un autre fichier"
  };
  const UNITS = {B: "octets", KB: "ko", MB: "Mo", GB: "Go"};
  const weight = (n, unit) => `${n.replace(/\.0$/, "").replace(".", ",")}\u00a0${UNITS[unit]}`;
  const PATTERNS = [
    [/^Add: (.*)$/s, "Pas dans la liste\u00a0: «\u00a0$1\u00a0»"],
    [/^Press (?:⌘|Ctrl)\+Enter to (?:apply|submit form)$/, "Ctrl+Entrée pour valider"],
    [/^Press Enter to (?:apply|submit form)$/, "Entrée pour valider"],
    [/^Remove (.*)$/s, "Retirer $1"],
    [/^Help for (.*)$/s, "Aide : $1"],
    [/^([A-Z][A-Za-z/ ]+): (.+)$/s, (whole, word, rest) =>
      Object.hasOwn(WORDS, word) ? `${WORDS[word]} : ${rest}` : whole],
    [/^Page (\d+) of (\d+)$/, "Page $1 sur $2"],
    [/^View (\d+) more$/, "Voir les $1 autres"],
    [/^(\d+(?:\.\d+)?)(KB|MB|GB) per file(.*)$/s, (_, n, unit, rest) =>
      `${weight(n, unit)} au plus par fichier${rest}`],
    [/^(?:Error: )?File must be (\d+(?:\.\d+)?)(KB|MB|GB) or smaller\.?$/, (_, n, unit) =>
      `Ce fichier est trop lourd : ${weight(n, unit)} au plus. Retirez-le et choisissez-en un autre.`],
    [/^(\d+(?:\.\d+)?)(B|KB|MB|GB)$/, (_, n, unit) => weight(n, unit)],
    [/^(?:Error: )?.*Request failed with status code (\d+)\.?$/s,
      "Ce fichier n’a pas pu être envoyé ($1). Rechargez la page, puis recommencez."]
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  const OURS = ".nr, [data-testid=stMarkdownContainer], [data-testid=stHeading], textarea, input";
  const inFrench = (text) => {
    const bare = text.trim();
    if (!bare) return null;
    if (Object.hasOwn(WORDS, bare)) return text.replace(bare, WORDS[bare]);
    for (const [pattern, french] of PATTERNS)
      if (pattern.test(bare)) return text.replace(bare, bare.replace(pattern, french));
    return null;
  };
  const sayText = (node) => {
    if (node.parentElement?.closest(OURS)) return;
    const french = inFrench(node.data);
    if (french !== null && french !== node.data) node.data = french;
  };
  const sayLabels = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const french = value === null ? null : inFrench(value);
      if (french !== null && french !== value) element.setAttribute(name, french);
    }
  };
  const say = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return sayText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    sayLabels(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode())
      walker.currentNode.nodeType === Node.TEXT_NODE
        ? sayText(walker.currentNode) : sayLabels(walker.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") sayText(change.target);
      else if (change.type === "attributes") sayLabels(change.target);
      else change.addedNodes.forEach(say);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES
  });
  say(document.body);
})();
