"""Make the synthetic mailboxes: ``python -m leaklab.tools.mailboxes``.

This makes only Leak Lab's own harmless mail, in ``.example`` domains, which belong to nobody
(RFC 2606), and refuses any other domain. It serves detection: learners get boxes whose truth is
known and judge them; nothing here is for sending, and the learner's half of the package has
neither this module nor anything that signs.

Everything follows from the seeds, byte for byte. Keys are of 1,024 bits: the least that the
standard allows (RFC 8301). Private keys live only while this runs. None is written anywhere, not
even the one that "was published" in the story: to check a signature nobody needs it.
"""

import csv
import hashlib
import io
import itertools
import os
import random
import re
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import dkim
from Crypto.PublicKey import RSA
from rich.console import Console
from rich.progress import Progress

from leaklab.places import home

BANNER = "# SYNTHETIC. Made by Leak Lab for teaching; "
ABOUT = (
    "invented messages, roles instead of persons, .example domains, generated keys, "
    "no private key kept, nothing from 2017."
)
MARK = "synthetic; made by Leak Lab for teaching"
THREADS = Path(__file__).with_name("mailbox_threads.txt")
PARIS = ZoneInfo("Europe/Paris")
MESSAGES = 40  # in a box
SIGNED = range(13, 18)  # of them: 32 to 43 in a hundred
FORGED = (3, 7)
LONE = "postbox.example"  # where people have mail who have no domain of their own
COVERED = [b"from", b"to", b"subject", b"date", b"message-id"]
CHANGE_OF_KEY = date(2031, 4, 28)  # of LONE; the old one is no longer answered

# The boxes: name, seed, theme, the day of the event.
BOXES = (
    ("box-01", 3116, "filmclub", date(2031, 6, 14)),
    ("box-02", 3202, "choir", date(2031, 6, 21)),
    ("box-03", 3313, "bookfair", date(2031, 6, 7)),
    ("box-04", 3423, "gardens", date(2031, 6, 14)),
    ("box-05", 3507, "chess", date(2031, 6, 21)),
    ("box-06", 3612, "bicycles", date(2031, 6, 7)),
    ("box-07", 3711, "puppets", date(2031, 6, 14)),
    ("box-08", 3867, "stars", date(2031, 6, 21)),
    ("box-09", 3909, "railway", date(2031, 6, 7)),
)
# Clues found by reading the finished boxes: box and message (thread, place in it), to the messages
# that tell, and what they tell on their day.
REREAD = {
    ("box-01", "poster", 1): (
        ("poster", 2, "approves the proof"),
        ("poster", 3, "has the posters collected"),
    ),
    ("box-04", "insert:paper", 0): (("poster", 3, "has a poster hung up"),),
}
CHOSEN_SEED = 3000  # of the boxes "core" and "more"

CLUB_ROLES = (
    "chair",
    "secretary",
    "treasurer",
    "programme",
    "volunteers",
    "technician",
    "kitchen",
)
OTHERS = {
    "events": "events@townhall.example",
    "printer": "office@printshop.example",
    "hire": "desk@hirestore.example",
    "insurer": "service@insurance.example",
    "caretaker": "caretaker@school.example",
    "baker": "shop@bakery.example",
    "radio": "desk@radio.example",
    "neighbour": f"number.twelve@{LONE}",
    "ladder": f"ladder@{LONE}",
}
SIGN_OFFS = {
    "chair": "The chair",
    "secretary": "The secretary",
    "treasurer": "The treasurer",
    "programme": "The programme group",
    "volunteers": "The coordinator of the helpers",
    "technician": "The technician",
    "kitchen": "The kitchen",
    "events": "Town hall, events office",
    "printer": "The print shop",
    "hire": "The hire shop",
    "insurer": "The insurer's service desk",
    "caretaker": "The caretaker",
    "baker": "The bakery",
    "radio": "The radio desk",
    "neighbour": "Number twelve",
    "ladder": "The owner of the ladder",
}
TYPOS = {
    "receive": "recieve",
    "because": "becuase",
    "which": "wich",
    "their": "thier",
    "would": "woud",
    "with": "wiht",
    "people": "poeple",
    "Please": "Plaese",
    "have": "ahve",
    "until": "untill",
    "that": "taht",
    "from": "form",
}


@dataclass(frozen=True)
class Key:
    """A key of a domain and its story; the private half is only in memory."""

    selector: str
    domain: str
    status: str
    since: date
    note: str

    @property
    def private(self) -> RSA.RsaKey:
        return _rsa(f"{self.selector}.{self.domain}")


