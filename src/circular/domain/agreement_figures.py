"""What each figure of the agreements means, in the words that stand under it."""

IN_FORCE = "Conventions signées, commencées et non finies ce jour-là, les deux bornes comprises."
DELAY = (
    "Jours entre le premier contact du projet (détection, ou premier échange s’il est plus ancien) "
    "et la signature. Médiane\u00a0: autant de cas au-dessous qu’au-dessus."
)
RENEWAL = (
    "Parmi les conventions renouvelables dont la première période est arrivée à son terme, part "
    "de celles qui ont été renouvelées au moins une fois. Celles résiliées avant ce terme n’y sont "
    "pas."
)
SERVICES = (
    "Prestations que les conventions signées promettent, finies comprises\u202f; une prestation "
    "est rendue dès que le projet l’a reçue une fois depuis le début de la convention."
)
JOBS = (
    "ETP promis par les conventions signées, finies comprises, en face des emplois nets créés par "
    "leurs projets, déclarés\u202f; un projet à plusieurs conventions compte une fois."
)
