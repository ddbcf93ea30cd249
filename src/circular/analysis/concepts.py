"""What is meant, in French and in English: materials, what they are a kind of, and their codes.

The tables hold everyday knowledge of waste and by-products, written for this purpose; they serve
comparison only and are never shown. ``vocabulary`` reads them.
"""

# name < what it is a kind of : how French and English say it. « ~ » marks a form, not a matter.
CONCEPTS = """
mineral : mineral, minerals, minéral, inerte, inert
ash < mineral : ash, ashes, cendre, incineration residue
fly_ash < ash : fly ash, flyash, cendre volante, pulverised fuel ash, pulverized fuel ash, pfa,
  coal ash, cendre charbon
bottom_ash < ash : bottom ash, mâchefer, clinker ash, boiler ash, cendre foyer, cendre sous foyer
wood_ash < ash : wood ash, cendre bois, biomass ash, cendre chaufferie
slag < mineral : slag, laitier, scorie, crasse, dross, skimming, écume aluminium
blast_slag < slag : blast furnace slag, granulated slag, ggbs, laitier haut fourneau
steel_slag < slag : steel slag, laitier aciérie, scorie aciérie, eaf slag, bof slag
gypsum < mineral : gypsum, gypse, plâtre, plaster, plasterboard, placoplâtre, drywall, sulfogypse,
  desulphogypsum, phosphogypsum, phosphogypse, titanogypsum, titanogypse, calcium sulphate,
  calcium sulfate, sulfate calcium
lime < mineral : lime, chaux, limestone, calcaire, carbonate calcium, calcium carbonate,
  quicklime, lime mud, craie, chalk, ckd, kiln dust, écume sucrerie
cement < mineral : cement, ciment, clinker
concrete < mineral : concrete, béton, mortar, mortier
rubble < mineral : rubble, gravats, demolition waste, démolition, construction demolition,
  déblais, hardcore, remblai, c d waste
brick < mineral : brick, brique, tile, tuile, ceramic, céramique, porcelain, porcelaine, pottery,
  poterie, terracotta, chamotte, faïence, carrelage, tesson
refractory < mineral : refractory, réfractaire
sand < mineral : sand, sable, silica sand, grit, grenaille
foundry_sand < sand : foundry sand, sable fonderie, moulding sand, molding sand, sable moulage
clay < mineral : clay, argile, kaolin, bentonite, kaolinite
soil < mineral : soil, terre, topsoil, terre végétale, excavated soil, earth, terrassement, spoil
stone < mineral : stone, pierre, gravel, gravier, aggregate, granulat, quarry, carrière, rock,
  roche, granite, granit, marble, marbre, basalt, basalte, overburden, stérile, tailings
asphalt : asphalt, enrobé, bitumen, bitume, bituminous, bitumineux, tarmac, tar, goudron, roofing
  felt
silica < mineral : silica, silice, silica fume, fumée silice, microsilica, silicon, silicium
glass < mineral : glass, verre, cullet, calcin, windscreen, pare brise, vitrage, glazing, verrerie
mineral_wool < mineral : mineral wool, laine minérale, glass wool, laine verre, rock wool, laine
  roche
red_mud < mineral : red mud, boue rouge, bauxite residue, résidu bauxite
salt < mineral : salt, sel, sodium chloride, chlorure sodium, brine, saumure
sulphur < chemical : sulphur, sulfur, soufre
organic : organic, organique, biowaste, biodéchet, biodegradable, biodégradable, fermentescible,
  putrescible
wood < biomass : wood, bois, timber, lumber, wooden, ligneux
sawdust < wood : sawdust, sciure, shaving, copeau bois, wood dust, planer shaving, rabotage
wood_chip < wood : wood chip, plaquette, bois déchiqueté, broyat, chipboard, particle board,
  panneau particule, mdf, contreplaqué, plywood, connexe scierie, sawmill
bark < wood : bark, écorce, dosse
pallet < wood : pallet, palette, crate wood, caisse bois, wooden crate
forestry < wood : forestry, forest, forêt, forestier, logging, branch, branche, rémanent,
  thinning, sylviculture, élagage, pruning, stump, souche
biomass < organic : biomass, biomasse, straw, paille, husk, balle riz, hull, coque, stalk, rafle,
  bagasse, crop residue, résidu culture, corn cob, rafle maïs, shell, noyau, olive stone, silage,
  ensilage, rice husk
green_waste < biomass : green waste, déchet vert, garden waste, grass, gazon, tonte, haie, leaves,
  feuille, yard waste, jardin, taille haie
food < organic : food, aliment, alimentaire, kitchen, cuisine, cantine, canteen, catering,
  restaurant, restauration, repas, meal, foodstuff, agroalimentaire, market waste, marché,
  épicerie, supermarket
fruit_veg < food : fruit, vegetable, légume, potato, pomme terre, apple, pomme, tomato, tomate,
  carrot, carotte, citrus, agrume, peel, peeling, épluchure, pomace, pulp fruit, onion, oignon
grape < fruit_veg : grape, raisin, marc, wine, vin, lees, lie vin, winery, viticole
bread < food : bread, pain, bakery, boulangerie, dough, pâte boulangerie, biscuit, pastry, flour,
  farine, biscuiterie
grain < food : grain, céréale, cereal, bran, son blé, wheat, blé, corn, maïs, barley, orge, rice,
  riz, oat, avoine
spent_grain < grain : spent grain, brewer grain, brewery grain, distiller grain, drêche, malt,
  draff, ddgs, brewers spent grain
yeast < food : yeast, levure
brewery < food : brewery, brasserie, brewing, beer, bière, brewer
distillery < food : distillery, distillerie, stillage, vinasse, distilling, alcohol distillation
sugar < food : sugar, sucre, sucrerie, beet, betterave, molasses, mélasse, beet pulp, pulpe
  betterave
oilseed < food : oilseed, oléagineux, rapeseed, colza, sunflower, tournesol, soy, soja, oilcake,
  tourteau, oil cake, cotton seed, press cake
dairy < food : dairy, laiterie, laitier lait, milk, lait, cheese, fromage, fromagerie, yoghurt,
  yaourt, cream, crème
whey < dairy : whey, lactosérum, petit lait, permeate, perméat, lactose
coffee < food : coffee, café, coffee ground, marc café, tea, thé, cocoa, cacao
animal < organic : animal, meat, viande, slaughterhouse, abattoir, abattage, slaughter, offal,
  abat, viscère, blood, sang, bone, os, carcass, carcasse animale, feather, plume, poultry,
  volaille, hide, peau, tallow, suif, meat bone meal
fish < animal : fish, poisson, shellfish, coquillage, coquille, seafood, fishery, pêche, crustacé
manure < organic : manure, fumier, slurry animal, lisier, litter, litière, dung, fiente, cattle
  slurry, pig slurry, droppings
digestate < organic : digestate, digestat, digested sludge, methanisation, méthanisation,
  anaerobic digestion
compost < organic : compost, composting, compostage, humus, mulch, paillage
biogas < gas : biogas, biogaz, methane, méthane, biomethane, landfill gas
edible_oil < fat : cooking oil, frying oil, huile friture, huile alimentaire, huile cuisson,
  vegetable oil, huile végétale, edible oil, uco, oléine
fat < organic : fat, graisse, grease, gras, fatty acid, acide gras, lipid, bac dégraisseur, grease
  trap, suif, tallow, lard
glycerol < chemical : glycerol, glycerin, glycerine, glycérine, glycérol
fertiliser : fertiliser, fertilizer, engrais, nutrient, nutriment, nitrogen, azote, phosphorus,
  phosphore, phosphate, potash, potasse, amendement
sewage < sludge : sewage sludge, boue épuration, boue station, biosolid, boue urbaine, wastewater
  sludge, wwtp sludge, effluent sludge, biological sludge, boue biologique
paper_sludge < sludge paper : paper sludge, boue papetière, boue papeterie, deinking sludge, de
  inking sludge, boue désencrage, fibre sludge, fiber sludge, pulp sludge, paper mill sludge
paper < fibre : paper, papier, newspaper, newsprint, journal, journaux, magazine, office paper,
  papeterie, papetier, pulp mill, cellulose, pulp paper
cardboard < paper : cardboard, carton, corrugated, carton ondulé, paperboard, occ
fibre : fibre, fiber, fibreux, fibrous
textile < fibre : textile, clothes, clothing, vêtement, habit, cotton, coton, wool, laine, fabric,
  tissu, garment, linge, chiffon, rag, carpet, moquette, effiloché, shoe, chaussure
leather : leather, cuir, tannery, tannerie, tanned
nappy : nappy, nappies, diaper, couche bébé, couche, hygiene, hygiénique
metal : metal, métal, métallique, metallic, metals, métaux
ferrous < metal : iron, fer, steel, acier, ferrous, ferreux, ferraille, scrap iron, cast iron,
  fonte, mill scale, calamine, steelworks, aciérie, sidérurgie, scrap metal, battitures
aluminium < metal : aluminium, aluminum, alu, canette, beverage can, alumina, alumine
copper < metal : copper, cuivre, brass, laiton, bronze, cable, câble, wire, fil électrique
zinc < metal : zinc, galvanising, galvanisation, galvanizing, arc furnace dust, eafd, waelz
lead_metal < metal : lead sheet, lead acid, lead slag, plomb, lead metal
non_ferrous < metal : non ferrous, non ferreux, nickel, chrome, chromium, titanium, titane, tin,
  étain, magnesium, precious metal, métal précieux, vanadium, molybdenum
swarf < metal : turning, swarf, tournure, limaille, filing, copeau métal, machining, usinage,
  copeaux aluminium
battery : battery, batterie, pile, accumulator, accumulateur, alkaline battery
electronics : electronic, électronique, weee, deee, d3e, computer, ordinateur, circuit board,
  carte électronique, appliance, appareil, électroménager, écran, monitor, electrical equipment,
  pcb, télévision
vehicle : vehicle, véhicule, voiture, automobile, car, bumper, pare choc, end life vehicle, vhu
plastic < polymer : plastic, plastique, polyethylene, polyéthylène, polypropylene, polypropylène,
  pvc, pet, pehd, hdpe, ldpe, pebd, polystyrene, polystyrène, polyester, nylon, polyamide,
  polycarbonate, film plastique, agricultural film, plastic film, injection moulding, resin,
  résine, polyurethane, polyuréthane, foam, mousse
polymer : polymer, polymère, polymerisation, polymérisation, elastomer, élastomère
rubber < polymer : rubber, caoutchouc, latex
tyre < rubber : tyre, tire, pneu, pneumatique, tread
rdf : rdf, srf, csr, refuse derived fuel, solid recovered fuel, combustible solide récupération,
  refuse fuel, combustible issu déchet, alternative fuel, combustible substitution
municipal : household waste, ordures ménagères, municipal waste, msw, bulky, encombrant,
  déchèterie
furniture : furniture, meuble, mobilier, furnishing, literie, mattress, matelas
window : window, fenêtre, menuiserie, joinery, huisserie, frame, dormant, ouvrant
packaging : packaging, emballage, bottle, bouteille, crate, caisse, drum, fût, container, bidon,
  palettisation, can, boîte, big bag
chemical : chemical, chimique, reagent, réactif, chemistry
acid < chemical : acid, acide, pickling, décapage, sulphuric acid, sulfuric acid, acide
  sulfurique, hydrochloric acid, acide chlorhydrique, hcl, phosphoric, phosphorique, nitric,
  nitrique
alkali < chemical : caustic, soude, sodium hydroxide, alkali, alkaline, alcalin, hydroxyde sodium,
  naoh, potassium hydroxide, lye, ammonia, ammoniac, ammonium
solvent < chemical : solvent, solvant, acetone, acétone, ethanol, éthanol, methanol, méthanol,
  alcohol, alcool, toluene, toluène, thinner, diluant, mother liquor, liqueur mère, eaux mères,
  isopropanol
paint < chemical : paint, peinture, varnish, vernis, coating, ink, encre, pigment, colorant, dye,
  lacquer
metal_salt < chemical : iron chloride, ferric chloride, chlorure ferrique, ferrous sulphate,
  sulfate fer, iron sulphate, iron sulfate, sulfate ferreux, alum, aluminium sulphate, coagulant,
  sulfate aluminium
catalyst < chemical : catalyst, catalyseur
activated_carbon < carbon : activated carbon, charbon actif, charcoal, charbon bois, biochar
carbon : carbon, carbone, coke, graphite, soot, suie, anthracite, coal, charbon, noir carbone
mineral_oil : oil, huile, lubricant, lubrifiant, engine oil, huile moteur, hydraulic, hydraulique,
  cutting oil, huile coupe, vidange, oily, huileux, hydrocarbon, hydrocarbure, petroleum, pétrole,
  fuel oil, fioul, diesel, mazout, refinery, raffinerie
heat < energy : heat, chaleur, thermal, thermique, hot air, air chaud, waste heat, chaleur fatale,
  warm, hot, chaud, tiède, lukewarm
steam < heat : steam, vapeur
energy : energy, énergie, electricity, électricité, fuel, combustible
water : water, eau, condensate, condensat, rainwater, pluie, boiler water, seawater, desalinated,
  demineralised water, eau déminéralisée
cooling_water < water heat : cooling water, eau refroidissement, refroidissement, coolant, warm
  water, hot water, eau chaude, eau tiède
waste_water < water : waste water, wastewater, eau usée, effluent, sewage, grey water, eau grise,
  process water, leachate, lixiviat, wash water, eau lavage, sewer
gas : gas, gaz, flue gas, fumée, off gas, exhaust, syngas, coke oven gas, blast furnace gas, gaz
  haut fourneau, fuel gas
carbon_dioxide < gas : carbon dioxide, dioxyde carbone, co2, gaz carbonique, anhydride carbonique
hydrogen < gas : hydrogen, hydrogène, h2
~sludge : sludge, boue, mud, slurry, slime, filter cake, gâteau filtration, pâteux, sediment,
  sédiment, dredging, dragage
~dust : dust, poussière, powder, poudre, fines, fine, filter dust
~scrap : scrap, offcut, trimming, rognure, découpe, clipping, cutting, stamping
~liquor : liquor, liqueur, solution, liquid, liquide, liquids
~shredded : shredded, crumb, granulate, granulé, broyé, granule, granules, poudrette, crushed,
  concassé, ground, moulu
"""

