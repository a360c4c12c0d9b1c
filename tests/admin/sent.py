"""What a browser sends of a form on a page, without a browser: names, values, `\\r\\n`."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from lxml import html

#: names of fields -> values, as the test client posts them
Sent = dict[str, Any]


def tree(response: HttpResponse) -> Any:
    return html.fromstring(response.content.decode())


def sent(response: HttpResponse) -> Sent:
    """All that the form of the editor would send, without the button that is pressed."""
    [form] = tree(response).xpath("//form[contains(@class, 'edit-form')]")
    data: Sent = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        value = value_of(field)
        if value is not None and field.get("disabled") is None:
            data[field.get("name")] = re.sub("\r\n?|\n", "\r\n", value)
    return data


def value_of(field: Any) -> str | None:
    """The value of a field; None of a box that is not ticked."""
    if field.tag == "textarea":
        # a browser passes over one line end right after the tag; lxml does not
        return str(field.text or "").removeprefix("\n")
    if field.tag == "select":
        return str(field.xpath("string(.//option[@selected]/@value)"))
    if field.get("type") == "checkbox":
        return field.get("value", "on") if field.get("checked") is not None else None
    return (
        field.get("value", "").replace("\n", "")
        if field.get("type") == "text"
        else field.get("value", "")
    )
