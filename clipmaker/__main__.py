"""Command line: python -m clipmaker render | preview | check | bake."""

import sys

from clipmaker.cli import main

if __name__ == "__main__":
    sys.exit(main())
