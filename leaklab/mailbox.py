"""Made-up mailboxes: read them, and ask of each message what its signature can say.

Everything in ``data/synthetic`` was made by Leak Lab for teaching: the messages, the addresses
(all in ``.example`` domains, which belong to nobody) and the keys. Nothing is from 2017.

A signature by DKIM (RFC 6376) is put on by the server of a domain when a message leaves it. Who has
the domain's public key can check two things: that a server with the private key signed, and that
the signed lines are the same now as then. It says nothing of the person who wrote, and nothing of
what was not signed.

The keys are looked up in a table of the kit and never in the network.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from itertools import pairwise
from pathlib import Path

import dkim
import pandas as pd
from dkim.util import InvalidTagValueList, parse_tag_value

from leaklab import tables
from leaklab.places import home
from leaklab.wording import SentenceError, one_line, say

FOLDER = "data/synthetic/mailboxes"
CORE, MORE = "core", "more"
RESULTS = ("pass", "fail", "unsigned", "no key")
TRUTHS = ("authentic", "forged")
REMEDY = "put the file back as it was shipped"

_BANNER = re.compile(
    rb"# SYNTHETIC\. Made by Leak Lab for teaching; [^\n]*?"
    rb"(?P<messages>[0-9]+) messages, (?P<size>[0-9]+) bytes after this line\.\Z"
)
_NEEDED = ("From", "To", "Subject", "Date")
_KEYS = ("selector", "domain", "status", "public_key")

_Stamp = tuple[int, int]
_files: dict[Path, tuple[_Stamp, tuple[bytes, ...]]] = {}
_frames: dict[Path, tuple[_Stamp, pd.DataFrame]] = {}


class MailboxError(SentenceError):
    """A mailbox or a message cannot be used; the message is one sentence with where and why."""


@dataclass(frozen=True)
class Verdict:
    """What a check of one message says.

    Attributes
    ----------
    result : str
        ``"pass"``: the signed lines are as they were signed. ``"fail"``: they are not, or the
        signature is damaged. ``"unsigned"``: there is no signature. ``"no key"``: there is one,
        and no public key can be found to check it with.
    domain, selector : str
        Who signed and with which of its keys, as the signature claims; empty where unsigned.
    key_status : str
        ``"published"``, ``"withdrawn"`` or ``"private key published"`` from the key table,
        ``"unknown"`` where the table has no such key, empty where unsigned.
    """

    result: str
    domain: str
    selector: str
    key_status: str


# --- what there is -------------------------------------------------------------------------------


def boxes() -> list[str]:
    """Return the names of the boxes to sort: ``"box-01"`` and so on.

    The two small boxes of chosen cases, ``"core"`` and ``"more"``, are not among them; every
    function that takes the name of a box takes these names too.
    """
    return [name for name in _table("boxes")["box"] if name not in (CORE, MORE)]


def seed(box: str) -> int:
    """Return the seed from which a box was made."""
    return int(_row(box)["seed"])


def planted() -> pd.DataFrame:
    """Return what the seeds planted, one row a box to sort.

    Returns
    -------
    DataFrame
        ``box``, ``seed``, ``messages``, ``signed`` and ``forged`` (messages that carry a
        signature, messages that are forged).
    """
    frame = _table("boxes")
    return frame[frame["box"].isin(boxes())].reset_index(drop=True)


def truth(box: str) -> pd.DataFrame:
    """Return what is true of each message of a box: we made it, so we know.

    Returns
    -------
    DataFrame
        One row a message: ``message`` (from 1), ``truth`` (``"authentic"`` or ``"forged"``),
        ``case`` (in a word or two), ``clue`` (what a careful reader could find; empty where there
        is nothing), ``note``.
    """
    _row(box)
    frame = _table("truth")
    frame = frame[frame["box"] == box].drop(columns="box").reset_index(drop=True)
    frame["message"] = frame["message"].astype("int64")
    return frame


def key_table() -> pd.DataFrame:
    """Return the public keys, as a look-up would find them.

    Returns
    -------
    DataFrame
        One row a key: ``selector``, ``domain``, ``status`` (``"published"``, ``"withdrawn"``:
        no longer answered, so there is no key to see; ``"private key published"``: anybody can
        sign with it since), ``since`` (the day of that status), ``public_key``, ``note``.
    """
    return _table("keys")


def _table(name: str) -> pd.DataFrame:
    frame = tables.read(home(), f"synthetic-{name}")
    texts = frame.select_dtypes(["string", "category", "object"]).columns
    frame[texts] = frame[texts].astype(object).fillna("")
    return frame


def _row(box: str) -> pd.Series:
    frame = _table("boxes").set_index("box")
    if not isinstance(box, str) or box not in frame.index:
        near = tables.nearest(str(box), frame.index, 1)
        raise MailboxError(
            say(
                "There is no mailbox {box!r}{hint}; there are {names}.",
                box=box,
                hint=say(", the nearest is {near!r}", near=near[0]) if near else "",
                names=", ".join(frame.index),
            )
        )
    return frame.loc[box]


# --- reading -------------------------------------------------------------------------------------


def raw(box: str) -> list[bytes]:
    """Return the messages of a box as they lie in its file, headers first.

    Parameters
    ----------
    box : str
        A name from `boxes`, ``"core"`` or ``"more"``.

    Returns
    -------
    list of bytes
        One item a message, lines ended by a line feed.

    Raises
    ------
    MailboxError
        If there is no such box, or its file is missing, cut, without its banner, not text, or
        holds a message without headers. Nothing is half read.
    """
    _row(box)
    place = f"{FOLDER}/{box}.mbox"
    path = home() / place
    stamp = _stamp(path, place)
    known = _files.get(path)
    if not known or known[0] != stamp:
        known = (stamp, tuple(_split(path.read_bytes(), place)))
        _files[path] = known
    return list(known[1])


def load(box: str) -> pd.DataFrame:
    """Return the messages of a box as a table, one row a message.

    Parameters
    ----------
    box : str
        A name from `boxes`, ``"core"`` or ``"more"``.

    Returns
    -------
    DataFrame
        ``message`` (from 1, in the order of the file), ``date`` (wall clock in Paris, without a
        zone, as the message claims), ``sender``, ``to``, ``subject``, ``text``, ``signed_by``
        (the domain named in a signature, empty where there is none; nothing is checked here).
        Where a line of the header stands twice, this is the first: what a reader sees. The frame
        is yours to change.

    Raises
    ------
    MailboxError
        As by `raw`, or if a date cannot be read.
    """
    messages = raw(box)
    path = home() / FOLDER / f"{box}.mbox"
    stamp = _files[path][0]
    known = _frames.get(path)
    if not known or known[0] != stamp:
        rows = [_read(m, n, f"{FOLDER}/{box}.mbox") for n, m in enumerate(messages, start=1)]
        frame = pd.DataFrame(rows)
        frame["date"] = frame["date"].astype("datetime64[us]")
        known = (stamp, frame)
        _frames[path] = known
    return known[1].copy()


def core() -> pd.DataFrame:
    """Return the five chosen cases: `load` of the box ``"core"``."""
    return load(CORE)


def extra() -> pd.DataFrame:
    """Return five cases more, limits of a check: `load` of the box ``"more"``."""
    return load(MORE)


def _stamp(path: Path, place: str) -> _Stamp:
    if not path.is_file():
        raise MailboxError(
            say("{place}: the file is missing; {remedy}.", place=place, remedy=REMEDY)
        )
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _split(content: bytes, place: str) -> list[bytes]:
    """Return the messages of a file, once everything the banner states holds."""
    content = content.replace(b"\r\n", b"\n")
    try:
        content.decode("utf-8")
        if b"\0" in content:
            raise UnicodeDecodeError("utf-8", content, content.index(b"\0"), 0, "")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MailboxError(
            say(
                "{place}, line {line}: found the byte 0x{byte:02x}, expected plain text; {remedy}.",
                place=place,
                line=line,
                byte=content[error.start],
                remedy=REMEDY,
            )
        ) from None
    first, _, rest = content.partition(b"\n")
    banner = _BANNER.match(first)
    if not banner:
        raise MailboxError(
            say(
                "{place}, line 1: the banner is missing, which begins with “# SYNTHETIC.” and "
                "states how many messages follow in how many bytes; {remedy}.",
                place=place,
                remedy=REMEDY,
            )
        )
    starts = [m.start() for m in re.finditer(rb"^From [^\n]*\n", rest, re.MULTILINE)]
    parts = [rest[a:b] for a, b in pairwise([*starts, len(rest)])]
    messages = [_unquoted(part.partition(b"\n")[2]) for part in parts]
    lines = [2 + rest.count(b"\n", 0, start) for start in starts]
    # a cut spoils the last message only: of any other, say what it lacks itself
    for number, message in enumerate(messages[:-1], start=1):
        _check_headers(message, number, lines[number - 1], place)
    stated, size = int(banner["messages"]), int(banner["size"])
    if len(rest) != size or len(messages) != stated or not rest.startswith(b"From "):
        how = say("cut short") if len(rest) < size else say("changed")
        raise MailboxError(
            say(
                "{place}: the file was {how}, for it has {found} messages in {got} bytes where its "
                "first line states {stated} in {size}; {remedy}.",
                place=place,
                how=how,
                found=len(messages),
                got=len(rest),
                stated=stated,
                size=size,
                remedy=REMEDY,
            )
        )
    for number, message in enumerate(messages, start=1):
        _check_headers(message, number, lines[number - 1], place)
    return messages


def _unquoted(message: bytes) -> bytes:
    # An mbox file quotes a line that begins with "From "; the blank line that ends a message is
    # the file's.
    return re.sub(rb"^>(>*From )", rb"\1", message.removesuffix(b"\n"), flags=re.MULTILINE)


def _check_headers(message: bytes, number: int, line: int, place: str) -> None:
    head = message.partition(b"\n\n")[0]
    there = {
        m[1].decode("ascii").lower() for m in re.finditer(rb"^([!-9;-~]+):", head, re.MULTILINE)
    }
    lacking = [name for name in _NEEDED if name.lower() not in there]
    if lacking:
        raise MailboxError(
            say(
                "{place}, message {number} (line {line}): found no header {lacking}, expected the "
                "lines From, To, Subject and Date before the text; {remedy}.",
                place=place,
                number=number,
                line=line,
                lacking=lacking[0],
                remedy=REMEDY,
            )
        )


def _read(message: bytes, number: int, place: str) -> dict[str, object]:
    parsed = message_from_bytes(message, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    date = getattr(parsed["Date"], "datetime", None)
    if date is None or date.tzinfo is None:
        raise MailboxError(
            say(
                "{place}, message {number}: found the date “{date}”, expected one with its zone "
                "such as Sat, 14 Jun 2031 10:20:00 +0200; {remedy}.",
                place=place,
                number=number,
                date=one_line(str(parsed["Date"])),
                remedy=REMEDY,
            )
        )
    return {
        "message": number,
        "date": pd.Timestamp(date).tz_convert(tables.PARIS).tz_localize(None),
        "sender": _addresses(parsed, "From"),
        "to": _addresses(parsed, "To"),
        "subject": str(parsed["Subject"]),
        "text": parsed.get_content().rstrip("\n"),
        "signed_by": _signer(parsed.get("DKIM-Signature"))[0],
    }


def _addresses(parsed: EmailMessage, name: str) -> str:
    return ", ".join(address for _, address in getaddresses([str(parsed[name])]))


# --- checking ------------------------------------------------------------------------------------


def verify(message: bytes, keys: pd.DataFrame) -> Verdict:
    """Check the signature of a message against a table of keys, without a network.

    Parameters
    ----------
    message : bytes
        A message from `raw`.
    keys : DataFrame
        As from `key_table`. A key that is withdrawn, or is not in the table, is not answered: the
        result is then ``"no key"``, which says nothing about the message.

    Returns
    -------
    Verdict
        What the check says. It is not the truth: a pass is as good as the domain and its key, a
        fail may come from a mailing list's footer, and some domains sign nothing.

    Raises
    ------
    MailboxError
        If `message` is not the bytes of a message with headers, or `keys` not a table of keys.

    Notes
    -----
    Only the header lines named in a signature's ``h=`` are covered; two lines of one name may not
    both be (of a name that it names once, only the lower: RFC 6376, sections 5.4 and 8.15). A tag
    ``l=`` ends the covered part of the text (section 8.2). Of several signatures only the first is
    checked.
    """
    if not isinstance(message, bytes):
        raise MailboxError(
            say(
                "A check needs the bytes of a message, as raw(box) gives them; this is a {kind}.",
                kind=type(message).__name__,
            )
        )
    table = _keys(keys)
    try:
        signed = dkim.DKIM(message)
    except (dkim.DKIMException, IndexError):
        signed = None
    if signed is None or not signed.headers:
        raise MailboxError(
            say("This message has no headers that could be checked; give it whole, headers first.")
        )
    fields = [value for name, value in signed.headers if name.lower() == b"dkim-signature"]
    if not fields:
        return Verdict("unsigned", "", "", "")
    domain, selector = _signer(fields[0].decode("ascii", "replace"))
    if not domain:
        return Verdict("fail", "", "", "unknown")
    status, public_key = table.get((selector, domain), ("unknown", ""))
    if not public_key or status == "withdrawn":
        return Verdict("no key", domain, selector, status)
    answer = b"v=DKIM1; k=rsa; p=" + public_key.encode("ascii")

    def look_up(*_: object, **__: object) -> bytes:
        return answer  # dkimpy asks for this one key, and nobody else is asked

    try:
        holds = signed.verify(dnsfunc=look_up)
    except Exception:  # dkimpy gives way in many ways to a seal that is damaged: none of them holds
        holds = False
    return Verdict("pass" if holds else "fail", domain, selector, status)


def verify_box(box: str) -> pd.DataFrame:
    """Check every message of a box against the kit's key table.

    Returns
    -------
    DataFrame
        One row a message: ``message`` (from 1), ``result``, ``domain``, ``key_status``, as in
        `Verdict`.
    """
    keys = key_table()
    rows = [
        {"message": n, "result": v.result, "domain": v.domain, "key_status": v.key_status}
        for n, v in enumerate((verify(message, keys) for message in raw(box)), start=1)
    ]
    return pd.DataFrame(rows)


def _keys(keys: pd.DataFrame) -> Mapping[tuple[str, str], tuple[str, str]]:
    lacking = (
        [name for name in _KEYS if name not in keys.columns]
        if isinstance(keys, pd.DataFrame)
        else list(_KEYS)
    )
    if lacking:
        raise MailboxError(
            say(
                "The keys are to be a table with the columns {columns}, as key_table() gives it; "
                "it lacks {lacking}.",
                columns=", ".join(_KEYS),
                lacking=lacking[0],
            )
        )
    return {
        (str(selector), str(domain)): (str(status), "" if pd.isna(key) else str(key))
        for selector, domain, status, key in zip(*(keys[name] for name in _KEYS), strict=True)
    }


def _signer(field: str | None) -> tuple[str, str]:
    """Return domain and selector as a signature names them, both empty where it does not."""
    if field is None:
        return "", ""
    try:
        tags = parse_tag_value(str(field).encode("ascii", "replace"))
        return tags[b"d"].decode("ascii").lower(), tags[b"s"].decode("ascii")
    except (InvalidTagValueList, KeyError):
        return "", ""
