"""The made-up mailboxes: what is in them, what a check says, and what is wrong with a damaged one.

The private keys are on no disk. Where a test needs to sign, it makes them again from their seeds.
"""

import ast
import base64
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from casework import ROOT, one_sentence
from click.testing import CliRunner
from Crypto.PublicKey import RSA
from hypothesis import given, settings
from hypothesis import strategies as st

from leaklab import mailbox
from leaklab.mailbox import MailboxError, Verdict
from leaklab.tools import mailboxes as making

SYNTHETIC = ROOT / "data" / "synthetic"
BANNER = "# SYNTHETIC. Made by Leak Lab for teaching;"
BOXES = [name for name, *_ in making.BOXES]
EVERY = [*BOXES, "core", "more"]
each_box = pytest.mark.parametrize("box", EVERY)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return making.files(list(making.make_boxes()))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a copy of the made-up mail, to be damaged."""
    shutil.copytree(SYNTHETIC, tmp_path / "data" / "synthetic")
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    ours = [r for r in package["resources"] if r["name"].startswith("synthetic-")]
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps({"resources": ours}))
    monkeypatch.setenv("LEAKLAB_HOME", str(tmp_path))
    return tmp_path


# --- made from seeds -----------------------------------------------------------------------------


def test_what_lies_in_the_folder_is_what_the_seeds_make(made: dict[str, bytes]) -> None:
    assert files_of(SYNTHETIC) == dict(sorted(made.items()))


def test_made_again_from_nothing_it_is_the_same_to_the_byte(tmp_path: Path, made) -> None:
    making._rsa.cache_clear()
    done = CliRunner().invoke(making.main, ["--into", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert files_of(tmp_path) == dict(sorted(made.items()))
    assert "box-01: seed " in done.output
    assert f"{len(made)} files" in done.output


def test_a_time_of_signing_would_make_it_differ_and_is_left_out() -> None:
    for box in EVERY:
        for message in mailbox.raw(box):
            seal = message_from_bytes(message)["DKIM-Signature"]
            assert seal is None or not re.search(r"(^|;)\s*t=", seal)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "boxes.csv").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(making.os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        making.write(tmp_path, {"boxes.csv": b"new"})
    assert files_of(tmp_path) == {"boxes.csv": b"old"}


def test_the_folder_is_small() -> None:
    assert sum(len(content) for content in files_of(SYNTHETIC).values()) < 1_000_000


# --- what may lie there, and what may not --------------------------------------------------------


def without_banner(folder: Path) -> list[str]:
    """Return the files that do not begin with the banner."""
    begun = BANNER.encode()
    return [name for name, content in files_of(folder).items() if not content.startswith(begun)]


def outside(text: str) -> list[str]:
    """Return the domains that are not in ``.example``: in addresses, seals, links and names."""
    found = re.findall(r"@([\w.-]+\w)|\bd=([\w.-]+\w)|https?://([\w.-]+\w)", text)
    found = [next(filter(None, groups)) for groups in found]
    found += re.findall(r"\b[\w-]+\.(?:com|org|net|fr|eu|io|info|uk|de)\b", text)
    return [domain for domain in found if not domain.endswith(".example")]


def private_keys(folder: Path) -> list[str]:
    """Return the files that hold a private key, as text or as bare base64."""
    found = []
    for name, content in files_of(folder).items():
        text = content.decode("utf-8")
        unfolded = re.sub(r"\n ?", "", text)
        blobs = re.findall(r"[A-Za-z0-9+/]{120,}={0,2}", f"{text}\n{unfolded}")
        if "PRIVATE KEY" in text or any(_is_private(blob) for blob in blobs):
            found.append(name)
    return found


def _is_private(blob: str) -> bool:
    try:
        return RSA.import_key(base64.b64decode(blob + "=" * (-len(blob) % 4))).has_private()
    except (ValueError, IndexError, TypeError):
        return False


def test_every_file_says_that_it_is_synthetic() -> None:
    assert len(files_of(SYNTHETIC)) == len(EVERY) + 3
    assert without_banner(SYNTHETIC) == []


def test_every_message_says_so_too() -> None:
    for box in EVERY:
        for message in mailbox.raw(box):
            assert message_from_bytes(message)["X-Leak-Lab"].startswith("synthetic;")


def test_a_file_without_its_banner_is_caught(home: Path) -> None:
    (home / "data/synthetic/mailboxes/box-99.mbox").write_text("From somebody\n")
    (home / "data/synthetic/more.csv").write_text("box,seed\n")
    found = without_banner(home / "data/synthetic")
    assert found == ["mailboxes/box-99.mbox", "more.csv"]


def test_every_domain_is_an_example() -> None:
    for name, content in files_of(SYNTHETIC).items():
        assert outside(content.decode("utf-8")) == [], name


@pytest.mark.parametrize(
    "text",
    ["From: chair@filmclub.org", "d=mail.example.net;", "see https://example.com/a", "at club.fr"],
)
def test_another_domain_is_caught(text: str) -> None:
    assert outside(text)
    assert outside("To: chair@filmclub.example, d=postbox.example; https://club.example/") == []


def test_no_private_key_is_there() -> None:
    assert private_keys(SYNTHETIC) == []


def test_a_private_key_is_caught(home: Path) -> None:
    folder = home / "data/synthetic"
    key = making.KEYS[0].private.export_key().decode()
    (folder / "pem.csv").write_text(f"{BANNER}\n{key}\n")
    bare = "".join(key.splitlines()[1:-1])
    (folder / "bare.csv").write_text(f"{BANNER}\nselector,key\ns,{bare}\n")
    assert private_keys(folder) == ["bare.csv", "pem.csv"]


def test_the_learners_half_cannot_sign() -> None:
    for path in (ROOT / "leaklab").rglob("*.py"):
        if "tools" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(str(name).startswith("Crypto") for name in imported), path
        if "dkim" in imported:
            assert not names & {"sign", "gen_header", "arc_sign", "dkim_sign"}, path


@pytest.mark.parametrize("domain", ["filmclub.org", "example.com", "xexample", "a.example.net"])
def test_the_tool_refuses_any_other_domain(domain: str) -> None:
    headers = {"From": f"chair@{domain}", "To": "all@club.example", "Subject": "A", "Date": "B"}
    with pytest.raises(ValueError, match=r"\.example domains only") as caught:
        making.compose(headers, "Text.")
    assert one_sentence(str(caught.value).replace(".example", " example"))
    headers["From"] = "chair@club.example"
    with pytest.raises(ValueError, match=r"\.example domains only"):
        making.compose(headers, f"Write to treasurer@{domain} about it.")
    message = making.compose(headers, "Text.")
    stranger = making.Key("s", domain, "published", date(2031, 1, 1), "")
    with pytest.raises(ValueError, match=r"\.example domains only"):
        making.sign(message, stranger)
    with pytest.raises(ValueError, match=r"\.example domains only"):
        making.sign(message.replace(b"club.example", domain.encode()), making.KEYS[0])


# --- what is in the boxes ------------------------------------------------------------------------


def everything() -> Iterator[tuple[str, pd.Series]]:
    """Yield every message of every box, with its truth and its verdict."""
    for box in EVERY:
        table = mailbox.load(box).merge(mailbox.truth(box)).merge(mailbox.verify_box(box))
        for _, row in table.iterrows():
            yield box, row


@pytest.fixture(scope="module")
def mail() -> list[tuple[str, pd.Series]]:
    return list(everything())


def test_a_box_holds_what_its_table_says() -> None:
    table = mailbox.tables.read(ROOT, "synthetic-boxes").set_index("box")
    assert list(table.index) == EVERY
    for box in EVERY:
        loaded, truth = mailbox.load(box), mailbox.truth(box)
        assert len(loaded) == len(mailbox.raw(box)) == len(truth) == table.messages[box]
        assert list(loaded["message"]) == list(truth["message"]) == list(range(1, len(loaded) + 1))
        assert (loaded["signed_by"] != "").sum() == table.signed[box]
        assert (truth["truth"] == "forged").sum() == table.forged[box]
        assert mailbox.seed(box) == table.seed[box]


def test_the_boxes_to_sort() -> None:
    table = mailbox.planted()
    assert mailbox.boxes() == BOXES == list(table["box"])
    assert 8 <= len(table) <= 10
    assert (table["messages"] == 40).all()
    # none, or several: one in three and more has none
    assert set(table["forged"]) <= {0, *range(3, 8)}
    assert len(table) / 3 < (table["forged"] == 0).sum() <= len(table) / 2
    assert (table["signed"] / 40).between(0.30, 0.45).all()
    assert table["seed"].is_unique


def test_in_a_box_to_sort_no_forgery_passes_and_some_authentic_mail_does_not() -> None:
    for box in BOXES:
        both = mailbox.truth(box).merge(mailbox.verify_box(box))
        forged = both[both["truth"] == "forged"]
        assert not (forged["result"] == "pass").any()
        # most lie in the part without a signature; one breaks its own
        assert (forged["result"] == "unsigned").sum() >= len(forged) / 2
        assert (forged["result"].isin(["fail", "no key"])).sum() == bool(len(forged))
    every = pd.concat([mailbox.truth(b).merge(mailbox.verify_box(b)) for b in BOXES])
    found = every.groupby(["truth", "result"]).size()
    assert found["authentic", "fail"] >= 5
    assert found["authentic", "no key"] >= 5
    assert found["forged", "fail"] >= 3
    assert every["result"].isin(mailbox.RESULTS).all()


def test_a_verdict_fits_its_case(mail) -> None:
    wanted = {
        "intact": {"pass"},
        "never signed": {"unsigned"},
        "list footer": {"fail"},
        "key withdrawn": {"no key"},
        "altered": {"fail", "no key", "unsigned"},
        "inserted": {"unsigned"},
    }
    for box, row in mail:
        if box in BOXES:
            assert row["result"] in wanted[row["case"]], (box, row["message"])
            assert (row["truth"] == "forged") == (row["case"] in ("altered", "inserted"))


DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTHS = {"April": 4, "May": 5, "June": 6, "July": 7}
DATED = re.compile(rf"({DAYS})\s(\d+)\s({'|'.join(MONTHS)})")


def own(text: str) -> str:
    """Return what a message says itself, on one line."""
    return " ".join(line for line in text.splitlines() if not line.startswith(">"))


def quoted(text: str) -> str:
    return " ".join(line[2:] for line in text.splitlines() if line.startswith("> "))


def test_a_weekday_that_does_not_fit_is_a_clue_or_a_noted_slip(mail) -> None:
    slips = 0
    for box, row in mail:
        wrong = [
            (weekday, day)
            for weekday, day, month in DATED.findall(own(row["text"]))
            if f"{date(2031, MONTHS[month], int(day)):%A}" != weekday
        ]
        told = " is no " in row["clue"] or "that day is a " in row["note"]
        assert bool(wrong) == told, (box, row["message"])
        slips += bool(wrong) and row["truth"] == "authentic"
    assert slips >= len(BOXES) / 2


def test_a_clue_leads_to_a_message_that_differs(mail) -> None:
    at = {(box, row["message"]): row for box, row in mail}
    kinds: Counter[str] = Counter()
    for box, row in mail:
        for clue in filter(None, row["clue"].split("; ")):
            assert row["truth"] == "forged"
            says = re.fullmatch(r"message (\d+) (?:says|orders) (\d+|[A-Z]\w+ \d+ \w+)", clue)
            dated = re.fullmatch(r"message (\d+) (?:approves|has) .+ on (\d+) (\w+)", clue)
            quotes = re.fullmatch(r"message (\d+) quotes it as it was", clue)
            away = re.fullmatch(r"message (\d+) says that this sender reads and .+", clue)
            if says:
                kinds["says"] += 1
                other = own(at[box, int(says[1])]["text"])
                assert re.search(rf"\b{says[2]}\b", own(at[box, int(says[1])]["text"])), other
                assert not re.search(rf"\b{says[2]}\b", own(row["text"])), (box, row["message"])
            elif dated:
                kinds["dated"] += 1
                other = at[box, int(dated[1])]
                assert other["truth"] == "authentic"
                assert (other["date"].day, other["date"].month) == (int(dated[2]), MONTHS[dated[3]])
            elif quotes:
                kinds["quotes"] += 1
                words = quoted(at[box, int(quotes[1])]["text"])
                assert words
                assert words not in own(row["text"])
                assert words[:15] in own(row["text"])
            elif away:
                kinds["away"] += 1
                notice = at[box, int(away[1])]
                assert notice["sender"] == row["sender"]
                (_, first, m1), (_, last, m2) = DATED.findall(own(notice["text"]))
                assert date(2031, MONTHS[m1], int(first)) < row["date"].date()
                assert row["date"].date() < date(2031, MONTHS[m2], int(last))
            elif clue.startswith("no signature, though "):
                kinds["no signature"] += 1
                domain = row["sender"].partition("@")[2]
                assert domain in clue
                others = [r for b, r in mail if b == box and r["sender"].endswith(f"@{domain}")]
                unsigned = [r["truth"] for r in others if r["result"] == "unsigned"]
                assert len(others) > len(unsigned)
                assert set(unsigned) == {"forged"}
            else:
                kinds["weekday"] += 1
                assert " is no " in clue
    assert set(kinds) == {"says", "dated", "quotes", "away", "no signature", "weekday"}


def test_a_clue_found_by_reading_belongs_to_a_forgery() -> None:
    box = next(box for box in making.BOXES if box[0] == "box-01")
    at = ("poster", 1)
    draft = making.threads()[at[0]].drafts[at[1]]
    mail = making.Mail(draft, draft.wordings[0], {}, datetime(2031, 5, 7))
    with pytest.raises(ValueError, match="read the box again"):
        making._reread(box[0], [mail])


def test_a_theme_has_its_own_word_in_place_of_a_drawn_one() -> None:
    films = " ".join(own(text) for text in mailbox.load("box-01")["text"])
    assert "stop all sound at 11 o'clock" in films


def test_the_codebook_counts_the_clues(mail) -> None:
    forged = [row for box, row in mail if box in BOXES and row["truth"] == "forged"]
    with_clue = sum(bool(row["clue"]) for row in forged)
    codebook = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert f"Of the {len(forged)} forgeries {with_clue} have one" in codebook


def test_some_forgeries_have_a_clue_and_some_have_none(mail) -> None:
    forged = [row for box, row in mail if box in BOXES and row["truth"] == "forged"]
    share = sum(bool(row["clue"]) for row in forged) / len(forged)
    assert 0.3 < share < 0.8


def test_authentic_mail_is_odd_too_in_clean_boxes_as_well() -> None:
    for box in BOXES:
        table = mailbox.load(box).merge(mailbox.truth(box))
        authentic = table[table["truth"] == "authentic"]
        assert authentic["note"].str.contains("slip").sum() >= 3
        assert authentic["date"].dt.hour.isin(range(6)).any()


def test_a_typo_that_is_noted_is_there(mail) -> None:
    for box, row in mail:
        slip = re.search(r"keyboard: “(\w+)”", row["note"])
        if slip:
            assert re.search(rf"\b{slip[1]}\b", own(row["text"])), (box, row["message"])


def test_messages_are_short_and_in_order(mail) -> None:
    words = []
    for box, row in mail:
        text = own(row["text"]).partition("_____")[0]
        words.append(len(text.split()))
        assert 15 <= words[-1] <= 48, (box, row["message"], words[-1])  # the sender's line included
        assert row["subject"]
        assert row["date"].year == 2031
    for box in BOXES:
        assert mailbox.load(box)["date"].is_monotonic_increasing
    assert 20 < np.median(words) < 35


def test_replies_answer_a_message_of_the_box() -> None:
    for box in BOXES:
        heads = [message_from_bytes(message) for message in mailbox.raw(box)]
        ids = [head["Message-ID"] for head in heads]
        assert len(set(ids)) == len(ids)
        for place, head in enumerate(heads):
            if head["In-Reply-To"]:
                assert head["Subject"].startswith("Re: ")
                assert head["In-Reply-To"] in ids[:place]


def test_boxes_differ_in_what_they_say() -> None:
    texts = {box: {own(text) for text in mailbox.load(box)["text"]} for box in BOXES}
    for one in BOXES:
        for other in BOXES:
            if one < other:
                assert len(texts[one] & texts[other]) <= 12, (one, other)
    forged = [
        own(row.text)
        for box in BOXES
        for row in mailbox.load(box).merge(mailbox.truth(box)).itertuples()
        if row.truth == "forged"
    ]
    assert len(set(forged)) == len(forged)


# Beside the first word of a sentence only these begin with a capital: no person is named.
CAPITALS = {"I", "A3", "Altos", *DAYS.split("|"), *MONTHS, "August", "October"}


def capitals(text: str) -> set[str]:
    """Return the words with a capital that do not begin a sentence and are not allowed one."""
    found = re.findall(r"(?<![.!?:>\"_] )(?<!^)\b[A-Z][\w']*", re.sub(r"\s+", " ", text).strip())
    return {word.removesuffix("'s") for word in found} - CAPITALS


def test_nobody_is_named(mail) -> None:
    signs = tuple(making.SIGN_OFFS.values())
    for box, row in mail:
        text = own(row["text"])
        for sign in signs:
            text = text.replace(f"  {sign}", ". ")
        assert capitals(text) == set(), (box, row["message"])
    assert capitals("I saw Ada there.") == {"Ada"}
    assert capitals("We meet. Then Dr Brown speaks on Monday.") == {"Dr", "Brown"}


def test_senders_are_roles() -> None:
    roles = {*making.CLUB_ROLES, "events", "office", "desk", "service", "caretaker", "shop"}
    roles |= {"number.twelve", "ladder", "all"}
    for box in EVERY:
        table = mailbox.load(box)
        for address in {*table["sender"], *table["to"]}:
            name, _, domain = address.partition("@")
            assert (name in roles) or (name.split(".")[0] in roles), address
            assert domain.endswith(".example")


# --- the ten cases -------------------------------------------------------------------------------

CASES = {
    ("core", 1): ("intact", "authentic", "pass", "published"),
    ("core", 2): ("body altered", "forged", "fail", "published"),
    ("core", 3): ("never signed", "authentic", "unsigned", ""),
    ("core", 4): ("key withdrawn", "authentic", "no key", "withdrawn"),
    ("core", 5): ("key published", "forged", "pass", "private key published"),
    ("more", 1): ("subject altered", "forged", "fail", "published"),
    ("more", 2): ("list footer", "authentic", "fail", "published"),
    ("more", 3): ("header added", "authentic", "pass", "published"),
    ("more", 4): ("second subject", "forged", "pass", "published"),
    ("more", 5): ("length tag", "forged", "pass", "published"),
}


@pytest.mark.parametrize(("place", "wanted"), CASES.items(), ids=lambda v: str(v[0]))
def test_the_ten_cases(place: tuple[str, int], wanted: tuple[str, str, str, str]) -> None:
    box, number = place
    row = mailbox.truth(box).merge(mailbox.verify_box(box)).set_index("message").loc[number]
    assert (row["case"], row["truth"], row["result"], row["key_status"]) == wanted
    assert row["note"].split(":")[0].split(",")[0].lower() == row["result"]  # the note begins so
    verdict = mailbox.verify(mailbox.raw(box)[number - 1], mailbox.key_table())
    assert verdict.result == wanted[2]


def test_core_and_extra_are_the_two_small_boxes() -> None:
    assert mailbox.core().equals(mailbox.load("core"))
    assert mailbox.extra().equals(mailbox.load("more"))
    assert len(mailbox.core()) == len(mailbox.extra()) == 5


def test_a_reader_sees_the_upper_of_two_subjects() -> None:
    assert mailbox.raw("more")[3].count(b"\nSubject: ") + 1 == 2
    assert mailbox.extra()["subject"][3] == "We cannot lend you anything"


# --- a check -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def keys() -> pd.DataFrame:
    return mailbox.key_table()


def test_a_changed_letter_anywhere_in_the_covered_part_fails(keys: pd.DataFrame) -> None:
    message = mailbox.raw("core")[0]
    assert mailbox.verify(message, keys).result == "pass"
    head, _, body = message.partition(b"\n\n")
    letters = [n for n, c in enumerate(body) if chr(c).isalpha()]
    for at in letters[::9]:
        other = body[:at] + (b"x" if body[at : at + 1] != b"x" else b"y") + body[at + 1 :]
        assert mailbox.verify(head + b"\n\n" + other, keys).result == "fail"
    for name in (b"From", b"To", b"Subject", b"Date", b"Message-ID"):
        other = head.replace(b"\n" + name + b": ", b"\n" + name + b": x")
        assert other != head
        assert mailbox.verify(other + b"\n\n" + body, keys).result == "fail", name


def test_a_domain_in_capitals_is_the_same_domain(keys: pd.DataFrame) -> None:
    """Then the seal differs from the one that was signed, but its key is found."""
    message = mailbox.raw("core")[0].replace(b"d=hirestore", b"d=HireStore", 1)
    assert mailbox.verify(message, keys) == Verdict(
        "fail", "hirestore.example", "mail", "published"
    )


def test_line_ends_do_not_matter(keys: pd.DataFrame) -> None:
    message = mailbox.raw("core")[0]
    assert mailbox.verify(message.replace(b"\n", b"\r\n"), keys).result == "pass"


def test_without_its_key_a_message_cannot_be_checked(keys: pd.DataFrame) -> None:
    message = mailbox.raw("core")[0]
    whole = Verdict("pass", "hirestore.example", "mail", "published")
    assert mailbox.verify(message, keys) == whole
    rest = keys[keys["selector"] != "mail"]
    assert mailbox.verify(message, rest) == Verdict("no key", whole.domain, "mail", "unknown")
    withdrawn = keys.assign(status=keys["status"].where(keys["selector"] != "mail", "withdrawn"))
    assert mailbox.verify(message, withdrawn).result == "no key"
    assert mailbox.verify(message, keys.iloc[:0]).result == "no key"
    other = keys["public_key"].where(keys["selector"] != "mail", keys["public_key"].iloc[0])
    assert mailbox.verify(message, keys.assign(public_key=other)).result == "fail"


def test_the_withdrawn_key_would_have_confirmed_its_message(keys: pd.DataFrame) -> None:
    """The story of the fourth case is true: under its old key the message holds."""
    old = next(key for key in making.KEYS if key.status == "withdrawn")
    row = {"selector": old.selector, "domain": old.domain, "status": "published"}
    answered = pd.DataFrame([{**row, "public_key": making._public(old)}])
    for box in EVERY:
        for message, truth in zip(mailbox.raw(box), mailbox.truth(box).itertuples(), strict=True):
            if mailbox.verify(message, keys).result == "no key" and truth.truth == "authentic":
                result = mailbox.verify(message, answered).result
                listed = b"member of the list" in message
                assert result == ("fail" if listed else "pass"), (box, truth.message)


def test_a_withdrawn_key_is_not_shown(keys: pd.DataFrame) -> None:
    shown = keys.set_index("selector")
    assert shown.loc["s2030", "public_key"] == ""
    assert (shown.drop("s2030")["public_key"].str.len() > 100).all()
    assert set(keys["status"]) == {"published", "withdrawn", "private key published"}
    for key in shown.drop("s2030")["public_key"]:
        assert not RSA.import_key(base64.b64decode(key)).has_private()


@pytest.mark.parametrize(
    "seal",
    [
        b"DKIM-Signature: nonsense\n",
        b"DKIM-Signature: v=1; a=rsa-sha256; d=hirestore.example; s=mail; h=from; bh=A; b=A\n",
        b"DKIM-Signature: v=2; d=hirestore.example; s=mail\n",
        b"DKIM-Signature: v=1; a=rot13; d=hirestore.example; s=mail; h=from; bh=AA==; b=AA==\n",
        b"DKIM-Signature: v=1; d=\xff.example; s=mail\n",
    ],
)
def test_a_damaged_seal_is_no_pass(keys: pd.DataFrame, seal: bytes) -> None:
    message = seal + mailbox.raw("core")[2]
    assert mailbox.verify(message, keys).result == ("no key" if b"\xff" in seal else "fail")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_seal_with_any_damage_is_no_pass_and_no_crash(data: st.DataObject) -> None:
    message = mailbox.raw("core")[0]
    end = message.index(b"\nFrom: ")
    at = data.draw(st.integers(len("DKIM-Signature:"), end - 1))
    put = data.draw(st.binary(min_size=1, max_size=4))
    seal = message[:at] + put + message[at + 1 : end]
    same = b"".join(seal.split()) == b"".join(message[:end].split())
    try:
        verdict = mailbox.verify(seal + message[end:], mailbox.key_table())
    except MailboxError:  # the damage left no header that could be read
        return
    assert verdict.result in mailbox.RESULTS
    # blanks may go, and a tag that nobody reads may differ; the number itself may not
    if not same and message.index(b"\n b=") + 4 <= at and put.isalnum():
        assert verdict.result == "fail"


def test_nothing_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a check asked for the network")

    for name in ("connect", "connect_ex", "sendto", "sendmsg", "bind"):
        monkeypatch.setattr(f"socket.socket.{name}", refused)
    monkeypatch.setattr("socket.getaddrinfo", refused)
    monkeypatch.setattr("dns.resolver.resolve", refused)
    for box in EVERY:
        assert len(mailbox.verify_box(box)) == len(mailbox.raw(box))


@pytest.mark.parametrize(
    "offered",
    [
        "From: a@b.example\n\nText",
        None,
        3,
        b"",
        b"\n\nOnly a text.",
        b"Only a text.\n",
        b" x: y\n\n",
    ],
)
def test_what_is_no_message_is_refused(keys: pd.DataFrame, offered: object) -> None:
    with pytest.raises(MailboxError) as caught:
        mailbox.verify(offered, keys)
    assert one_sentence(str(caught.value))


@pytest.mark.parametrize("offered", [None, {}, pd.DataFrame({"selector": ["a"]}), [1, 2]])
def test_what_is_no_table_of_keys_is_refused(offered: object) -> None:
    with pytest.raises(MailboxError, match="key_table") as caught:
        mailbox.verify(mailbox.raw("core")[0], offered)
    assert one_sentence(str(caught.value))


# --- reading -------------------------------------------------------------------------------------


def test_a_box_as_a_table() -> None:
    table = mailbox.load("core")
    assert list(table) == ["message", "date", "sender", "to", "subject", "text", "signed_by"]
    assert table["date"].dtype == "datetime64[us]"
    assert table["date"][0] == pd.Timestamp("2031-05-06 09:10")
    assert table["sender"][0] == "desk@hirestore.example"
    assert table["to"][0] == "technician@filmclub.example"
    assert table["text"][0].startswith("The big projector is reserved for you.")
    assert list(table["signed_by"]) == [
        "hirestore.example",
        "postbox.example",
        "",
        "postbox.example",
        "oldpost.example",
    ]


def test_what_you_get_is_yours_to_change() -> None:
    for ask in (
        lambda: mailbox.load("core"),
        mailbox.key_table,
        mailbox.planted,
        lambda: mailbox.truth("core"),
    ):
        first = ask()
        wanted = first.copy()
        first.iloc[0, 0] = first.iloc[1, 0]
        first["more"] = 1
        assert ask().equals(wanted)
    mailbox.raw("core").clear()
    assert len(mailbox.raw("core")) == 5


def test_a_file_that_changes_is_read_again(home: Path) -> None:
    path = home / mailbox.FOLDER / "core.mbox"
    assert "180" in mailbox.load("core")["text"][0]
    path.write_bytes(path.read_bytes().replace(b"180 euros", b"190 euros"))
    assert "190" in mailbox.load("core")["text"][0]
    assert mailbox.verify_box("core")["result"][0] == "fail"


def test_a_checkout_with_other_line_ends_is_read_alike(home: Path) -> None:
    wanted = mailbox.raw("box-01")
    path = home / mailbox.FOLDER / "box-01.mbox"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert mailbox.raw("box-01") == wanted


def test_a_line_that_begins_with_from_comes_through() -> None:
    headers = {
        "From": "chair@filmclub.example",
        "To": "all@filmclub.example",
        "Subject": "A test",
        "Date": "Sat, 14 Jun 2031 10:20:00 +0200",
    }
    message = making.compose(headers, "From here on it is dry.\n>From a quotation.\n\nThe chair")
    box = making.Box("box", 1, (message, message), (("authentic", "intact", "", ""),) * 2)
    assert mailbox._split(making.mbox(box), "box.mbox") == [message, message]


# --- a damaged box -------------------------------------------------------------------------------


def damaged(home: Path, content: bytes, box: str = "box-01") -> str:
    """Return the sentence that a box with this content is refused with."""
    path = home / mailbox.FOLDER / f"{box}.mbox"
    path.write_bytes(content)
    said = set()
    for ask in (mailbox.raw, mailbox.load, mailbox.verify_box):
        with pytest.raises(MailboxError) as caught:
            ask(box)
        said.add(str(caught.value))
    (sentence,) = said
    assert one_sentence(sentence), sentence
    assert f"{box}.mbox" in sentence
    assert sentence.endswith("put the file back as it was shipped.")
    return sentence


@pytest.fixture
def whole(home: Path) -> bytes:
    return (home / mailbox.FOLDER / "box-01.mbox").read_bytes()


def test_a_missing_file(home: Path) -> None:
    (home / mailbox.FOLDER / "box-01.mbox").unlink()
    for ask in (mailbox.raw, mailbox.load, mailbox.verify_box):
        with pytest.raises(MailboxError, match=r"box-01\.mbox: the file is missing") as caught:
            ask("box-01")
        assert one_sentence(str(caught.value))


def test_a_file_cut_anywhere(home: Path, whole: bytes) -> None:
    start = whole.index(b"\n") + 1
    for size in (len(whole) - 1, len(whole) - 40, len(whole) // 2, start + 30, start):
        assert "was cut short" in damaged(home, whole[:size])
    # at the end of a message nothing is broken, but some are missing
    last = whole.rindex(b"From leaklab@")
    assert "has 39 messages" in damaged(home, whole[:last])


def test_a_file_without_its_banner(home: Path, whole: bytes) -> None:
    rest = whole.partition(b"\n")[2]
    for content in (rest, b"", b"\n" + whole, b"# SYNTHETIC.\n" + rest, whole[:50]):
        assert "line 1: the banner is missing" in damaged(home, content)


def test_a_file_to_which_something_was_added(home: Path, whole: bytes) -> None:
    assert "was changed" in damaged(home, whole + b"One line more.\n")
    assert "was changed" in damaged(home, whole.replace(b"The chair", b"The great chair", 1))
    first = whole.index(b"\n") + 1
    assert "was changed" in damaged(home, whole[:first] + b"Some words.\n" + whole[first:])


def test_a_message_without_headers(home: Path, whole: bytes) -> None:
    parts = re.split(rb"(?m)^(?=From leaklab@)", whole)
    line = 1 + sum(part.count(b"\n") for part in parts[:7])
    envelope, head, text = re.fullmatch(rb"(.*?\n)(.*?\n\n)(.*)", parts[7], re.DOTALL).groups()
    del head
    parts[7] = envelope + text
    said = damaged(home, b"".join(parts))
    assert f"message 7 (line {line}): found no header From" in said


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Date"])
def test_a_message_without_one_header(home: Path, name: str) -> None:
    path = home / mailbox.FOLDER / "core.mbox"
    content = path.read_bytes()
    content = content.replace(f"\n{name}: ".encode(), f"\nX-{name}: ".encode(), 3)
    assert f"message 1 (line 2): found no header {name}" in damaged(home, content, "core")


def test_a_last_message_without_headers_though_the_size_is_right(home: Path, whole: bytes) -> None:
    last = whole.rindex(b"From leaklab@")
    head = re.sub(rb"(?m)^(From|To|Subject|Date): ", rb"\1; ", whole[last:])
    assert "message 40 (line " in damaged(home, whole[:last] + head)


def test_a_file_that_is_no_text(home: Path, whole: bytes) -> None:
    assert "line 1: found the byte 0x89" in damaged(home, b"\x89PNG\r\n\x1a\n" + whole)
    assert "found the byte 0xff, expected plain text" in damaged(
        home, whole.replace(b"euros", b"euros\xff", 1)
    )
    assert "found the byte 0x00" in damaged(home, whole.replace(b"euros", b"\0uros", 1))


@pytest.mark.parametrize("written", [b"soon", b"Sat, 14 Jun 2031 10:20:00", b"Sat, 99 Jun 2031"])
def test_a_date_that_cannot_be_read(home: Path, written: bytes) -> None:
    path = home / mailbox.FOLDER / "core.mbox"
    content = path.read_bytes()
    long = b"Tue, 06 May 2031 09:10:00 +0200"
    path.write_bytes(content.replace(long, written.ljust(len(long)), 1))
    assert len(mailbox.raw("core")) == 5
    with pytest.raises(MailboxError, match=r"core\.mbox, message 1: found the date") as caught:
        mailbox.load("core")
    assert one_sentence(str(caught.value).replace("Sat, 14 Jun", "Sat 14 June"))


def test_a_folder_in_place_of_a_file(home: Path) -> None:
    path = home / mailbox.FOLDER / "box-01.mbox"
    path.unlink()
    path.mkdir()
    with pytest.raises(MailboxError, match=r"box-01\.mbox: the file is missing"):
        mailbox.raw("box-01")


@pytest.mark.parametrize(
    ("asked", "near"),
    [("box-1", "box-01"), ("Box-02", "box-02"), ("cor", "core"), ("box_07", "box-07")],
)
def test_an_unknown_box_names_the_nearest(asked: str, near: str) -> None:
    for ask in (mailbox.load, mailbox.raw, mailbox.truth, mailbox.seed, mailbox.verify_box):
        with pytest.raises(MailboxError, match=f"the nearest is '{near}'") as caught:
            ask(asked)
        assert one_sentence(str(caught.value))


@pytest.mark.parametrize("asked", ["", None, 1, "../../secret", ["core"]])
def test_what_is_no_name_of_a_box(asked: object) -> None:
    with pytest.raises(MailboxError, match="There is no mailbox") as caught:
        mailbox.raw(asked)
    assert one_sentence(str(caught.value))


def test_a_learner_sees_the_sentence_only() -> None:
    error = MailboxError("One sentence.")
    assert error._render_traceback_() == ["MailboxError: One sentence."]
