#!/usr/bin/env python3
"""The front door: each command of the campus, on a machine that has Python 3.11 and nothing else."""

import sys


def main() -> int:
    from campus import bootstrap

    bootstrap.enter(sys.argv)

    from campus.embedded import commands

    return commands.execute(sys.argv)


if __name__ == "__main__":
    # An older Python can read this file, and gets a sentence instead of a traceback.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit("The campus needs Python 3.11 or later; this is Python " + sys.version.split()[0] + ".")
    sys.exit(main())
