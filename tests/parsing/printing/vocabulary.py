"""Words of the made sets: fictional members, places and sources, and sentences as they are asked."""

from __future__ import annotations

MEMBERS = [
    "Bos", "De Wit", "Van den Berg", "Kwartel", "Molenkamp", "Smid-Tak", "Proefman", "El Amrani",
    "Van Veen", "Çelik", "Ter Haar", "Van der Wal-Kuiper",
]  # fmt: skip
MINISTERS = ["Toetsveld", "De Graaf", "Van Loon", "Wagenmaker", "Van ’t Hof", "Dijkstra-Bloem"]
PARTIES = ["ABC", "XYZ", "Lijst Waterland", "Vrij-Hof", "VGH"]
#: role and portfolio; the portfolios of FOR are printed with 'voor'
OFFICES = [
    ("Minister", "Financiën"),
    ("Minister", "Justitie en Veiligheid"),
    ("Minister", "Volksgezondheid, Welzijn en Sport"),
    ("Minister", "Rechtsbescherming"),
    ("Minister", "Buitenlandse Zaken"),
    ("Staatssecretaris", "Infrastructuur en Waterstaat"),
    ("Staatssecretaris", "Onderwijs, Cultuur en Wetenschap"),
    ("Staatssecretaris", "Defensie"),
]
#: how questions and answers are labelled, and three or more numbers in a row
LABELS = [
    ("Vraag {}", "Antwoord {}", "{}, {} en {}"),
    ("Vraag {}:", "Antwoord {}:", "{}, {} en {}"),
    ("Vraag {}", "Antwoord op vraag {}", "{} t/m {}"),
    ("Vraag {}", "Antwoord vraag {}", "{} tot en met {}"),
    ("Vraag {}", "Antwoord {}", "{}–{}"),
]
FOR = {"Rechtsbescherming"}
TITLES = [
    "de brug bij Oudeveer",
    "het bericht «Veer van Zandhuizen vaart niet meer»",
    "de uitvoering van de motie-Bos c.s. over kaas (Kamerstuk 28 999, nr. 9)",
    "de wachttijden bij de keuring van schapenkaas en het tekort aan keurmeesters in het noorden "
    "van het land",
    "het artikel «Molenaars: «Wij malen niet meer»»",
    "geluidsoverlast van windmolens",
]
PLACES = ["Oudeveer", "Zandhuizen", "Kaasdam", "Nieuw-Wierum", "Sint Jansbrug"]
THINGS = [
    "veerpont", "schapenkaas", "bedrijfsgezondheidszorg", "waterkering", "dorpsbibliotheek",
    "arbeidsongeschiktheidsverzekering", "molen", "keuringsdienst", "IMVO-regeling",
]  # fmt: skip
FIGURES = [
    "30%", "12 miljoen euro", "1.250 gezinnen", "twee op de drie gemeenten", "€ 5 per maand",
    "2,5 tot 3 procent", "ruim 400 huishoudens",
]  # fmt: skip
QUESTIONS = [
    "Bent u bekend met het bericht «De {thing} van {place} verdwijnt»?",
    "Klopt het dat {figure} gebruik maakt van de {thing} in {place}?",
    "Deelt u de mening dat de {thing} niet mag verdwijnen? Zo nee, waarom niet?",
    "Hoe verhoudt de {thing} zich tot de {other}, gelet op artikel 7 van de wet?",
    "Bent u bereid om met de gemeente {place} in gesprek te gaan over de {thing}; zo ja, wanneer?",
    "Kunt u aangeven hoeveel meldingen er in 2018 en 2019 zijn gedaan over de {thing}?",
    "Herinnert u zich uw antwoord op vraag 3 van eerdere vragen, waarin u schreef: «de {thing} "
    "blijft»?",
    "Wat is uw reactie op de brief van 3 mei jl. van de inwoners van {place} (zie bijlage)?",
]
OPENINGS = [
    "Uit onderzoek blijkt dat de veerpont vaker stilligt dan voorheen.",
    "In uw brief van 4 juni 2019 schreef u dat de molen behouden blijft.",
]
ANSWERS = [
    "De {thing} van {place} is in 2017 overgedragen aan de provincie.",
    "Het kabinet hecht aan de {thing} en aan de {other}.",
    "Zoals ik in het antwoord op vraag 2 heb aangegeven, gaat het om {figure}.",
    "Op grond van artikel 12, eerste lid, van de wet is de gemeente {place} verantwoordelijk.",
    "Dat betekent niet dat de {thing} verdwijnt; daarover wordt de Kamer nog dit jaar "
    "geïnformeerd.",
    "Ik deel de zorgen van de leden over de {thing}, maar zie geen reden voor nieuwe regels.",
    "In de brief van 8 juli 2019 is toegelicht waarom {figure} voor de {thing} is begroot.",
    "Volgens de rapporteurs («een {thing} is onmisbaar») verschilt dat per plaats.",
    "De cijfers over 2018 zijn nog niet volledig.",
    "Voor vraag 2 en 3 verwijs ik naar de brief; Antwoord 1 van toen geldt nog steeds.",
    "In 2018 waren er 14 meldingen over de {thing}, in 2019 nog 9, waarvan er 3 uit {place} kwamen.",
    "De uitstoot van CO2 van de {thing} daalt met {figure}.",
    "Daarnaast wordt er m.b.t. de {thing} overlegd met de betrokken (lokale) organisaties.",
]
SHORT = ["Ja.", "Nee.", "Ja, dat klopt.", "Zie het antwoord op vraag 1.", "Daarmee ben ik bekend."]
LEADS = [
    "Daarbij gaat het om de volgende maatregelen:",
    "De keuring let op het volgende:",
]
ITEMS = [
    "het herstel van de waterkering",
    "een jaarlijkse keuring van elke veerpont in de provincie",
    "overleg met de gemeenten Oudeveer en Zandhuizen over de dorpsbibliotheek",
    "meer geld voor molens",
    "een meldpunt dat ook ’s avonds bereikbaar is",
]
SOURCES = [
    "De Kaasbode, 1 mei 2019.",
    "Kamerstuk 28 999, nr. 9.",
    "https://www.kaasbode.example/2019/05/veer-van-zandhuizen",
    "Het Zuivelblad, 3 mei 2019, «Molenaars: wij malen niet meer».",
    "Aanhangsel Handelingen, vergaderjaar 2018–2019, nr. 12.",
    "Zie ook de brief van 4 juni 2019 over de waterkering bij Oudeveer (Kamerstuk 30 123, nr. 4).",
    "Rapport «Varen of vergaan», Bureau Veenstra, 2018, blz. 14.",
    "Radio Waterland, 12 september 2019.",
]
NOTICES = [
    "De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord. De reden van het "
    "uitstel is dat nog niet alle informatie is ontvangen.",
    "Hierbij deel ik u mede dat de beantwoording meer tijd vergt. Ik zal de vragen zo spoedig "
    "mogelijk beantwoorden.",
]
EXPLANATIONS = [
    "Deze vragen dienen ter aanvulling op eerdere vragen terzake van het lid Kwartel (ABC), "
    "ingezonden 1 september 2019.",
]
#: compounds of these texts, as they may be broken at the end of a line
BREAKS = [
    ("bedrijfs", "gezondheids", "zorg"),
    ("arbeids", "ongeschiktheids", "verzekering"),
    ("dorps", "bibliotheek"),
    ("water", "kering"),
    ("keurings", "dienst"),
    ("schapen", "kaas"),
    ("mate", "rialen"),
    ("verant", "woordelijk"),
    ("organi", "saties"),
]
