"""One who works with the keyboard alone: Tab until it is there, then type, Space or Enter."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

#: presses of Tab after which somebody gives up
MOST = 60


class Keys:
    """The keyboard of a page; the mouse is not touched."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, wanted: Locator, most: int = MOST) -> None:
        """Presses Tab until this has the focus; a page just opened is entered by its skip link.

        Fails after `most` presses.
        """
        element = wanted.element_handle()
        presses = (
            self._skip() if self.page.evaluate("document.activeElement === document.body") else 0
        )
        while not self.page.evaluate("(one) => one === document.activeElement", element):
            assert presses < most, f"{wanted} is more than {most} presses of Tab away"
            self.page.keyboard.press("Tab")
            presses += 1

    def _skip(self) -> int:
        """Goes past the header and the menu, where the page has a link for that."""
        self.page.keyboard.press("Tab")
        if self.page.evaluate(
            "document.activeElement.matches('.skip-to-content-link, .skip-link')"
        ):
            self.page.keyboard.press("Enter")
        return 1

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Goes there and presses a key: Enter on a link or a button, Space on a box."""
        self.to(wanted)
        self.page.keyboard.press(key)

    def type(self, wanted: Locator, text: str) -> None:
        """Goes to a field and types this in place of what is there."""
        self.to(wanted)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, wanted: Locator, label: str) -> None:
        """Goes to a list of choices and types the one."""
        self.to(wanted)
        self.page.keyboard.type(label)
        expect(wanted.locator("option:checked")).to_have_text(label)

    def link(self, name: str, *, exact: bool = True) -> None:
        self.press(self.page.get_by_role("link", name=name, exact=exact).first)

    def button(self, name: str, *, exact: bool = True) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=exact).first)
