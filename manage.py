#!/usr/bin/env python
"""Django's command line for Kamerarchief."""

import os
import sys

from kamerarchief import commands


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
    commands.main(sys.argv)


if __name__ == "__main__":
    main()
