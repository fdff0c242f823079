"""Leak Lab: one real case carried from press article to reasoned judgement."""

try:
    from leaklab import case, record, rendering, theme
    from leaklab.case import quote
    from leaklab.checking import check
    from leaklab.places import home
    from leaklab.rendering import show
except ModuleNotFoundError as missing:
    # the doctor cannot speak without them, so this is said here
    raise ModuleNotFoundError(
        f"Leak Lab needs the package {missing.name}, which is not installed: in the kit's folder, "
        "run `python -m pip install -r requirements.txt`.",
        name=missing.name,
    ) from None

theme.enable()
rendering.enable()


def doctor(versions: bool = False) -> None:
    """Print whether this machine is ready for a class: one line a check, and what to mend.

    Parameters
    ----------
    versions : bool, default False
        Add the versions, for a message to somebody who helps.

    Examples
    --------
    >>> doctor()  # doctest: +SKIP
    ok       Python is new enough
    ...
    All is well.
    """
    from leaklab import checkup

    checkup.run(versions=versions)


__all__ = ["case", "check", "doctor", "home", "quote", "record", "show"]