KEYS = (
    Key("s2031", LONE, "published", CHANGE_OF_KEY, "In use since the change of keys."),
    Key(
        "s2030",
        LONE,
        "withdrawn",
        CHANGE_OF_KEY,
        "Replaced and no longer answered: what it signed can no longer be checked.",
    ),
    Key("mail", "hirestore.example", "published", date(2030, 9, 2), "In use."),
    Key("k1", "insurance.example", "published", date(2029, 1, 15), "In use."),
    Key(
        "x1",
        "oldpost.example",
        "private key published",
        date(2031, 6, 2),
        "Its private half stood in public from this day: what first appears after it may be "
        "signed by anybody, whatever date it bears.",
    ),
)


# --- the keys ------------------------------------------------------------------------------------


def _stream(name: str) -> Callable[[int], bytes]:
    """Return a source of bytes that is the same each time, for keys that protect nothing."""
    blocks = (hashlib.sha256(f"leak lab|{name}|{n}".encode()).digest() for n in itertools.count())
    waiting = bytearray()

    def read(count: int) -> bytes:
        while len(waiting) < count:
            waiting.extend(next(blocks))
        taken = bytes(waiting[:count])
        del waiting[:count]
        return taken

    return read


@cache
def _rsa(name: str) -> RSA.RsaKey:
    return RSA.generate(1024, randfunc=_stream(name))


class _Untimed(dkim.DKIM):
    """A signer that leaves out the time of signing, which would differ at each making."""

    def gen_header(self, fields, *rest):
        return super().gen_header([f for f in fields if f and f[0] != b"t"], *rest)


def sign(message: bytes, key: Key, *, length: bool = False) -> bytes:
    """Return a message with the signature of a ``.example`` domain on top.

    Raises
    ------
    ValueError
        If the key's domain, or any address in the message, is not in ``.example``.
    """
    check_domains(message.decode("ascii") + f"\n@{key.domain}")
    header = _Untimed(message, linesep=b"\n").sign(
        key.selector.encode(),
        key.domain.encode(),
        key.private.export_key(),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=list(COVERED),
        length=length,
    )
    return header.replace(b"\r\n", b"\n") + message


def check_domains(text: str) -> None:
    """Refuse any address outside ``.example``.

    Raises
    ------
    ValueError
        One sentence that names the first such domain.
    """
    for domain in re.findall(r"@([\w.-]+)", text):
        if not re.fullmatch(r"([a-z0-9-]+\.)+example", domain.rstrip(".")):
            raise ValueError(
                f"Leak Lab makes mail in .example domains only, and “{domain}” is none."
            )


# --- the texts -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """A message of a thread as it stands in the file of texts."""

    thread: str
    place: int  # in the thread, from 0
    first: int  # day, from the event
    last: int
    at: time
    sender: str
    to: str
    subject: str  # "Re" for a reply
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Thread:
    """A thread: its drafts, and the ranges of its numbers."""

    name: str
    ranges: Mapping[str, Sequence[int]]
    words: Mapping[str, str]
    drafts: tuple[Draft, ...]


@dataclass
class Mail:
    """A message of a box on its way from draft to file."""

    draft: Draft
    wording: str
    slots: Mapping[str, str]
    sent: datetime
    parent: "Mail | None" = None
    altered: dict[str, str] = field(default_factory=dict)  # slot, or mark, to what it became
    typo: str = ""
    truth: str = "authentic"
    case: str = ""
    clues: list["Clue"] = field(default_factory=list)
    note: str = ""

    @property
    def role(self) -> str:
        return self.slots.get("who", "") if self.draft.sender == "{who}" else self.draft.sender


# What gives a forgery away, once the messages have their numbers.
Clue = Callable[[Mapping[int, int]], str]

_HEAD = re.compile(r"(-?\d+)(?:\.\.(-?\d+))? (\d\d):(\d\d) (\{who\}|[a-z]+) > ([a-z]+): (.+)")


_WORDS = ("club", "event", "show", "place", "shelter", "gear", "guests")


@cache
def themes() -> dict[str, dict[str, str]]:
    """Return the words of every theme of the file of texts, by its name."""
    lines = re.findall(r"^% (\w+): (.+)$", THREADS.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: dict(zip(_WORDS, words.split(" | "), strict=True)) for name, words in lines}


