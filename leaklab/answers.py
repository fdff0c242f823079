"""An answer as plain JSON.

A check never looks at the learner's object itself: an object can claim to equal everything. It
looks at what :func:`encode` makes of it: exact ``str``, ``int``, ``float``, ``bool``, ``None``,
``list`` and ``dict``, made by the built-in types themselves and never by a method that the
answer's own class may have replaced.

The text of this file is also run, alone, inside the learner's kernel when a notebook is checked
from outside. It therefore imports nothing but the standard library and finds pandas, NumPy and
Altair only where the learner's own code has already imported them.

======================================  ===========================================
answer                                  JSON
======================================  ===========================================
text, whole number, number, yes/no      the same, as the exact built-in type
None, NaN, NaT, pandas.NA               null
infinite number                         "Infinity", "-Infinity"
list, tuple, range, Series, Index,      list
array, deque, keys or values of a dict
set, frozenset                          list, sorted
dict                                    object; keys become text
DataFrame                               list of records, one object a row; no index
date, time, datetime, Timestamp         ISO text: "2017-05-05", "2017-05-05T20:00:00"
timedelta, Timedelta                    ISO 8601 duration as pandas writes it: "P1DT12H0M0S"
Period                                  its text: "2017-05"
Decimal, Fraction                       number
Altair chart                            its Vega-Lite specification
``...``, alone or inside                raises Unanswered
anything else                           raises CannotEncode
======================================  ===========================================
"""

import datetime
import sys

MOST_ITEMS = 100_000
MOST_CHARACTERS = 1_000_000
MOST_DEPTH = 20

# Whole sentences, so that they can be translated; {name} is the type's name.
REASONS = {
    "function": (
        "The answer is a {name}, not a value: if it is a function, call it with brackets (); "
        "if it is a type, give one value of it."
    ),
    "iterator": ("The answer is a {name}, which gives its items only once: put list( ) around it."),
    "widget": "The answer is a control ({name}): give what it shows, typed, or its .value.",
    "chart": "The answer is a chart ({name}) that Altair cannot draw yet: show it in a cell first.",
    "type": (
        "The answer is of type {name}, which cannot be checked: "
        "give text, a number, a list, a table or a chart."
    ),
    "columns": "The answer is a table ({name}) in which two columns bear one name: rename one.",
    "keys": "The answer is a {name} in which two keys read the same as text: rename one.",
    "size": (
        "The answer is too large to be checked ({name}, more than 100,000 items or a million "
        "characters): give only what the exercise asks for."
    ),
    "depth": (
        "The answer is nested too deeply to be checked ({name} inside {name}, again and again)."
    ),
    "broken": "The answer is of type {name}, and reading it fails: give a plain value instead.",
}

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


class Unanswered(Exception):  # noqa: N818
    """The answer is, or holds, the ``...`` of the empty stub."""


class CannotEncode(Exception):  # noqa: N818
    """The answer has no form as plain JSON.

    Parameters
    ----------
    reason : str
        A key of ``REASONS``.
    name : str
        The name of the type that is the obstacle.
    """

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(REASONS[reason].format(name=name))
        self.reason = reason
        self.name = name


def encode(answer: object) -> JSON:
    """Return ``answer`` as plain JSON made of exact built-in values.

    Parameters
    ----------
    answer : object
        Anything at all.

    Returns
    -------
    None, bool, int, float, str, list or dict
        See the table at the head of this module.

    Raises
    ------
    Unanswered
        If the answer is ``...`` or holds one.
    CannotEncode
        If the answer is something else than the table lists, more than 100,000 items or a
        million characters, or nested more than 20 deep. ``str()`` of it is one sentence.
    """
    try:
        return _Encoder().value(answer, 0)
    except (Unanswered, CannotEncode, KeyboardInterrupt):
        raise
    except BaseException as error:
        # Only the answer's own methods (a chart's, a time zone's) can get us here, and those
        # may raise whatever they like, SystemExit and RecursionError included.
        raise CannotEncode("broken", _name(type(answer))) from error


