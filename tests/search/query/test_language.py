"""What is typed and what is understood of it; nothing that can be typed is an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.search.query.language import MAX_EXPANDED, MAX_WORDS, parse
from documents.search.query.periods import when
from documents.search.query.scanner import MAX_LENGTH
from documents.search.query.tree import (
    And,
    Answered,
    Between,
    Dated,
    Delay,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    OfKind,
    OfState,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Submitted,
    Word,
    wanted,
)
from documents.search.zones import Zone


def shown(node: Node | None) -> str:
    """A tree as one would say it: all(veerpont not(dijk))."""
    match node:
        case None:
            return "nothing"
        case Word(surface, _, zone):
            return named(zone) + surface
        case Phrase(words, zone):
            return f'{named(zone)}"{" ".join(words)}"'
        case Prefix(start, zone):
            return f"{named(zone)}{start}*"
        case Near(words, distance, zone, forms):
            near = f"near({' '.join(words)} {distance})"
            return named(zone) + (near if forms else f'"{" ".join(words)}"~{distance}')
        case Pattern(pattern, zone):
            return f"{named(zone)}{pattern}"
        case Between(low, high, zone):
            return f"{named(zone)}{low}..{high}"
        case Or((Word(surface, _, zone), Fuzzy(nearly, _, most))) if nearly == surface:
            return f"{named(zone)}{surface}~{'' if most is None else most}"
        case Fuzzy(surface, zone, most):
            return f"{named(zone)}{surface}~{'' if most is None else most}"
        case Delay(least, most):
            return f"{least}..{most} days"
        case OfKind(kind):
            return f"kind {kind}"
        case OfState(state):
            return f"state {state}"
        case Submitted(since, until):
            return f"{since}..{until}"
        case Answered(since, until):
            return f"answered {since}..{until}"
        case Dated(since, until):
            return f"dated {since}..{until}"
        case Not(part):
            return f"not({shown(part)})"
        case And(parts):
            return f"all({' '.join(map(shown, parts))})"
        case Or(parts):
            return f"any({' '.join(map(shown, parts))})"
    raise AssertionError(node)


def named(zone: Zone | None) -> str:
    return f"{zone.name.lower()}:" if zone is not None else ""


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("veerpont", "veerpont"),
        ("Veerpont  Brug", "all(veerpont brug)"),
        ("veerpont AND brug", "all(veerpont brug)"),
        ("veerpont EN brug", "all(veerpont brug)"),
        ("veerpont OR brug", "any(veerpont brug)"),
        ("veerpont OF brug OF sluis", "any(veerpont brug sluis)"),
        ("veerpont brug OF sluis", "all(veerpont any(brug sluis))"),
        ("veerpont NOT brug", "all(veerpont not(brug))"),
        ("veerpont NIET brug", "all(veerpont not(brug))"),
        ("veerpont -brug", "all(veerpont not(brug))"),
        ("-(brug sluis) veerpont", "all(not(all(brug sluis)) veerpont)"),
        ("(veerpont OF brug) (sluis OF dijk)", "all(any(veerpont brug) any(sluis dijk))"),
        ('"de veerpont vaart"', '"de veerpont vaart"'),
        ("“de veerpont” brug", 'all("de veerpont" brug)'),
        ("veer*", "veer*"),
        ("(veer* OF brug)", "any(veer* brug)"),
        ("vraag:veerpont", "question:veerpont"),
        ("Vraag: veerpont", "question:veerpont"),
        ("titel:veer*", "title:veer*"),
        ('partij:"Lijst Waterland"', 'party:"lijst waterland"'),
        ("antwoord:(veerpont OF brug) dijk", "all(any(answer:veerpont answer:brug) dijk)"),
        ("minister:Dijkstra ministerie:veren", 'all(minister:"dijkstra" ministry:veren)'),
        ("kamerlid:loon fractie:waterland", 'all(member:"loon" party:waterland)'),
        ("voetnoot:krant onderwerp:vervoer", "all(footnote:krant topic:vervoer)"),
        ("nummer:2022Z17084", "code:2022z17084"),
        ("de veerpont van Coördinatie", "all(veerpont coordinatie)"),
        ("de", "de"),
        ("of en", "all(of en)"),
        ("IMVO-wetgeving", "imvowetgeving"),
        ("35 925 brug", "all(35925 brug)"),
        ("ingezonden:2020 t/m 2021", "2020-01-01..2021-12-31"),
        ("ingezonden:2020 tot en met 2021 brug", "all(2020-01-01..2021-12-31 brug)"),
        ("antwoord-na:> 3 weken", shown(parse("antwoord-na:>21").tree)),
        ("antwoord-na:>3 weken brug", shown(parse("antwoord-na:>21 brug").tree)),
        ("antwoord-na:21 dagen", shown(parse("antwoord-na:21").tree)),
        ("antwoord-na:1..2 weken", shown(parse("antwoord-na:7..14").tree)),
        ("antwoord-na:7 tot 21", shown(parse("antwoord-na:7..21").tree)),
        ("brug -titel:de", "all(brug not(title:de))"),
        ("(brug OF dijk)-water", "all(any(brug dijk) not(water))"),
        ("(brug)-(dijk water)", "all(brug not(all(dijk water)))"),
        ("brug +-dijk", "all(brug not(dijk))"),
        ("brug OF, dijk", "any(brug dijk)"),
        ("brug NIET, dijk", "all(brug not(dijk))"),
        ("ingezonden:2020 — 2021", "2020-01-01..2021-12-31"),
        ("brug -de", "brug"),
        ("NOT de brug", "brug"),
        ("https://veer.example/pont", "all(https veer example pont)"),
        ('"brug sluis"~5', '"brug sluis"~5'),
        ('vraag:"brug sluis"~5 dijk', 'all(question:"brug sluis"~5 dijk)'),
        ('"brug brug"~5', '"brug"'),
        ('"brug sluis"~0', '"brug sluis"~0'),
        ("-veer* dijk", "all(not(veer*) dijk)"),
        ("dijk -veerpomt~", "all(dijk not(veerpomt~))"),
        ("(-veer*)", "not(veer*)"),
        ("-titel:veer*", "not(title:veer*)"),
        ("-IMVO-wet*", "not(all(imvo wet*))"),
        ("\u2212brug dijk", "all(not(brug) dijk)"),
        ("dijk \u2013brug", "all(dijk not(brug))"),
        ("titel:\u2013brug", "not(title:brug)"),
        ("brug \u2013 dijk", "all(brug dijk)"),
        ("brug OF & dijk", "any(brug dijk)"),
        ("veer\u00adpont bru\u200bg", "all(veerpont brug)"),
        ("-35 925", "not(35925)"),
        ("titel : brug dijk", "all(title:brug dijk)"),
        ("ingezonden : 2022", "2022-01-01..2022-12-31"),
        ("antwoord-na : > 21", "22..None days"),
        ("antwoord-na:>21 100 miljoen", "all(22..None days 100 miljoen)"),
        ("antwoord-na:21 100 miljoen", "all(21..21 days 100 miljoen)"),
        ("antwoord-na:\u226521", "21..None days"),
        ("ingezonden:2022-09-1 200 bruggen", "all(2022-09-01..2022-09-01 200 bruggen)"),
        ('"brug sluis"~5 100', 'all("brug sluis"~5 100)'),
        ("titel:NIET brug", "not(title:brug)"),
        ("titel:OF", "title:of"),
        ("soort:-vragen dijk", "all(not(kind question) dijk)"),
        ("soort:vragen, brug", "all(kind question brug)"),
        ("ingezonden:2021 .. 2022", "2021-01-01..2022-12-31"),
        ("ingezonden:2021 - 2022 brug", "all(2021-01-01..2022-12-31 brug)"),
        ("ingezonden:2022-09\u20132022-11", "2022-09-01..2022-11-30"),
        ("ingezonden:2021\u20262022", "2021-01-01..2022-12-31"),
        ("ingezonden:[2021 TO 2022]", "2021-01-01..2022-12-31"),
        ("ingezonden:[2021 TO *]", "2021-01-01..None"),
        ("ingezonden:2022/09", "2022-09-01..2022-09-30"),
        ("ingezonden:1/9/2022.", "2022-09-01..2022-09-01"),
        ("veerpomt~", "veerpomt~"),
        ("vraag:veerpomt~ (brug~ OF dijk)", "all(question:veerpomt~ any(brug~ dijk))"),
        ("soort:uitstel", "kind postponement"),
        ("status:open", "state open"),
        ("Status:Brief dijk", "all(state brief dijk)"),
        ("titel:-brug dijk", "all(not(title:brug) dijk)"),
        ("Titel:  -(brug sluis)", "not(all(title:brug title:sluis))"),
        ("titel :brug dijk", "all(title:brug dijk)"),
        ("antwoord-na: >=  21", "21..None days"),
        ("-soort:vragen dijk", "all(not(kind question) dijk)"),
        ("antwoord-na:>21", "22..None days"),
        ("antwoord-na:<=7", "None..7 days"),
        ("Antwoord-na: 7..21 dijk", "all(7..21 days dijk)"),
        ("dijk -antwoord-na:>21", "all(dijk not(22..None days))"),
        ("ingezonden:2022", "2022-01-01..2022-12-31"),
        ("ingezonden:2022-02", "2022-02-01..2022-02-28"),
        ("ingezonden:2022-09..2022-11 brug", "all(2022-09-01..2022-11-30 brug)"),
        ("ingezonden:2022..", "2022-01-01..None"),
        ("ingezonden:..30-9-2022", "None..2022-09-30"),
        ("", "nothing"),
        ("brug OF dijk EN sluis", "any(brug all(dijk sluis))"),
        ("brug EN dijk OF sluis", "any(all(brug dijk) sluis)"),
        ("NIET brug dijk", "all(not(brug) dijk)"),
        ("NIET brug OF dijk", "any(not(brug) dijk)"),
        ("brug*, brig~; dijk", "all(brug* brig~ dijk)"),
        ("VS-beleid*", 'all(any(vs "verenigde staten") beleid*)'),
        ('"brug"OF "dijk"', 'any("brug" "dijk")'),
        ('brug OF"dijk"', 'any(brug "dijk")'),
        ("(brug)NIET dijk", "all(brug not(dijk))"),
        ('brug NIET"dijk"', 'all(brug not("dijk"))'),
        ('"Noord"-Holland', 'all("noord" holland)'),
        ("brug \u2014\u00a73", "all(brug not(3))"),
        ("titel:(brug vraag:dijk)", "all(title:brug question:dijk)"),
        ("soort:(vragen OF uitstel)", "any(kind question kind postponement)"),
        ("ingezonden:NIET 2022", "not(2022-01-01..2022-12-31)"),
        ("ingezonden:-2022", "not(2022-01-01..2022-12-31)"),
        ("brug _ dijk", "all(brug dijk)"),
        ("...-titel: brug", "not(title:brug)"),
        ("sluis,-titel:brug", "all(sluis not(title:brug))"),
        ("minister:jan;vraag:brug", 'all(minister:"jan" question:brug)'),
        ("brug !", "brug"),
        ("kamerlid:de waterman", 'member:"de waterman"'),
        ("kamerlid:van der brug dijk", 'all(member:"van der brug" dijk)'),
        ("kamerlid:van 't meer", 'member:"van t meer"'),
        ("kamerlid:\u2019t zand", 'member:"t zand"'),
        ("-kamerlid:de waterman dijk", 'all(not(member:"de waterman") dijk)'),
        (
            "minister:de brug kamerlid:van aa dijk",
            'all(minister:"de brug" member:"van aa" dijk)',
        ),
        ("kamerlid:(de brug OF van dijk)", 'any(member:"de brug" member:"van dijk")'),
        ("kamerlid:noorman-den brug", 'member:"noorman den brug"'),
        ("kamerlid:van -dijk", 'all(member:"van" not(dijk))'),
        ("kamerlid:de OF dijk", 'any(member:"de" dijk)'),
        ("kamerlid:van titel:dijk", 'all(member:"van" title:dijk)'),
        ("kamerlid:de brugs~", 'all(member:"de" any(member:"brugs" member:brugs~))'),
        ("kamerlid:van den brug*", 'member:"van den brug*"'),
        ("titel:de brug", "brug"),
        ("title:brug bron:krant", "all(title:brug footnote:krant)"),
        ("trefwoord:water rubriek:milieu", "all(topic:water topic:milieu)"),
        (
            "indiener:a vrager:b lid:c door:d",
            'all(member:"a" member:"b" member:"c" member:"d")',
        ),
        ("party:waterland", "party:waterland"),
        ("vergaderjaar:2002-2003", 'code:"20022003"'),
        ("vergaderjaar:1999/00 brug", 'all(code:"19992000" brug)'),
        ("status:onbeantwoord", "state open"),
        ("soort:vragen met antwoord", "kind answer"),
        ('"openbaar vervoer*"', '"openbaar vervoer*"'),
        ('"vervoer*"', "vervoer*"),
        ("a?best", "a?best"),
        ("*centrale", "*centrale"),
        ("v*pont titel:*brug", "all(v*pont title:*brug)"),
        ("brug?", "brug"),
        ("zee-*dijk", "zee*dijk"),
        ("brug NEAR dijk", "near(brug dijk 5)"),
        ("brug NEAR/2 dijk NEAR sluis", "near(brug dijk sluis 5)"),
        ("brug w/3 dijk OF sluis", "any(near(brug dijk 3) sluis)"),
        ("-(brug w/3 dijk) sluis", "all(not(near(brug dijk 3)) sluis)"),
        ('"de brug" W/3 dijk', 'all("de brug" near(de brug dijk 3))'),
        ("kamerlid:de NEAR kamerlid:brug", 'all(member:"de" member:"brug" member:"de brug"~5)'),
        ("brug~1 dijk~2", "all(brug~1 dijk~2)"),
        ("brug~0", '"brug"'),
        ("1848..1850", "1848..1850"),
        ("nummer:[1848 TO 1850]", "code:1848..1850"),
        ("1850\u20261848", "1848..1850"),
    ],
)
def test_a_query_is_understood(typed: str, understood: str) -> None:
    parsed = parse(typed)
    assert shown(parsed.tree) == understood
    assert parsed.messages == ()


@pytest.mark.parametrize(
    ("typed", "understood", "told"),
    [
        ("(veerpont OF brug", "all(veerpont brug)", "niet gesloten"),
        ("veerpont)", "veerpont", "teken 9"),
        ("(" * 11 + "veerpont" + ")" * 11, "veerpont", "haakjes"),
        ('veerpont "de brug', "all(veerpont brug)", "aanhalingsteken"),
        ("ve*", "ve", "ten minste 3 letters"),
        ("v*t", "all(v t)", "ten minste 3 letters"),
        ("onbekend:veld", "veld", "«onbekend:» is geen veld; er is alleen op wat erachter staat"),
        ("brug OF", "brug", "«OF» verbindt hier niets"),
        ("(brug OF (dijk", "all(brug dijk)", "teken 10"),
        ('"brug dijk"~99', '"brug dijk"~50', "ten hoogste 50"),
        ("soort:brief dijk", "all(brief dijk)", "soort:uitstel"),
        ("status:dicht dijk", "all(dicht dijk)", "status:ingetrokken"),
        ("antwoord-na:lang dijk", "all(lang dijk)", "antwoord-na:>21"),
        ("ingezonden:gisteren brug", "all(gisteren brug)", "gisteren"),
        ("ingezonden:2022-13", "202213", "2022-13"),
        ("ingezonden:30-2-2022", "3022022", "30-2-2022"),
        ("?! -- () € 🦢", "nothing", "geen woord of getal"),
        ("brug titel:", "all(brug titel)", "teken 6 («…titel:»): achter «titel:» staat geen"),
        ("titel:titel:brug", "all(titel title:brug)", "achter «titel:» staat geen"),
        ("veer (titel: )", "all(veer titel)", "achter «titel:» staat geen"),
        ("veer OF EN OF dijk", "any(veer dijk)", "teken 6 («veer OF EN OF dijk»): «OF» verbindt"),
        ('"brug dijk"~ sluis', 'all("brug dijk" sluis)', "hoort het aantal woorden"),
        ("veerpomt~~", "veerpomt~", "«~~» is als ~ gelezen"),
        ("veerpomt~9", "veerpomt~2", "ten hoogste 2"),
        ('"brug dijk" ~5', '"brug dijk"', "«~5» hoort direct achter"),
        ("[brug TO dijk]", "all(brug to dijk)", "«[brug TO dijk]» betekent hier niets"),
        ('["de brug" TO dijk]', 'all("de brug" to dijk)', "betekent hier niets"),
        ("brug || dijk", "all(brug dijk)", "teken 6 («brug || dijk»): «||» betekent hier niets"),
        ("brug^4", "all(brug 4)", "«^» betekent hier niets"),
        ("dijk !brug", "all(dijk brug)", "«!» betekent hier niets"),
        ("dijk | brug", "all(dijk brug)", "«|» betekent hier niets"),
        ("brug OF - dijk", "any(brug dijk)", "«-» is weggelaten"),
        ("- titel:brug", "title:brug", "teken 1 («- titel:brug»): «-» is weggelaten"),
        ("--brug", "not(brug)", "«--» is als een enkele - gelezen"),
        ("OF", "of", "«OF» verbindt hier niets; er is op gezocht als op gewone woorden"),
        ("EN OF NIET", "niet", "er is op gezocht als op gewone woorden"),
        ("NIET -", "niet", "er is op gezocht als op gewone woorden"),
        ("NIET OF brug", "brug", "«NIET» verbindt hier niets en is weggelaten"),
        ("brug OF OF", "brug", "teken 6"),
        ('brug OF "" dijk', "any(brug dijk)", "tussen deze aanhalingstekens staat geen woord"),
        ('"brug" "?!" "dijk"', 'all("brug" "dijk")', "teken 8"),
        ("brug OF * dijk", "any(brug dijk)", "«*» is weggelaten"),
        ("NIET (~) brug", "not(brug)", "tussen deze haakjes staat niets"),
        ("(brug OF ) dijk", "all(brug dijk)", "teken 7"),
        ("( OF brug) dijk", "all(brug dijk)", "teken 3 («( OF brug) dijk»): «OF» verbindt"),
        ("brug OF NIET", "brug", "«OF NIET» verbindt hier niets"),
        ("brug OF (( )) dijk", "any(brug dijk)", "tussen deze haakjes staat niets"),
        ('titel:"" brug', "all(titel brug)", 'achter «titel:""» staat geen woord'),
        ("titel:~", "titel", "achter «titel:~» staat geen woord"),
        ("titel:- brug", "all(titel brug)", "achter «titel:-» staat geen woord"),
        ("titel:💥", "titel", "achter «titel:💥» staat geen woord"),
        ("-titel:", "titel", "er is op dat woord zelf gezocht"),
        ("titel: OF brug", "any(titel brug)", "achter «titel:» staat geen woord"),
        ("titel: titel:-brug", "all(titel not(title:brug))", "achter «titel:» staat geen"),
        ("titel:-titel:brug", "all(titel not(title:brug))", "achter «titel:» staat geen"),
        ('"brug sluis"~5x', '"brug sluis"', "«~5x» is weggelaten"),
        ('"brug sluis"~9999999', '"brug sluis"~50', "ten hoogste 50"),
        ("brug~sluis", "all(brug sluis)", "een ~ hoort aan het eind van"),
        ("~brug", "brug", "een ~ hoort aan het eind van"),
        ("ingezonden:2022*", "2022", "«2022*» is niet begrepen"),
        ("ingezonden:2023..2022", "all(2023 2022)", "eindigt voordat zij begint"),
        ("antwoord-na:40..21", "all(40 21)", "het tweede getal het kleinste"),
        ("antwoord-na:\u0663", "\u0663", "het aantal dagen"),
        (
            'titel:"brug"dijk',
            'all(title:"brug" dijk)',
            'teken 13 («titel:"brug"dijk»): hier ontbreekt een spatie; «titel:» geldt alleen',
        ),
        ('dijk -"brug"sluis', 'all(dijk not("brug") sluis)', "ontbreekt een spatie; «-» geldt"),
        ("titel:(brug)sluis", "all(title:brug sluis)", "teken 13"),
        ("NIET -brug", "not(brug)", "«NIET -» is als een enkele - gelezen: wat volgt, is uit"),
        ("NIET NIET brug", "not(brug)", "«NIET NIET» is als een enkele - gelezen"),
        ("dijk -NIET brug", "all(dijk not(brug))", "«-NIET» is als een enkele - gelezen"),
        ("\u2013\u2013brug", "not(brug)", "«\u2013\u2013» is als een enkele - gelezen"),
        ("titel:NIET vraag:brug", "all(titel not(question:brug))", "achter «titel:» staat geen"),
        ("dijk -v*t*", "all(dijk not(all(v t)))", "ten minste 3 letters"),
        ('dijk -x:"de brug"', 'all(dijk not("de brug"))', "«x:» is geen veld"),
        ("dijk -x:(brug sluis)", "all(dijk not(all(brug sluis)))", "«x:» is geen veld"),
        ("sub-titel:brug", "brug", "«sub-titel:» is geen veld"),
        ("soort: -brief dijk", "all(not(brief) dijk)", "soort:uitstel"),
        ("brug NIET (OF) dijk", "all(brug not(dijk))", "«OF» verbindt hier niets"),
        ("brug -OF dijk", "any(brug dijk)", "«-» verbindt hier niets"),
        ("(brug NIET dijk", "all(brug dijk)", "niet gesloten"),
        ("titel:!brug", "title:brug", "«!» betekent hier niets"),
        ('brug ""~5x', "all(brug 5x)", "tussen deze aanhalingstekens"),
        ("titel : ", "titel", "achter «titel :» staat geen woord"),
        ("bron:", "bron", "achter «bron:» staat geen woord"),
        ("vergaderjaar:2002-2005", "20022005", "vergaderjaar:2002-2003"),
        ('"van * naar"', 'all("van" "naar")', "een losse *"),
        ('"de b* brug"', '"de b brug"', "ten minste 3 letters"),
        ("brug NEAR (a OF b)", "all(brug any(a b))", "«NEAR» kan alleen tussen woorden staan"),
        ("NEAR brug", "brug", "«NEAR» verbindt hier niets"),
        ("titel:brug w/3 dijk", "all(title:brug dijk)", "«w/3» kan alleen tussen woorden staan"),
        ("a:b:dijk", "dijk", "«a:b:» is geen veld"),
    ],
)
def test_what_is_not_understood_is_told(typed: str, understood: str, told: str) -> None:
    parsed = parse(typed)
    assert shown(parsed.tree).replace("all(of ", "all(") in (
        understood,
        understood.replace("veerpont brug", "veerpont of brug"),
    )
    assert told in " ".join(parsed.messages)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("brug niet dijk", "NIET, sluit het volgende woord uit"),
        ("brug not dijk", "NIET, sluit"),
        ("brug or dijk", "OF, verbindt"),
        ("brug and dijk", "EN, verbindt"),
    ],
)
def test_a_small_word_that_may_connect_others_is_a_word_with_a_hint(typed: str, hint: str) -> None:
    parsed = parse(typed)
    assert shown(parsed.tree) == f"all({typed})"
    assert parsed.messages == ()
    assert hint in parsed.hints[0]
    assert parse('brug NIET dijk "niet" OF niet').hints == ()


def test_a_field_before_an_article_alone_is_hinted_at() -> None:
    assert "«titel:» geldt alleen voor «de»" in parse("titel:de brug").hints[0]
    for typed in ("titel:brug de", "titel:de", "titel:(de brug)", "kamerlid:de brug"):
        assert parse(typed).hints == ()


def test_of_a_long_query_the_beginning_is_read() -> None:
    long = "veerpont " + "-" * MAX_LENGTH + " brug"
    assert shown(parse(long).tree) == "veerpont"


def test_remarks_come_in_the_order_of_their_places() -> None:
    places = [told.split()[2] for told in parse("onbekend:brug ~dijk a* brug OF").messages]
    assert places == ["1", "15", "21", "29"]


def test_of_many_words_the_first_are_used() -> None:
    parsed = parse(" OR ".join(f"w{n}" for n in range(MAX_WORDS + 20)))
    assert len(list(wanted(parsed.tree))) == MAX_WORDS
    assert str(MAX_WORDS) in parsed.messages[0]


def test_a_word_with_a_star_that_is_cut_is_no_shorter_beginning() -> None:
    words = " ".join(f"w{n}" for n in range(MAX_WORDS - 1))
    *_, last = wanted(parse(f"{words} regels-wet*").tree)
    assert last == Word("regels", "regel")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("50%*", "all(50 procent*)"),
        ("65+*", "all(65 plus*)"),
        ("50%-rege*", "all(50 procent rege*)"),
    ],
)
def test_a_sign_behind_a_number_is_a_word_before_a_star_too(typed: str, read: str) -> None:
    assert shown(parse(typed).tree) == read


def test_of_many_words_with_a_star_the_first_are_prefixes() -> None:
    parsed = parse(" ".join(f"woord{n}*" for n in range(MAX_EXPANDED + 3)))
    kinds = [type(leaf) for leaf in wanted(parsed.tree)]
    assert kinds == [Prefix] * MAX_EXPANDED + [Word] * 3
    assert str(MAX_EXPANDED) in parsed.messages[0]


@pytest.mark.parametrize(
    "typed",
    [
        "{}onbekend:veld",
        "{}(brug dijk",
        "{})",
        '{}"brug dijk',
        "{}ve*",
        "{}*po",
        "{}OF",
        "{}gisteren",
        '{}"brug sluis"~99',
        "{}~5",
        "{}titel:",
        "{}|| dijk",
    ],
)
@pytest.mark.parametrize(
    "before",
    ["dijk ", "  35 925  ", "Titel:   dijk ", "VRAAG: «de dijk» ", 'titel:-"a b" ', "\tdijk\n"],
)
def test_a_place_is_one_in_what_was_typed(before: str, typed: str) -> None:
    mark = "ingezonden:" if "gisteren" in typed else ""
    text = before + typed.format(mark)
    at = text.strip().index(typed.format(mark), len(before.strip())) + len(mark) + 1
    assert f"Bij teken {at} (" in parse(text).messages[0]


def test_one_remark_is_made_once() -> None:
    assert len(parse("a*b " * 20).messages) == 1


@pytest.mark.parametrize(
    "asked",
    [
        *("brug", "IMVO-wetgeving", "35 925", "veer*", "IMVO-wet*", "brig~", "VWS", '"de brug"'),
        *('"brug sluis"~5', "titel:brug", "titel:veer*", "vraag:brig~", 'antwoord:"de brug"'),
        *("(brug OF sluis)", "titel:(brug sluis)", "soort:vragen", "antwoord-na:>21"),
        *("ingezonden:2021..2022", "nummer:2022Z17084", "café", "l'eau", "a.b"),
    ],
)
@pytest.mark.parametrize("sign", ["-", "NIET ", "NOT ", "\u2212", "\u2013", "--", "NIET  "])
@pytest.mark.parametrize("frame", ["{}", "dijk {}", "{} dijk", "(dijk {})", "sluis OF {}"])
def test_whatever_can_be_asked_can_be_excluded(frame: str, sign: str, asked: str) -> None:
    with_it = shown(parse(frame.format(asked)).tree)
    without = shown(parse(frame.format(sign + asked)).tree)
    part = shown(parse(asked).tree)
    words = part.removeprefix("all(").removesuffix(")")  # of two words beside another
    if part not in with_it:
        with_it = with_it.replace(words, part)
    assert part in with_it
    assert without == with_it.replace(part, f"not({part})")


@pytest.mark.parametrize("sign", ["-", "*", "()", '""', '"?"', "~", "&&", "(*)", "💥", "/", "--"])
@pytest.mark.parametrize(
    "query",
    [
        "{}brug {}OF {}dijk{}",
        "{}brug {}NIET {}dijk{}",
        '{}"de brug" {}titel:dijk {}OF {}veer*{}',
        "{}({}brug {}OF {}sluis{}) {}dijk{}",
    ],
)
def test_a_lone_sign_changes_nothing(query: str, sign: str) -> None:
    plain = shown(parse(query.replace("{}", "")).tree)
    for place in range(query.count("{}")):
        signs = [f" {sign} " if n == place else "" for n in range(query.count("{}"))]
        assert shown(parse(query.format(*signs)).tree) == plain


PIECES = st.sampled_from(
    [
        *'"()-*:~^[]{}\\/ ',
        " AND ",
        " OF ",
        " NIET ",
        "vraag:",
        "Titel :",
        "antwoord-na: > ",
        "35 925",
        "~9",
        " || ",
        "[a TO b]",
        "ingezonden:",
        "..",
        "-titel:",
        "NIET ",
        " - ",
        "\u2013",
        "()",
        "\u00ad",
        "50%",
        "65+",
        "€ 2,5",
        "A.O.W.",
        "wet- en ",
        "pont",
        "é",
        "٣",
    ]
)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=600), st.lists(PIECES, max_size=200).map("".join)))
def test_any_text_can_be_typed(typed: str) -> None:
    parsed = parse(typed)
    leaves: list[Leaf] = list(wanted(parsed.tree))
    # a word with a ~ is itself, and those like it
    assert len(leaves) <= MAX_WORDS + MAX_EXPANDED
    assert all(isinstance(message, str) and message for message in parsed.messages)


def test_a_period_has_a_first_and_a_last_day() -> None:
    assert when("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert when("2024-2-9") == (date(2024, 2, 9), date(2024, 2, 9))
    assert when("24") is None
    assert when("0000") is None