@cache
def threads() -> dict[str, Thread]:
    """Return every thread of the file of texts, by name."""
    found: dict[str, Thread] = {}
    for block in re.split(r"^@ ", THREADS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        name, *settings = (part.strip() for part in lines[0].split(";"))
        ranges, words = {}, {}
        for setting in settings:
            slot, _, value = setting.partition("=")
            limits = re.fullmatch(r"(\d+)\.\.(\d+)/(\d+)", value)
            if limits:
                low, high, step = (int(part) for part in limits.groups())
                ranges[slot] = range(low, high + 1, step)
            else:
                words[slot] = value
        drafts: list[Draft] = []
        texts: list[list[str]] = []
        for line in lines[1:]:
            head = _HEAD.fullmatch(line)
            if head:
                first, last, hour, minute, sender, to, subject = head.groups()
                drafts.append(
                    Draft(
                        thread=name,
                        place=len(drafts),
                        first=int(first),
                        last=int(last or first),
                        at=time(int(hour), int(minute)),
                        sender=sender,
                        to=to,
                        subject=subject,
                        wordings=(),
                    )
                )
                texts.append([""])
            elif line == "or":
                texts[-1].append("")
            else:
                texts[-1][-1] += (" " if texts[-1][-1] else "") + line
        found[name] = Thread(
            name,
            ranges,
            words,
            tuple(replace(d, wordings=tuple(t)) for d, t in zip(drafts, texts, strict=True)),
        )
    return found


_MARK = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
_SLOT = re.compile(r"\{(\w[\w+-]*)\}")


# not strftime: it would follow the language of the machine
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = {4: "April", 5: "May", 6: "June", 7: "July"}


def _dated(day: date, weekday: str = "") -> str:
    return f"{weekday or _weekday(day)} {day.day} {_MONTHS[day.month]}"


def _weekday(day: date) -> str:
    return _DAYS[day.weekday()]


def _filled(text: str, mail: Mail, event: date, altered: Mapping[str, str]) -> str:
    def mark(match: re.Match[str]) -> str:
        return match[2] if "[[" in altered else match[1]

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        if name in altered:
            return altered[name]
        day = re.fullmatch(r"([dw])([+-]?\d+)", name)
        if day:
            there = event + timedelta(int(day[2]))
            return _dated(there) if day[1] == "d" else _weekday(there)
        return mail.slots[name]

    return _SLOT.sub(slot, _MARK.sub(mark, text))


def _subject(mail: Mail, event: date) -> str:
    first = mail
    while first.draft.subject == "Re" and first.parent:
        first = first.parent
    subject = _filled(first.draft.subject, first, event, {})
    subject = subject[0].upper() + subject[1:]
    return f"Re: {subject}" if first is not mail else subject


def _sentence(text: str) -> str:
    return re.match(r".+?[.!?](?= |$)", text)[0]


def plain(mail: Mail, event: date, *, original: bool = False) -> tuple[str, str]:
    """Return what a message quotes and what it says itself, as it was written or as it is now."""
    altered = {k: v for k, v in mail.altered.items() if not original or k.startswith("=")}
    altered = {k.removeprefix("="): v for k, v in altered.items()}
    own = _filled(mail.wording.replace("{q}", ""), mail, event, altered)
    own = re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), own)
    if mail.typo:
        own = re.sub(rf"\b{mail.typo}\b", TYPOS[mail.typo], own, count=1)
    quoted = ""
    if mail.parent and "{q}" in mail.wording:
        # whoever answers has the message as it was sent
        quoted = _sentence(plain(mail.parent, event, original=True)[1])
    return quoted, own


# --- one box -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """A finished box: its messages as bytes, and their truth."""

    name: str
    seed: int
    messages: tuple[bytes, ...]
    truths: tuple[tuple[str, str, str, str], ...]  # truth, case, clue, note

    @property
    def signed(self) -> int:
        return sum(b"\nDKIM-Signature: " in b"\n" + message for message in self.messages)

    @property
    def forged(self) -> int:
        return sum(row[0] == "forged" for row in self.truths)


def make_box(name: str, seed: int, theme: str, event: date, told: set[str]) -> Box:
    """Make a box of forty messages from its seed.

    Parameters
    ----------
    name : str
        Such as ``"box-01"``.
    seed : int
        Decides how many are forged (none, or 3 to 7), which threads the box has, and the rest.
    theme : str
        A name from `themes`.
    event : date
        The day that everybody prepares.
    told : set of str
        Wordings of single messages that earlier boxes have used up; this box adds its own.
    """
    rng = random.Random(seed)
    forged = 0 if rng.random() < 0.4 else rng.randint(*FORGED)
    footer = rng.random() < 0.5  # whether this club's list writes a line under every message
    altered = 0 if not forged else round(forged * rng.uniform(0.4, 0.6))
    inserted = forged - altered
    mails = _choose(rng, theme, event, MESSAGES - inserted, told)
    mails += _insert(rng, theme, event, mails, inserted, told)
    lone = _who_has_no_domain(rng, theme, mails)
    addresses = _addresses(theme, lone)
    for mail in mails:
        if mail.case == "inserted" and _signs(addresses[mail.role]):
            mail.clues.append(_unlike_its_domain(addresses[mail.role]))
    _alter(rng, mails, event, addresses, altered)
    _reread(name, mails)
    _oddities(rng, mails, event)
    mails.sort(key=lambda mail: mail.sent)
    numbers = {id(mail): n for n, mail in enumerate(mails, start=1)}
    messages, truths = [], []
    for mail in mails:
        messages.append(_written(name, mail, event, addresses, theme, footer))
        clue = "; ".join(clue(numbers) for clue in mail.clues)
        truths.append((mail.truth, _case(mail, messages[-1], footer), clue, mail.note))
    return Box(name, seed, tuple(messages), tuple(truths))


