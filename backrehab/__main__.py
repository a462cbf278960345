"""`python -m backrehab` starts here."""

import sys

from backrehab.cli import main

if __name__ == "__main__":
    sys.exit(main())
