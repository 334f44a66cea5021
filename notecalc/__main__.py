"""``python -m notecalc``: the command line."""

from notecalc.cli import main

if __name__ == "__main__":
    main()
