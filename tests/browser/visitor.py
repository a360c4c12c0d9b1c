"""Somebody who uses the site by what stands on its pages, and whose clicks are counted."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page


class Visitor:
    """Begins on the front page; each link, button, box or search that is sent is a click."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.clicks = 0
        self._folder = folder
        page.goto("/")

    def click(self, what: Locator) -> None:
        """Clicks on what is there and can be seen; waits for the page that it leads to."""
        self.clicks += 1
        what.click()
        self.page.wait_for_load_state()

    def follow(self, name: str, within: Locator | None = None, exact: bool = True) -> None:
        """Clicks on the first link with this name."""
        self.click((within or self.page).get_by_role("link", name=name, exact=exact).first)

    def search(self, words: str) -> None:
        """Types words in the box of the page and sends them: one click."""
        box = self.page.locator("input[name=q]:visible").first
        box.fill(words)
        self.clicks += 1
        box.press("Enter")
        self.page.wait_for_url("**/zoeken/?**")

    def read(self, what: Locator) -> bytes:
        """What a link leads to, read without a browser, as a feed reader or a program does."""
        address = what.get_attribute("href")
        assert address
        with urllib.request.urlopen(urljoin(self.page.url, address)) as answer:
            content: bytes = answer.read()
        return content

    def download(self, what: Locator) -> Path:
        """Clicks on a link to a file, and keeps that."""
        self.clicks += 1
        with self.page.expect_download() as found:
            what.click()
        path = self._folder / found.value.suggested_filename
        found.value.save_as(path)
        return path
