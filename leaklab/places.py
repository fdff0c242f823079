"""Where the kit's data and lessons lie."""

import os
from pathlib import Path

SHIPPED = Path(__file__).parent / "shipped"


class HomeError(RuntimeError):
    """The folder with data/ and lessons/ could not be found."""


def home() -> Path:
    """Return the folder that holds ``data/`` and ``lessons/``.

    The first of these that holds a ``data/`` folder: the environment variable ``LEAKLAB_HOME``,
    the checkout this package was installed from, the files shipped inside the package.

    Returns
    -------
    Path
        An absolute folder.

    Raises
    ------
    HomeError
        If LEAKLAB_HOME is set and holds no ``data/``, or nothing was found.
    """
    named = os.environ.get("LEAKLAB_HOME")
    if named:
        folder = Path(named).expanduser().resolve()
        if not (folder / "data").is_dir():
            raise HomeError(
                f"LEAKLAB_HOME names {folder}, which holds no data/ folder: "
                "point it at a checkout of the kit, or unset it."
            )
        return folder
    for folder in (Path(__file__).resolve().parent.parent, SHIPPED):
        if (folder / "data").is_dir():
            return folder
    raise HomeError(
        "No data/ folder was found beside the package or inside it: "
        "install the kit from its checkout (pip install -e .) or set LEAKLAB_HOME."
    )