def _choose(rng: random.Random, theme: str, event: date, count: int, told: set[str]) -> list[Mail]:
    """Return mail of the theme's own threads and of others, `count` in all."""
    general = [t for name, t in threads().items() if ":" not in name]
    rng.shuffle(general)
    asides = _untold([t for t in general if t.name.startswith("aside")], told)
    notes = [t for t in general if t.name.startswith("note")]
    # two messages such as one writes to one person only, a note, and then threads; more notes fill
    # up what no thread fits into
    chosen = [t for name, t in threads().items() if name.startswith(f"box:{theme}:")]
    chosen += [*asides[:2], notes[0]]
    left = count - sum(len(thread.drafts) for thread in chosen)
    for thread in general:
        if 1 < len(thread.drafts) <= left:
            chosen.append(thread)
            left -= len(thread.drafts)
    chosen += notes[1 : 1 + left]
    return [mail for thread in chosen for mail in _written_up(rng, thread, theme, event, told)]


def _untold(found: Sequence[Thread], told: set[str]) -> list[Thread]:
    return [t for t in found if any(w not in told for w in t.drafts[0].wordings)]


def _written_up(
    rng: random.Random, thread: Thread, theme: str, event: date, told: set[str]
) -> list[Mail]:
    slots = {**themes()[theme], **thread.words}
    slots |= {slot: str(rng.choice(values)) for slot, values in thread.ranges.items()}
    # drawn all the same, so that what is drawn after it stays
    slots |= {n.partition(".")[2]: w for n, w in thread.words.items() if n.startswith(f"{theme}.")}
    shift = rng.choice((0, 0, 1))
    mails: list[Mail] = []
    for draft in thread.drafts:
        # near the event the days are fixed
        days = rng.randint(draft.first, draft.last) + (shift if draft.first < -8 else 0)
        sent = datetime.combine(event + timedelta(days), draft.at, PARIS)
        sent += timedelta(minutes=rng.randint(-18, 18), seconds=rng.randrange(60))
        wording = rng.choice([w for w in draft.wordings if w not in told] or draft.wordings)
        if thread.name.startswith(("aside", "insert")):
            told.add(wording)
        mails.append(Mail(draft, wording, slots, sent, mails[-1] if mails else None))
    return mails


def _insert(
    rng: random.Random,
    theme: str,
    event: date,
    mails: Sequence[Mail],
    count: int,
    told: set[str],
) -> list[Mail]:
    """Return messages that nobody sent, by roles that write in this box."""
    roles = {mail.role for mail in mails}
    away = _away(mails, event)
    fitting = [
        t for n, t in threads().items() if n.startswith("insert") and t.drafts[0].sender in roles
    ]
    rng.shuffle(fitting)
    inserts = []
    for thread in _untold(fitting, told)[:count]:
        (mail,) = _written_up(rng, thread, theme, event, told)
        mail.truth, mail.case = "forged", "inserted"
        mail.note = "Put into the box; nobody sent it."
        if mail.role in away:
            first, last, notice = away[mail.role]
            day = first + timedelta(rng.randint(1, (last - first).days - 1))
            mail.sent = datetime.combine(day, mail.sent.timetz())
            mail.clues.append(_says(notice, "that this sender reads and writes no mail then"))
        inserts.append(mail)
    return inserts


def _unlike_its_domain(address: str) -> Clue:
    domain = address.partition("@")[2]
    return lambda _: f"no signature, though {domain} signs its other mail here"


def _says(other: Mail, what: str, verb: str = "says") -> Clue:
    return lambda numbers: f"message {numbers[id(other)]} {verb} {what}"


def _reread(box: str, mails: Sequence[Mail]) -> None:
    """Add the clues that only somebody who reads a box can name."""
    at = {(mail.draft.thread, mail.draft.place): mail for mail in mails}
    for (where, *place), found in REREAD.items():
        if where == box:
            if at[tuple(place)].truth != "forged":
                raise ValueError(f"{box}: {place} is not forged; read the box again.")
            for *there, what in found:
                at[tuple(place)].clues.append(_tells(at[tuple(there)], what))


def _tells(other: Mail, what: str) -> Clue:
    # its day only once it is asked: it may still be moved to a night
    return lambda numbers: (
        f"message {numbers[id(other)]} {what} on {other.sent.day} {_MONTHS[other.sent.month]}"
    )


def _away(mails: Sequence[Mail], event: date) -> dict[str, tuple[date, date, Mail]]:
    spans = {"holiday": (-15, -10), "holiday2": (-32, -27)}
    return {
        mail.role: (*(event + timedelta(d) for d in spans[mail.draft.thread]), mail)
        for mail in mails
        if mail.draft.thread in spans and mail.draft.place == 0
    }


