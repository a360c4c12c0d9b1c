"""What a notice says of questions: a delay until when and why, an answer elsewhere, or the end."""

from __future__ import annotations

from datetime import date

import pytest

from documents.identity.notices import Outcome, Said, read

RECEIVED = date(2008, 3, 3)


def notice(text: str) -> Said:
    return read("postponement", (), (text,), RECEIVED)


@pytest.mark.parametrize(
    ("text", "until", "words"),
    [
        ("Ik streef ernaar u vóór 18 maart mijn antwoord te doen toekomen.", (2008, 3, 18), None),
        ("De beantwoording zal plaatshebben omstreeks medio juni 2008.", (2008, 6, 15), None),
        ("De antwoorden kunt u eind april tegemoet zien.", (2008, 4, 30), "eind april"),
        ("Ik zal de vragen in de tweede helft van mei beantwoorden.", (2008, 5, 31), None),
        ("Ik zal u binnen drie weken antwoorden.", (2008, 3, 24), "binnen drie weken"),
        ("U ontvangt de antwoorden uiterlijk 12januari a.s.", None, None),
        ("De beantwoording vindt plaats in week 12.", (2008, 3, 21), "in week 12"),
        ("De vragen van 3 februari kunnen niet tijdig worden beantwoord.", None, None),
        ("De vragen kunnen niet binnen de termijn van drie weken worden beantwoord.", None, None),
        ("Ik zal u zo spoedig mogelijk antwoorden.", None, None),
    ],
)
def test_a_notice_tells_until_when_the_answer_is_put_off(
    text: str, until: tuple[int, int, int] | None, words: str | None
) -> None:
    said = notice(text)
    assert said.outcome == Outcome.POSTPONED
    assert said.until == (date(*until) if until else None)
    assert words is None or said.until_words == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("De reden van het uitstel is dat er overleg nodig is.", "omdat er overleg nodig is"),
        (
            "De vragen kunnen niet tijdig worden beantwoord, aangezien de gegevens ontbreken.",
            "omdat de gegevens ontbreken",
        ),
        (
            "De reden is gelegen in de afstemming met derden. Ik antwoord zo spoedig mogelijk.",
            "vanwege de afstemming met derden",
        ),
        (
            "Wegens ziekte van de veerman kan ik niet binnen de termijn antwoorden.",
            "wegens ziekte van de veerman",
        ),
        ("Overleg met de pont vergt meer tijd.", "Overleg met de pont vergt meer tijd"),
        ("Ik zal u zo spoedig mogelijk antwoorden.", ""),
    ],
)
def test_a_notice_tells_why_the_answer_is_put_off(text: str, why: str) -> None:
    assert notice(text).why == why


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            "De vragen van het lid A. Proef zijn beantwoord in de brief «Stand van de pont».",
            Outcome.LETTER,
        ),
        (
            "Deze vragen zijn beantwoord bij brief van minister Dijkstra, Kamerstuk 12 345, nr. 6.",
            Outcome.LETTER,
        ),
        ("Ik beschouw de vragen als beantwoord met mijn brief van 1 maart jl.", Outcome.LETTER),
        ("De vragen zijn tezamen beantwoord, zie Aanhangsel Handelingen nr. 7.", Outcome.ANSWERED),
        ("Deze vragen zijn door de indieners ingetrokken.", Outcome.WITHDRAWN),
        ("De indiener heeft zijn vragen op 2 maart ingetrokken.", Outcome.WITHDRAWN),
        (
            "De vragen over het ingetrokken wetsvoorstel kunnen nog niet worden beantwoord.",
            Outcome.POSTPONED,
        ),
        (
            "De vragen zullen worden beantwoord in een brief die u in mei ontvangt.",
            Outcome.POSTPONED,
        ),
        (
            "In uw brief van 3 maart zond u mij vragen. Deze zijn nog niet beantwoord.",
            Outcome.POSTPONED,
        ),
    ],
)
def test_a_notice_that_tells_of_an_answer_or_of_the_end_is_no_delay(
    text: str, outcome: Outcome
) -> None:
    assert notice(text).outcome == outcome


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (("Voor de beantwoording van deze vragen verwijs ik naar mijn brief.",), Outcome.LETTER),
        (("De vragen zijn reeds beantwoord in mijn brief van 15 mei.",), Outcome.LETTER),
        (("Ja.", "Zie mijn brief van 15 mei over de beantwoording van vragen."), Outcome.ANSWERED),
        (("Ja. Voor vraag 2 verwijs ik naar het antwoord in mijn brief.",), Outcome.ANSWERED),
        (("In antwoord op uw brief meld ik dat de pont vaart.",), Outcome.ANSWERED),
        (("Deze vragen zijn ingetrokken.",), Outcome.WITHDRAWN),
    ],
)
def test_answers_that_only_say_where_the_answer_is_are_a_letter(
    answers: tuple[str, ...], outcome: Outcome
) -> None:
    assert read("answer", answers, (), RECEIVED).outcome == outcome


def test_an_answer_without_texts_may_say_in_a_notice_that_it_is_in_a_letter() -> None:
    texts = ("De vragen zijn beantwoord in de brief over de pont.",)
    assert read("answer", (), texts, RECEIVED).outcome == Outcome.LETTER
    assert read("answer", (), ("Het duurt nog even.",), RECEIVED).outcome == Outcome.ANSWERED
    assert read("question", (), (), None).outcome == Outcome.OPEN
