"""Modules and rooms as a graph: what imports what, and what goes in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from .modules import imports, is_in, modules, within


def circles(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of two and more nodes that can all be reached from one another."""
    reach = {node: _reachable(arrows, node) for node in arrows}
    groups = {
        tuple(sorted(other for other in reach[node] if node in reach.get(other, ())))
        for node in arrows
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def _reachable(arrows: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for node in arrows.get(waiting.pop(), set()) - found:
            found.add(node)
            waiting.append(node)
    return found


def arrows_within(room: str) -> dict[str, set[str]]:
    """What lies directly in a room (modules, and smaller rooms as a whole) and imports what.

    A room's own `__init__` is its door: it leads to all that is in the room, and nothing in the
    room may lead back to it.
    """
    found: dict[str, set[str]] = {}
    for module in within(room):
        here = _child(room, module.name)
        wanted = {_child(room, name) for name in imports(module) if is_in(name, room)}
        found.setdefault(here, set()).update(wanted - {here})
    return found


def _child(room: str, name: str) -> str:
    return ".".join(name.split(".")[: room.count(".") + 2])


def rooms() -> list[str]:
    """Every folder with modules, by its dotted name."""
    return sorted({module.package for module in modules().values()})