def _who_has_no_domain(rng: random.Random, theme: str, mails: Sequence[Mail]) -> frozenset[str]:
    """Choose which roles use a mail provider, so that a fair part of the box is signed."""
    some = [frozenset(c) for n in range(5) for c in itertools.combinations(CLUB_ROLES, n)]
    rng.shuffle(some)
    for lone in some:
        addresses = _addresses(theme, lone)
        sent = [mail for mail in mails if mail.case != "inserted"]
        if sum(_signs(addresses[mail.role]) for mail in sent) in SIGNED:
            return lone
    raise ValueError("No share of signed messages fits; choose another seed.")


def _addresses(theme: str, lone: frozenset[str]) -> dict[str, str]:
    club = {
        role: f"{role}.{theme}@{LONE}" if role in lone else f"{role}@{theme}.example"
        for role in CLUB_ROLES
    }
    return {**club, **OTHERS, "list": f"all@{theme}.example"}


def _alter(
    rng: random.Random,
    mails: Sequence[Mail],
    event: date,
    addresses: Mapping[str, str],
    count: int,
) -> None:
    """Alter `count` messages: the first is signed, the others not; every other has a clue."""
    ways = [
        way for mail in mails if mail.truth == "authentic" for way in _ways(rng, mail, mails, event)
    ]
    rng.shuffle(ways)
    for turn in range(count):
        # sorted is stable: among equally good ways the shuffle decides
        best = sorted(
            ways,
            key=lambda way: (
                _signs(addresses[way.mail.role]) != (turn == 0),
                bool(way.clues) != (turn % 2 == 0),
                way.quoted != (turn == 2),
            ),
        )[0]
        best.mail.altered |= best.changes
        best.mail.truth, best.mail.case = "forged", "altered"
        best.mail.note = f"It said {best.was}."
        best.mail.clues += best.clues
        ways = [way for way in ways if way.mail.slots is not best.mail.slots]


def _signs(address: str) -> bool:
    return address.partition("@")[2] in {key.domain for key in KEYS}


@dataclass(frozen=True)
class Way:
    """A way in which a message could have been altered, and what would give it away."""

    mail: Mail
    changes: Mapping[str, str]
    was: str
    clues: Sequence[Clue]
    quoted: bool  # an answer quotes it as it was


