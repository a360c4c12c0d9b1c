"""XML and HTML: entities, depth, width, attributes, tables that go on."""

from __future__ import annotations

import json

from .bomb import Bomb, each

HEAD = "<p>Vragen van het lid Veer (Lijst) aan de Minister van Bruggen over het veer"
HEAD += " (ingezonden 1 mei 2023)</p><p>Vraag 1</p><p>Kent u dit bericht?</p>"


def bombs() -> list[Bomb]:
    return [
        *each("xml entities", "xml", _laughs, 5, 9, 30),
        *each("xml quadratic entity", "xml", _quadratic, 10_000, 100_000),
        *each("xml outer entity", "xml", _outer, "file:///dev/zero", "http://127.0.0.1:1/x"),
        *each("xml deep", "xml", lambda n: _xml("<a>" * n + "</a>" * n), 200, 10_000, 500_000),
        *each("xml wide", "xml", lambda n: _xml("<al/>" * n), 50_000, 299_000, 2_000_000),
        *each("xml attributes", "xml", _attributes, 1_000, 100_000, 500_000),
        *each("xml namespaces", "xml", _namespaces, 1_000, 50_000),
        *each("xml cells", "xml", _cals, 100, 400, 1_000),
        *each(
            "xml long text", "xml", lambda n: _xml(f"<al>{'veer ' * n}</al>"), 100_000, 2_000_000
        ),
        *each("xml comments", "xml", lambda n: _xml("<!--a-->" * n), 100_000, 1_000_000),
        *each("kvr wide", "xml", _kvr, 1_000, 20_000, 60_000),
        *each("html deep", "html", lambda n: _html("<div>" * n), 200, 5_000, 500_000),
        *each(
            "html deep tables", "html", lambda n: _html("<table><tr><td>" * n), 200, 5_000, 30_000
        ),
        *each("html cells", "html", _cells, 100, 300, 1_000),
        *each("html spans", "html", _spans, 1_000, 65_534, 10**9),
        *each("html formatting", "html", lambda n: _html("<b><i><u>" * n + "x"), 1_000, 30_000),
        *each("html unclosed", "html", lambda n: _html("<p>veer<a href=x>" * n), 5_000, 49_000),
        *each("html entities", "html", lambda n: _html("&amp;&#x41;&nbsp;" * n), 100_000, 500_000),
        *each("html attributes", "html", _html_attributes, 1_000, 100_000),
        *each("html angle brackets", "html", lambda n: _html("<" * n), 100_000, 2_000_000),
        *each("html notes", "html", _notes, 1_000, 15_000),
        *each("html paragraphs", "html", lambda n: _html("<p>Vraag 2</p>" * n), 5_000, 49_000),
        *each("json deep", "json", lambda n: b"[" * n, 1_000, 1_000_000),
        *each("json wide", "json", _json, 10_000, 200_000),
        *each("json numbers", "json", lambda n: b'{"number": ' + b"9" * n + b"}", 4_000, 2_000_000),
    ]


def _xml(body: str) -> bytes:
    return f"<?xml version='1.0'?><kamervragen>{body}</kamervragen>".encode()


def _html(body: str) -> bytes:
    return f"<!doctype html><html><body>{HEAD}{body}</body></html>".encode()


def _laughs(depth: int) -> bytes:
    rows = (f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, depth))
    return f"<!DOCTYPE k [<!ENTITY e0 'ha'>{''.join(rows)}]><k>&e{depth - 1};</k>".encode()


def _quadratic(count: int) -> bytes:
    return f"<!DOCTYPE k [<!ENTITY a '{'a' * count}'>]><k>{'&a;' * count}</k>".encode()


def _outer(address: str) -> bytes:
    return f"<!DOCTYPE k [<!ENTITY a SYSTEM '{address}'>]><k>&a;</k>".encode()


def _attributes(count: int) -> bytes:
    return _xml("<al " + " ".join(f"a{n}='x'" for n in range(count)) + "/>")


def _namespaces(count: int) -> bytes:
    return _xml("<al " + " ".join(f"xmlns:a{n}='u:{n}'" for n in range(count)) + "/>")


def _cals(side: int) -> bytes:
    row = f"<row>{'<entry><al>x</al></entry>' * side}</row>"
    group = f"<tgroup cols='{side}'><tbody>{row * side}</tbody></tgroup>"
    return _xml(f"<vraag><nr>1</nr><al>Kent u dit?</al><table>{group}</table></vraag>")


def _kvr(count: int) -> bytes:
    asked = "".join(f"<vraag><nr>{n}</nr><al>Kent u dit?</al></vraag>" for n in range(count))
    return f"<kvr><vragen>{asked}</vragen></kvr>".encode()


def _cells(side: int) -> bytes:
    return _html(f"<table>{('<tr>' + '<td>x</td>' * side + '</tr>') * side}</table>")


def _spans(span: int) -> bytes:
    return _html(f"<table>{f'<tr><td colspan={span} rowspan={span}>x</td></tr>' * 200}</table>")


def _html_attributes(count: int) -> bytes:
    return _html("<p " + " ".join(f"a{n}=x" for n in range(count)) + ">veer</p>")


def _notes(count: int) -> bytes:
    marks = "".join(f"<p>veer <sup>{n}</sup></p>" for n in range(count))
    return _html(marks + "".join(f"<p>{n} De Veerbode</p>" for n in range(count)))


def _json(count: int) -> bytes:
    rows = [{"number": n, "text": "Kent u dit?", "footnotes": []} for n in range(count)]
    return json.dumps({"kind": "question", "title": "veer", "questions": rows}).encode()
