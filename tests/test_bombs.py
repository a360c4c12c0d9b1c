"""Bombs: a site reads on and answers its visitors, and tells what it refused.

`benchmarks/bombs.py` sends all of them.
"""

from __future__ import annotations

from pathlib import Path

from tests.admin.conftest import set_file
from tests.bombs import Bomb, bombs
from tests.bombs.served import site, visited

#: some of each sort: kind, and words of the reason that is told of its smallest
TOLD = {
    "zip of zeros": "de inhoud is verdacht veel groter dan het archief",
    "zip in zip": "een archief in een archief",
    "zip that lies": "dit bestand in het archief is beschadigd",
    "gz of zeros": "Aangenomen worden: tekst, PDF",
    "tar of many": "Aangenomen worden: tekst, PDF",
    "xml entities": "De XML bevat een DTD of entiteiten",
    "xml outer entity": "De XML bevat een DTD of entiteiten",
    "xml wide": "De kop is niet begrepen",
    "html cells": "Vraag 1 is zo lang",
    "html deep tables": "kan niet worden gelezen",
    "json deep": "De JSON klopt niet",
    "docx of spaces": "kan niet worden gelezen",
    "docx entities": "De XML bevat een DTD of entiteiten",
    "odt repeated cells": "Het onderwerp is niet gevonden",
    "pdf forms": "Het bestand kon niet worden gelezen",
    "pdf pages told": "een bladzijde ontbreekt",
    "pdf ring of pages": "Er staat geen tekst in het bestand",
    "text hyphens on a line": "is ingekort",
    "markdown": "Er zijn geen Kamervragen in gevonden",
}


def test_there_are_enough_of_them() -> None:
    every = list(bombs())
    assert len(every) >= 181
    assert TOLD.keys() < {bomb.kind for bomb in every}


def test_a_site_reads_on_and_answers_others_meanwhile(tmp_path: Path) -> None:
    """The first of each kind is its smallest."""
    smallest = {bomb.kind: bomb for bomb in reversed(list(bombs()))}
    good = [Bomb("good", f"goed-{turn}.json", set_file) for turn in ("eerst", "laatst")]
    sent = [good[0], *(smallest[kind] for kind in TOLD), good[1]]
    with site(tmp_path) as served, visited(served.address) as visits:
        files = served.read(sent)
        assert served.worker.poll() is None
    assert visits.seconds
    assert visits.failed == []
    for bomb in sent:
        found = [file for file in files if file.name.startswith(bomb.name)]
        assert all(file.told for file in found), bomb.name
        assert any(TOLD.get(bomb.kind, "") in file.told for file in found), found
        assert bomb.kind != "good" or not found[0].is_refused