def _ways(rng: random.Random, mail: Mail, mails: Sequence[Mail], event: date) -> Iterator[Way]:
    others = [m for m in mails if m.slots is mail.slots and m is not mail]
    quoting = [m for m in others if m.parent is mail and "{q}" in m.wording]
    first = _sentence(mail.wording.replace("{q}", ""))
    for slot in dict.fromkeys(_SLOT.findall(mail.wording)):
        clues = [_quotes(m) for m in quoting if f"{{{slot}}}" in first]
        quoted = bool(clues)
        day = re.fullmatch(r"d(-?\d+)", slot)
        if day:
            there = event + timedelta(int(day[1]))
            wrong = _dated(there + timedelta(rng.choice((2, 3, 9))), _weekday(there))
            told = f"{wrong.partition(' ')[2]} is no {_weekday(there)}"
            clues.append(lambda _, told=told: told)
            # the event's own day stands in other threads, too
            saying = [m for m in (mails if slot == "d0" else others) if m is not mail]
            saying = [m for m in saying if f"{{{slot}}}" in m.wording]
            saying.sort(key=lambda m: m.sent)
            clues += [_says(m, _dated(there)) for m in saying[:1]]
            yield Way(mail, {slot: wrong}, _dated(there), clues, quoted)
        elif mail.slots.get(slot, "").isdigit() and slot != "until":
            old = int(mail.slots[slot])
            new = str(old + rng.choice((2, 3, 4)) * max(1, old // 8))
            saying = [m for m in others if f"{{{slot}}}" in m.wording]
            verb = "orders" if slot == "bottles" else "says"
            clues += [_says(m, str(old), verb) for m in saying[:1]]
            yield Way(mail, {slot: new}, str(old), clues, quoted)
    marked = _MARK.search(mail.wording)
    if marked:
        clues = [_quotes(m) for m in quoting if "[[" in first]
        was = _filled(marked[1], mail, event, {}).rstrip(".")
        yield Way(mail, {"[[": ""}, f"“{was}”", clues, bool(clues))


def _quotes(other: Mail) -> Clue:
    return lambda numbers: f"message {numbers[id(other)]} quotes it as it was"


def _oddities(rng: random.Random, mails: Sequence[Mail], event: date) -> None:
    """Give authentic messages what real ones have too: slips, wrong weekdays, odd hours."""
    plain_ones = [mail for mail in mails if mail.truth == "authentic"]
    rng.shuffle(plain_ones)
    wanted = {"typo": 3, "weekday": 1, "hour": 2}
    for mail in plain_ones:
        kind = next((k for k in ("weekday", "hour", "typo") if wanted[k]), None)
        if kind is None:
            return
        for kind in ("weekday", "hour", "typo"):
            if wanted[kind] and _odd(rng, mail, mails, event, kind):
                wanted[kind] -= 1
                break


def _odd(rng: random.Random, mail: Mail, mails: Sequence[Mail], event: date, kind: str) -> bool:
    children = [m for m in mails if m.parent is mail]
    if kind == "weekday":
        days = re.findall(r"\{(d-?\d+)\}", mail.wording)
        if not days:
            return False
        there = event + timedelta(int(days[0][1:]))
        wrong = there + timedelta(rng.choice((-1, 1)))
        # "=": a slip of the writer's own, which an answer quotes as it is
        mail.altered[f"={days[0]}"] = _dated(there, _weekday(wrong))
        mail.note = f"An innocent slip: that day is a {_weekday(there)}."
    elif kind == "hour":
        night = datetime.combine(mail.sent.date() + timedelta(1), time(3, 7), PARIS)
        night += timedelta(minutes=rng.randrange(90))
        if mail.sent.hour < 18 or any(child.sent <= night for child in children):
            return False
        mail.sent, mail.note = night, "Written at night, as people sometimes do."
    else:
        used = {other.typo for other in mails}
        words = [w for w in TYPOS if w not in used and re.search(rf"\b{w}\b", mail.wording)]
        words = [] if _MARK.search(mail.wording) else words
        if not words:
            return False
        mail.typo = rng.choice(words)
        mail.note = f"An innocent slip of the keyboard: “{TYPOS[mail.typo]}”."
    return True


def _key(mail: Mail, address: str) -> Key | None:
    """Return the key with which the sender's domain signed that day, if it signs at all."""
    domain = address.partition("@")[2]
    if domain == LONE:
        selector = "s2031" if mail.sent.date() >= CHANGE_OF_KEY else "s2030"
        return next(key for key in KEYS if key.selector == selector)
    return next((key for key in KEYS if key.domain == domain), None)


def _written(
    box: str,
    mail: Mail,
    event: date,
    addresses: Mapping[str, str],
    theme: str,
    footer: bool,
) -> bytes:
    """Return a message as the box has it: sent, perhaps through the list, perhaps altered."""
    key = None if mail.case == "inserted" else _key(mail, addresses[mail.role])
    now = _message(box, mail, event, addresses)
    signature = b""
    if key:
        sent = _message(box, mail, event, addresses, original=True)
        signature = sign(sent, key)[: -len(sent)]
    if footer and mail.draft.to == "list":
        club = themes()[theme]["club"]
        now += f"\n_____\nYou get this as a member of the list of the {club}.\n".encode()
    return signature + now


def _message(
    box: str, mail: Mail, event: date, addresses: Mapping[str, str], *, original: bool = False
) -> bytes:
    to = addresses[mail.slots.get("who", "") if mail.draft.to == "{who}" else mail.draft.to]
    sender = addresses[mail.role]
    quoted, own = plain(mail, event, original=original)
    parts = [textwrap.fill(own, 74), SIGN_OFFS[mail.role]]
    if quoted:
        parts.insert(0, textwrap.fill(quoted, 72, initial_indent="> ", subsequent_indent="> "))
    return compose(
        {
            "From": sender,
            "To": to,
            "Subject": _subject(mail, event),
            "Date": format_datetime(mail.sent),
            "Message-ID": _message_id(box, mail, sender),
            **(
                {"In-Reply-To": _message_id(box, mail.parent, addresses[mail.parent.role])}
                if mail.parent and mail.draft.subject == "Re"
                else {}
            ),
        },
        "\n\n".join(parts),
    )


def _message_id(box: str, mail: Mail, sender: str) -> str:
    told = f"{box}|{mail.draft.thread}|{mail.draft.place}"
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:12]}@{sender.partition('@')[2]}>"


def compose(headers: Mapping[str, str], text: str) -> bytes:
    """Return a message, with the line that says what it is; addresses in ``.example`` only."""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    message = "\n".join([*lines, f"X-Leak-Lab: {MARK}", "", text, ""])
    check_domains(message)
    return message.encode("ascii")


def _case(mail: Mail, message: bytes, footer: bool) -> str:
    if mail.case:
        return mail.case
    if not message.startswith(b"DKIM-Signature"):
        return "never signed"
    if b"s=s2030" in message:
        return "key withdrawn"
    return "list footer" if footer and mail.draft.to == "list" else "intact"


# --- the chosen cases ----------------------------------------------------------------------------


def _mail(number: int, sender: str, to: str, subject: str, sent: datetime, text: str) -> bytes:
    domain = sender.partition("@")[2]
    headers = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": format_datetime(sent),
        "Message-ID": f"<chosen.{number}@{domain}>",
    }
    return compose(headers, "\n\n".join(textwrap.fill(part, 74) for part in text.split("\n")))


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2031, month, day, hour, minute, tzinfo=PARIS)


def _under(selector: str) -> Key:
    return next(key for key in KEYS if key.selector == selector)


