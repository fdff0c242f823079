"""The one door through which a sentence reaches the learner."""


def say(template: str, **values: object) -> str:
    """Return the sentence that ``template`` makes with ``values``.

    A template is a whole sentence with named places, ``"You gave {given}."``, never a piece of
    one, so that a translator can move the places about. A catalogue of translations belongs
    here: nothing else in the kit puts sentences together.

    Parameters
    ----------
    template : str
        A sentence in English. Where ``values`` are given, braces stand for places.
    **values : object
        What stands in the places.

    Returns
    -------
    str
        The sentence.
    """
    return template.format(**values) if values else template


def one_line(text: str) -> str:
    """Return ``text`` on one line: no control characters, no runs of blanks, no lone surrogates.

    What a learner's notebook holds may end up in a message, and a message is printed in a
    terminal: escape sequences and line breaks must not get that far.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Printable text without line breaks.
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


class SentenceError(ValueError):
    """Something cannot be used; the message is one sentence that says what, where and what to do.

    In a notebook the sentence alone is shown.
    """

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: a learner reads the sentence, not thirty lines of our code.
        return [f"{type(self).__name__}: {self}"]