# What chapters, sub-chapters and codes of the European list are made of; the longest one speaks.
CODES = """
01 stone; 0101 stone; 0103 stone; 010309 red_mud; 010310 red_mud; 0104 stone; 010409 sand clay
0105 clay sludge; 0201 biomass; 020102 animal; 020104 plastic; 020106 manure; 020107 forestry
020110 metal; 0202 animal; 0203 fruit_veg food; 0204 sugar; 020402 lime sugar; 0205 dairy
0206 bread; 0207 brewery distillery grape; 020702 distillery; 0301 wood; 030101 bark
030105 sawdust; 0302 chemical wood; 0303 paper; 030301 bark; 030305 paper_sludge; 030308 paper
030309 lime; 030310 paper_sludge; 030311 paper_sludge; 0401 leather; 0402 textile
0501 mineral_oil; 050116 sulphur; 050117 asphalt; 0506 asphalt; 0507 gas; 050702 sulphur
06 chemical; 0601 acid; 0602 alkali; 0603 salt; 0606 sulphur; 0609 fertiliser; 0610 fertiliser
0611 paint; 0613 carbon; 07 chemical; 070103 solvent; 070104 solvent; 0702 polymer
070213 plastic; 08 paint; 0804 chemical; 0901 chemical; 1001 ash; 100102 fly_ash
100101 bottom_ash; 100103 wood_ash; 100105 gypsum; 100107 gypsum; 1002 slag ferrous; 100201 slag
100202 slag; 100210 ferrous; 1003 aluminium slag; 1004 lead_metal slag; 1005 zinc slag
1006 copper slag; 1007 non_ferrous; 1008 non_ferrous; 1009 foundry_sand ferrous
1010 foundry_sand non_ferrous; 1011 glass; 101103 mineral_wool; 1012 brick; 101206 brick gypsum
1013 cement lime; 101314 concrete; 1101 acid metal; 1105 zinc; 1201 metal swarf
120101 ferrous swarf; 120102 ferrous dust; 120103 non_ferrous swarf; 120104 non_ferrous dust
120105 plastic; 120107 mineral_oil; 120117 sand; 13 mineral_oil; 14 solvent; 1501 packaging
150101 cardboard; 150102 plastic packaging; 150103 pallet wood; 150104 metal packaging
150107 glass packaging; 150109 textile; 1502 textile; 1601 vehicle; 160103 tyre; 160117 ferrous
160118 non_ferrous; 160119 plastic; 160120 glass; 1602 electronics; 1606 battery
1607 mineral_oil; 1608 catalyst; 160801 catalyst non_ferrous; 1611 refractory; 1701 rubble
170101 concrete; 170102 brick; 170103 brick; 170201 wood; 170202 glass; 170203 plastic
1703 asphalt; 1704 metal; 170401 copper; 170402 aluminium; 170403 lead_metal; 170404 zinc
170405 ferrous; 170411 copper; 1705 soil stone; 170506 sludge; 170604 mineral_wool; 1708 gypsum
1709 rubble; 1901 bottom_ash ash; 190102 ferrous; 1905 compost; 1906 digestate; 1908 sewage
190802 sand; 190809 fat edible_oil; 1909 sludge; 190902 sludge clay; 190904 activated_carbon
1910 metal; 191001 ferrous; 191002 non_ferrous; 191201 paper cardboard; 191202 ferrous
191203 non_ferrous; 191204 plastic rubber; 191205 glass; 191207 wood; 191208 textile
191209 stone; 191210 rdf; 191212 municipal; 200101 paper cardboard; 200102 glass; 200108 food
200110 textile; 200111 textile; 200125 edible_oil; 200126 mineral_oil; 200127 paint; 200128 paint
200134 battery; 200135 electronics; 200136 electronics; 200137 wood; 200138 wood; 200139 plastic
200140 metal; 2002 green_waste; 200202 soil; 2003 municipal; 200302 food fruit_veg
200307 furniture municipal
"""

# Words that nearly every text about waste holds, whichever the material.
COMMON_WORDS = """
waste wastes residue residues residual byproduct product production process processing treatment
treated industrial industry plant factory company material materials raw recovered recycled
recycling used spent excess surplus rejected rejects mixed various containing collected sorted
separated separately secondary manufacture manufacturing manufacturer works mill site facility
power station dechet dechets residu residus residuel sous produit produits fabrication procede
traitement traite industriel industrielle industrie usine entreprise matiere matieres premiere
brut recupere recycle usage usagee use uses usee epuise melange divers contenant collecte trie
tries separe issu issue provenant origine rebut rebuts reste restes chute chutes valorisation
recuperation hors usines
"""