def _swapped(message: bytes, old: str, new: str) -> bytes:
    if message.count(old.encode()) != 1:
        raise ValueError(f"“{old}” does not stand in the message exactly once.")
    return message.replace(old.encode(), new.encode())


CHAIR = "chair@filmclub.example"


def make_core() -> Box:
    """Make the five cases of the lesson's core, one message each."""
    whole = sign(
        _mail(
            1,
            "desk@hirestore.example",
            "technician@filmclub.example",
            "The big projector",
            _at(5, 6, 9, 10),
            "The big projector is reserved for you. The price is 180 euros with insurance. Please "
            "come before six in the evening, somebody will help with the loading.\nThe hire shop",
        ),
        _under("mail"),
    )
    altered = _swapped(
        sign(
            _mail(
                2,
                f"number.twelve@{LONE}",
                CHAIR,
                "The noise",
                _at(5, 9, 20, 45),
                "Good. If it really ends at ten, I have no objection. I might even come down with "
                "a folding chair.\nNumber twelve",
            ),
            _under("s2031"),
        ),
        "I have no objection",
        "I want 50 euros too",
    )
    never = _mail(
        3,
        "events@townhall.example",
        CHAIR,
        "Using the school meadow",
        _at(5, 12, 11, 15),
        "The school meadow is free on Saturday 14 June. Please leave a lane of three metres for "
        "the fire brigade, and send us the form within the month.\nTown hall, events office",
    )
    withdrawn = sign(
        _mail(
            4,
            f"kitchen.filmclub@{LONE}",
            CHAIR,
            "Rolls for the evening",
            _at(4, 21, 7, 50),
            "I have asked the bakery for 120 rolls. Half of them with seeds, as every year. We "
            "fetch them with the handcart.\nThe kitchen",
        ),
        _under("s2030"),
    )
    published = sign(
        _mail(
            5,
            "secretary@oldpost.example",
            CHAIR,
            "Minutes of our meeting",
            _at(5, 14, 20, 40),
            "The vote on the date was only for show, we had long agreed on it. I have written the "
            "minutes before the meeting, so that we get home early.\nThe secretary",
        ),
        _under("x1"),
    )
    return Box(
        "core",
        CHOSEN_SEED,
        (whole, altered, never, withdrawn, published),
        (
            (
                "authentic",
                "intact",
                "",
                "Pass: a server of hirestore.example signed these lines, and they are unchanged. "
                "Who sat at the keyboard, and whether the price is right, is not checked.",
            ),
            (
                "forged",
                "body altered",
                "",
                "Fail: the text is not what was signed. The check does not say who changed it, "
                "when, or what stood there before.",
            ),
            (
                "authentic",
                "never signed",
                "",
                "Unsigned: there is nothing to check. That is how this office has always written; "
                "it speaks neither for the message nor against it.",
            ),
            (
                "authentic",
                "key withdrawn",
                "",
                "No key: it is signed, but the provider has changed keys and no longer answers for "
                "the old one. Cannot be checked does not mean forged.",
            ),
            (
                "forged",
                "key published",
                "",
                "Pass, and yet nobody at oldpost.example wrote it: the private key stood in public "
                "from 2 June 2031, and this message was first seen after that day. The date in a "
                "message is only what it claims.",
            ),
        ),
    )


