"""Reading a page as a visitor does: what stands where, and which links lead where."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html


def get(client: Client, address: str, status: int = 200) -> Any:
    """The page at the address as a tree, after a look at its status."""
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return html.fromstring(response.content.decode())


def said(element: Any) -> str:
    """The text in an element, with single spaces."""
    return " ".join(element.text_content().split())


def texts(tree: Any, path: str) -> list[str]:
    """The text of each element that the XPath finds."""
    return [said(element) for element in tree.xpath(path)]


def main_text(tree: Any) -> str:
    return texts(tree, "//main")[0]


def links(tree: Any, path: str = "//main") -> dict[str, str]:
    """What is written on each link within the elements that the XPath finds, and its address."""
    return {said(link): link.get("href") for link in tree.xpath(f"{path}//a")}


def titles(tree: Any) -> list[str]:
    """The titles of a list of documents, in order."""
    return texts(tree, "//ol[@class='documents']/li/*[self::h2 or self::h3]")


def titles_with_all(tree: Any) -> list[str]:
    """The titles of the hits that have all the words, which stand above those with most."""
    below = "preceding-sibling::h2[contains(@class, 'below')]"
    return texts(tree, f"//ol[@class='documents'][not({below})]/li/h2")