# type.__dict__ and not cls.__mro__: a metaclass may answer the latter as it pleases. For the same
# reason nothing here calls isinstance(), which believes an object's own __class__.
_read_mro = type.__dict__["__mro__"].__get__
_read_name = type.__dict__["__name__"].__get__


def _name(cls: type) -> str:
    """Return a type's name, safe to print."""
    name = "".join(char if char.isprintable() else "?" for char in _read_name(cls))
    return name[:60]


def _is(value: object, *names: str) -> bool:
    """Whether one of the types ``module.Name`` is among the true ancestors of ``value``.

    A module that was never imported is not imported now: then the value cannot be its type.
    """
    ancestors = _read_mro(type(value))
    for name in names:
        module_name, _, attribute = name.rpartition(".")
        module = sys.modules.get(module_name)
        cls = getattr(module, attribute, None) if module is not None else None
        if cls is not None and any(cls is ancestor for ancestor in ancestors):
            return True
    return False


def _a(value: object, cls: type) -> bool:
    return any(cls is ancestor for ancestor in _read_mro(type(value)))


_ONE_BY_ONE = (list, tuple, range, type({}.keys()), type({}.values()), type({}.items()))


class _Encoder:
    """Encodes one answer and counts what it has written."""

    def __init__(self) -> None:
        self.items = 0
        self.characters = 0

    def value(self, value: object, depth: int) -> JSON:
        if value is Ellipsis:
            raise Unanswered
        if depth > MOST_DEPTH:
            raise CannotEncode("depth", _name(type(value)))
        self.count(1, value)
        if value is None or value is True or value is False:
            return value
        for encoder in (self.scalar, self.moment, self.container, self.numpy, self.pandas):
            found, encoded = encoder(value, depth)
            if found:
                return encoded
        if _is(value, "altair.TopLevelMixin", "altair.vegalite.v5.api.TopLevelMixin"):
            return self.chart(value)
        raise CannotEncode(_obstacle(value), _name(type(value)))

    def count(self, items: int, value: object, characters: int = 0) -> None:
        self.items += items
        self.characters += characters
        if self.items > MOST_ITEMS or self.characters > MOST_CHARACTERS:
            raise CannotEncode("size", _name(type(value)))

    def text(self, value: str) -> str:
        exact = str.__str__(value)
        self.count(0, value, len(exact))
        # A lone surrogate can neither be printed nor stored.
        return exact.encode("utf-8", "replace").decode("utf-8")

    def scalar(self, value: object, depth: int) -> tuple[bool, JSON]:
        if _a(value, str):
            return True, self.text(value)
        if _a(value, int):
            exact = int.__int__(value)
            if exact.bit_length() > 1024:
                raise CannotEncode("size", _name(type(value)))
            return True, exact
        if _is(value, "decimal.Decimal", "fractions.Fraction"):
            return True, self.number(float(value))
        if _a(value, float):
            return True, self.number(float.__float__(value))
        return False, None

    @staticmethod
    def number(exact: float) -> JSON:
        if exact != exact:
            return None
        if exact in (float("inf"), float("-inf")):
            return "Infinity" if exact > 0 else "-Infinity"
        return exact

    def moment(self, value: object, depth: int) -> tuple[bool, JSON]:
        if _is(value, "pandas.api.typing.NaTType", "pandas.api.typing.NAType"):
            return True, None
        if _a(value, datetime.datetime):
            return True, self.text(datetime.datetime.isoformat(value))
        if _a(value, datetime.date):
            return True, self.text(datetime.date.isoformat(value))
        if _a(value, datetime.time):
            return True, self.text(datetime.time.isoformat(value))
        if _a(value, datetime.timedelta):
            return True, _duration(value)
        if _is(value, "pandas.Period"):
            return True, self.text(str(value))
        return False, None

    def container(self, value: object, depth: int) -> tuple[bool, JSON]:
        for cls in _ONE_BY_ONE:
            if _a(value, cls):
                return True, self.sequence(value, cls.__iter__(value), cls.__len__(value), depth)
        if _is(value, "collections.deque"):
            cls = sys.modules["collections"].deque
            return True, self.sequence(value, cls.__iter__(value), cls.__len__(value), depth)
        for cls in (set, frozenset):
            if _a(value, cls):
                items = self.sequence(value, cls.__iter__(value), cls.__len__(value), depth)
                return True, _in_order(items)
        if _a(value, dict):
            return True, self.mapping(value, list(dict.items(value)), depth)
        return False, None

    def sequence(self, value: object, items: object, size: int, depth: int) -> JSON:
        if self.items + size > MOST_ITEMS:
            raise CannotEncode("size", _name(type(value)))
        return [self.value(item, depth + 1) for item in items]

    def mapping(self, value: object, pairs: list, depth: int) -> JSON:
        encoded: dict = {}
        for key, item in pairs:
            name = self.key(key, depth)
            if name in encoded:
                raise CannotEncode("keys", _name(type(value)))
            encoded[name] = self.value(item, depth + 1)
        return encoded

    def key(self, key: object, depth: int) -> str:
        encoded = self.value(key, depth + 1)
        if type(encoded) is list:
            return ", ".join(str(part) for part in encoded)
        return str(encoded)

    def numpy(self, value: object, depth: int) -> tuple[bool, JSON]:
        if not _is(value, "numpy.generic", "numpy.ndarray"):
            return False, None
        if self.items + value.size > MOST_ITEMS:
            raise CannotEncode("size", _name(type(value)))
        if value.dtype.kind == "M":
            texts = sys.modules["numpy"].datetime_as_string(value)
            return True, self.value(_no_nat(texts.tolist()), depth + 1)
        if value.dtype.kind == "m":
            value = value.astype("timedelta64[us]")
        plain = value.tolist()
        if _is(plain, "numpy.generic", "numpy.ndarray"):
            # A long double, for one, stays what it is.
            raise CannotEncode("type", _name(type(value)))
        return True, self.value(plain, depth + 1)

    def pandas(self, value: object, depth: int) -> tuple[bool, JSON]:
        if _is(value, "pandas.DataFrame"):
            return True, self.frame(value, depth)
        for name in ("Series", "Index", "api.extensions.ExtensionArray"):
            if _is(value, f"pandas.{name}"):
                return True, self.sequence(value, iter(value), len(value), depth)
        return False, None

    def frame(self, value: object, depth: int) -> JSON:
        rows, columns = value.shape
        if self.items + rows * columns > MOST_ITEMS:
            raise CannotEncode("size", _name(type(value)))
        names = [self.key(name, depth) for name in value.columns]
        if len(set(names)) != len(names):
            raise CannotEncode("columns", _name(type(value)))
        return [
            dict(zip(names, [self.value(item, depth + 2) for item in row], strict=True))
            for row in value.itertuples(index=False, name=None)
        ]

    def chart(self, value: object) -> JSON:
        try:
            specification = value.to_dict()
        except (KeyboardInterrupt, Unanswered):
            raise
        except BaseException as error:
            raise CannotEncode("chart", _name(type(value))) from error
        return self.value(specification, 0)


def _obstacle(value: object) -> str:
    """Return the key of the sentence in ``REASONS`` that helps best."""
    ancestors = _read_mro(type(value))
    if _is(value, "ipywidgets.Widget"):
        return "widget"
    if _a(value, type) or any("__call__" in vars(cls) for cls in ancestors):
        return "function"
    if any("__next__" in vars(cls) for cls in ancestors):
        return "iterator"
    return "type"


def _duration(value: datetime.timedelta) -> str:
    """Return a duration as ISO 8601, in the form pandas writes: ``P1DT12H0M0S``."""
    cls = datetime.timedelta
    days = cls.days.__get__(value)
    hours, seconds = divmod(cls.seconds.__get__(value), 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{cls.microseconds.__get__(value):06d}".rstrip("0").rstrip(".")
    return f"P{days}DT{hours}H{minutes}M{seconds}{fraction}S"


def _no_nat(texts: object) -> object:
    if type(texts) is list:
        return [_no_nat(text) for text in texts]
    return None if texts == "NaT" else texts


def _in_order(items: list) -> list:
    """Return the items of a set in an order that does not change from run to run."""
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=lambda item: (type(item).__name__, repr(item)))