def make_more() -> Box:
    """Make five cases more: what a check does not cover, and why a fail is no proof either."""
    subject = _swapped(
        sign(
            _mail(
                11,
                "service@insurance.example",
                "treasurer@filmclub.example",
                "Your supplement is in force",
                _at(5, 7, 9, 30),
                "The supplement for Saturday 14 June has been booked. Please report any damage "
                "within a week, with pictures if possible.\nThe insurer's service desk",
            ),
            _under("k1"),
        ),
        "Subject: Your supplement is in force",
        "Subject: Your supplement is refused",
    )
    listed = (
        sign(
            _mail(
                12,
                f"volunteers.filmclub@{LONE}",
                "all@filmclub.example",
                "Helpers so far",
                _at(5, 23, 18, 30),
                "The list is full: twelve people, two of them new. Still missing is somebody who "
                "dares to speak into the microphone.\nThe coordinator of the helpers",
            ),
            _under("s2031"),
        )
        + b"\n_____\nYou get this as a member of the list of the film club.\n"
    )
    added = b"Importance: high\n" + sign(
        _mail(
            13,
            f"ladder@{LONE}",
            "volunteers@filmclub.example",
            "My ladder",
            _at(6, 2, 17, 5),
            "You may have my long ladder, but only with the rubber feet on, and I want it back on "
            "Monday. I need it for the cherries.\nThe owner of the ladder",
        ),
        _under("s2031"),
    )
    second = b"Subject: We cannot lend you anything\n" + sign(
        _mail(
            14,
            "desk@hirestore.example",
            "technician@filmclub.example",
            "Opening hours",
            _at(5, 30, 11, 5),
            "A word to our customers: we close at five in June. Whoever collects on a Friday "
            "should come in the morning, there is less waiting then.\nThe hire shop",
        ),
        _under("mail"),
    )
    longer = (
        sign(
            _mail(
                15,
                "service@insurance.example",
                "treasurer@filmclub.example",
                "Our office moves",
                _at(5, 19, 10, 50),
                "Our office moves to the first floor in May. The lift works. Your contract and "
                "your contact stay the same, you need do nothing.\nThe insurer's service desk",
            ),
            _under("k1"),
            length=True,
        )
        + b"\nYour evening is not covered any more.\n"
    )
    return Box(
        "more",
        CHOSEN_SEED,
        (subject, listed, added, second, longer),
        (
            (
                "forged",
                "subject altered",
                "",
                "Fail: the subject is among the lines that the signature names, and it was "
                "changed. The text's own number still fits; our short verdict does not tell.",
            ),
            (
                "authentic",
                "list footer",
                "",
                "Fail, and yet the sender wrote it so: a mailing list put its line under the text, "
                "as many do. A fail says changed since it was signed, not forged.",
            ),
            (
                "authentic",
                "header added",
                "",
                "Pass: servers on the way may add lines, and only the lines that a signature names "
                "are covered (RFC 6376, section 5.4). What such a line says is not checked.",
            ),
            (
                "forged",
                "second subject",
                "",
                "Pass, but two subjects stand in the header and the seal covers one; the one shown "
                "is not sealed (RFC 6376, section 8.15). A careful check counts them.",
            ),
            (
                "forged",
                "length tag",
                "",
                "Pass, but the seal covers part of the text only (tag l=; RFC 6376, section 8.2). "
                "A careful check refuses this.",
            ),
        ),
    )


# --- the files -----------------------------------------------------------------------------------


def mbox(box: Box) -> bytes:
    """Return the file of a box: the banner, then the messages in mbox form."""
    parts = []
    for message in box.messages:
        quoted = re.sub(rb"^(>*From )", rb">\1", message, flags=re.MULTILINE)
        parts.append(b"From leaklab@synthetic.example Wed Jan  1 00:00:00 2031\n" + quoted + b"\n")
    rest = b"".join(parts)
    size = f"{len(parts)} messages, {len(rest)} bytes after this line."
    first = f"{BANNER}{ABOUT[:-1]}; {box.name}, {size}"
    return first.encode("ascii") + b"\n" + rest


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a CSV file whose first line is the banner, as a comment."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return f"{BANNER}{ABOUT}\n{out.getvalue()}".encode()


def make_boxes() -> Iterator[Box]:
    """Make every box, in the order of the table; a generator, so that progress can be shown."""
    told: set[str] = set()
    for name, seed, theme, event in BOXES:
        yield make_box(name, seed, theme, event, told)
    yield make_core()
    yield make_more()


def files(boxes: Sequence[Box]) -> dict[str, bytes]:
    """Return every file of ``data/synthetic`` by its path in that folder."""
    found = {f"mailboxes/{box.name}.mbox": mbox(box) for box in boxes}
    found["boxes.csv"] = table(
        ("box", "seed", "messages", "signed", "forged"),
        [(b.name, b.seed, len(b.messages), b.signed, b.forged) for b in boxes],
    )
    found["truth.csv"] = table(
        ("box", "message", "truth", "case", "clue", "note"),
        [(b.name, n, *row) for b in boxes for n, row in enumerate(b.truths, start=1)],
    )
    found["keys.csv"] = table(
        ("selector", "domain", "status", "since", "public_key", "note"),
        [
            (
                key.selector,
                key.domain,
                key.status,
                key.since.isoformat(),
                "" if key.status == "withdrawn" else _public(key),
                key.note,
            )
            for key in KEYS
        ],
    )
    return found


def _public(key: Key) -> str:
    text = key.private.public_key().export_key().decode()
    return "".join(line for line in text.splitlines() if not line.startswith("-----"))


def write(folder: Path, found: Mapping[str, bytes]) -> None:
    """Write the files, each whole or not at all."""
    for name, content in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(part).chmod(0o644)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise


@click.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write; data/synthetic if not given.",
)
def main(into: Path | None) -> None:
    """Make the synthetic mailboxes, their keys and their truth, from the seeds."""
    folder = into or home() / "data" / "synthetic"
    boxes: list[Box] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Mailboxes", total=len(BOXES) + 2)
        for box in make_boxes():
            boxes.append(box)
            progress.update(task, advance=1, description=f"Mailbox {box.name}")
    found = files(boxes)
    write(folder, found)
    for box in boxes:
        click.echo(
            f"{box.name}: seed {box.seed}, {len(box.messages)} messages, {box.signed} signed, "
            f"{box.forged} forged"
        )
    size = sum(len(content) for content in found.values())
    click.echo(f"{len(found)} files, {size:,} bytes, in {folder}")


if __name__ == "__main__":
    main()
