"""Follows the official sources: what they list is noted, fetched with manners, and stored.

A source first says what it has, which becomes rows (`items`); then each file is fetched
(`fetching`), parsed by other processes and stored by `archive/` (`storing`). Each step is a
transaction of its own, so that a run can end anywhere and the next goes on. Only `net/` opens a
connection.
"""
