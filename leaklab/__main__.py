"""``python -m leaklab`` is the ``leaklab`` command."""

from leaklab.tools.cli import main

if __name__ == "__main__":
    main()
