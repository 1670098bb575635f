"""Every form on the page of queries does what it says: finds what answers it, and not what does not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from index.article import article_id
from index.library import Library
from index.query import Has, Is, Tagged

PAGE = (Path(__file__).parents[2] / "QUERIES.md").read_text()
TODAY = dt.date(2024, 3, 10)

CALM = (
    "The weather stayed calm and mild across the whole region on that day, forecasters in the capital said."
)
LIKENESS = (
    "Kirby said militia drones struck the Anbar garrison, wounding soldiers beside the fuel depot at dawn."
)

ARTICLES = {
    # The ID that the page gives as an example is that of this path.
    "000_9587504e6269fdd0.txt": ("Militia drones strike Anbar garrison", "", LIKENESS),
    "alike.txt": (
        "Militia drones again near Anbar garrison",
        "",
        f"{LIKENESS} Militia drones returned to the Anbar garrison and its fuel depot later.",
    ),
    "copy.txt": ("Militia drones strike Anbar garrison", "", LIKENESS),
    "both.txt": (
        "A visit to Baghdad",
        "",
        "Mr Kirby went to Iraq on Monday and stayed there for two days, officials said.",
    ),
    "iraq.txt": (
        "Iraq votes again",
        "",
        "People in Iraq voted again on Monday, and the result was known at night.",
    ),
    "iran.txt": (
        "Tehran waits for a guest",
        "",
        "Mr Kirby will fly to Iran on Monday, officials in the capital said.",
    ),
    "miller.txt": (
        "Two men speak",
        "",
        "Both Kirby and Miller spoke at length on Monday, and neither said anything new.",
    ),
    "troops.txt": (
        "A base in the desert",
        "",
        "They asked that US troops in Iraq leave the base in the desert by next summer.",
    ),
    "order.txt": (
        "Another base",
        "",
        "Leaders in Iraq asked when troops from abroad, and us with them, would leave the base.",
    ),
    "far.txt": (
        "A third base",
        "",
        "Some troops came a long time ago over the hills and across the river to Iraq from the west.",
    ),
    "shouted.txt": (
        "A headline in capitals",
        "",
        "The word IRAQ stood in capitals on every wall of the whole town on Monday.",
    ),
    "kurdistan.txt": (
        "Up in the hills",
        "",
        "The kirbies of Kurdistan are small houses of stone high up in the hills.",
    ),
    "hidden.txt": (
        "Nothing to see",
        "",
        f"{CALM}\n\nThis site is protected by reCAPTCHA and the Google Privacy Policy.",
    ),
    "shown.txt": (
        "A puzzle for machines",
        "",
        "Engineers said that recaptcha puzzles were solved by machines in less than a second.",
    ),
    "rudaw.txt": ("Erbil in the rain", "01-02-2024\nRudaw", CALM),
    "2024/02/late.txt": ("Late in the month", "2024-02-20", CALM),
    "march.txt": ("The day before", "2024-03-09", CALM),
    "old.txt": ("Long ago", "2022-05-06", CALM),
    "german.txt": (
        "Regen in Zürich",
        "",
        "Der Regen hat die Stadt und den See nicht verlassen, und auch für die nächsten Tage ist er noch angesagt.",
    ),
    "smith.txt": ("Signed by its author", "By Jane Smith", CALM),
    "john.txt": (
        "A man is named",
        "",
        "John Kirby, a spokesman, spoke to reporters. Kirby left. Later Kirby came back, and Kirby spoke once more.",
    ),
    "quoted.txt": (
        "A man is quoted",
        "",
        "“We will not leave the region this year,” John Kirby said on Monday in Washington.",
    ),
    "names.txt": (
        "An alliance meets",
        "",
        "Officials of NATO met in New York on Monday to speak about the coming year.",
    ),
    "medium.txt": ("A story", "", f"{CALM} " * 25),
    "long.txt": ("A long story", "", " ".join(f"{CALM} It was day {day}." for day in range(60))),
}
"""Path → title, lines under the title, text."""

FINDS = {
    "iraq kirby": ("both", "iraq"),
    "iraq AND kirby": ("both", "iraq"),
    "iraq && kirby": ("both", "iraq"),
    "+iraq +kirby": ("both", "iraq"),
    "iraq OR kirby": ("iraq", "march"),
    "iraq | kirby": ("iran", "march"),
    "kirby -miller": ("both", "miller"),
    "kirby NOT miller": ("both", "miller"),
    "kirby !miller": ("both", "miller"),
    "(iraq OR iran) kirby": ("iran", "iraq"),
    '"us troops"': ("troops", "order"),
    "“us troops”": ("troops", "order"),
    "'us troops'": ("troops", "order"),
    '"troops iraq"~5': ("order", "far"),
    "troops NEAR/5 iraq": ("order", "far"),
    "troops ADJ/5 iraq": ("troops", "order"),
    "=Iraq": ("iraq", "shouted"),
    '="John Kirby"': ("john", "both"),
    "kirb*": ("kurdistan", "iraq"),
    "*stan": ("kurdistan", "iraq"),
    "k?rby": ("both", "kurdistan"),
    "kirbi~": ("both", "kurdistan"),
    "kirbi~2": ("kurdistan", "iraq"),
    "/ira[qk]/": ("iraq", "iran"),
    "[iran TO iraq]": ("iran", "march"),
    "iran..iraq": ("iraq", "march"),
    ">=iran": ("iran", None),
    "<iraq": ("iran", None),
    "title:iraq": ("iraq", "both"),
    "body:iraq": ("both", "march"),
    "title:(iraq OR iran)": ("iraq", "iran"),
    "hidden:recaptcha": ("hidden", "shown"),
    "source:rudaw": ("rudaw", "march"),
    'source:="Rudaw"': ("rudaw", "march"),
    "author:smith": ("smith", "march"),
    "path:2024/02": ("2024/02/late", "march"),
    "lang:en": ("iraq", "german"),
    "date:2024": ("march", "old"),
    "date:2024-02": ("2024/02/late", "march"),
    "date:2024-02-01": ("rudaw", "2024/02/late"),
    "date:yesterday": ("march", "rudaw"),
    "date:2024-02..2024-03": ("march", "old"),
    "date:2024..": ("rudaw", "old"),
    "date:..2023": ("old", "rudaw"),
    "date:>2024-01-31": ("rudaw", "old"),
    "date:<=2024-01": ("old", "rudaw"),
    "date:[2024-02 TO 2024-03}": ("2024/02/late", "march"),
    "newer:30d": ("2024/02/late", "rudaw"),
    "older:1y": ("old", "rudaw"),
    'person:"John Kirby"': ("john", "iraq"),
    'person:="John Kirby"': ("john", "iraq"),
    "person:kirby": ("quoted", "iraq"),
    "org:nato": ("names", "iraq"),
    'place:"New York"': ("names", "march"),
    "entity:kirby": ("john", "names"),
    'says:"John Kirby"': ("quoted", "john"),
    'mentions:"John Kirby">3': ("john", "quoted"),
    "mentions:kirby:2..5": ("john", "quoted"),
    "words:>800": ("long", "iraq"),
    "words:300..800": ("medium", "long"),
    "tag:a tag:b": ("both", "iraq"),
    "tag:a,b": ("iraq", "iran"),
    "is:unread": ("iran", "iraq"),
    "has:note": ("both", "iraq"),
    "no:date": ("iraq", "march"),
    "like:271a375dbeeb": ("alike", "march"),
    "dup:271a375dbeeb": ("copy", "alike"),
    "query:mine": ("iraq", "march"),
    "sort:date-": ("march", None),
    "iraq^2 kirby": ("both", "iraq"),
    '"us troops"^0.5': ("troops", "order"),
    "(iraq OR iran)^3": ("iran", "march"),
    "*": ("march", None),
}
"""Form → an article that it finds, and one that it does not; None where there is no such article here."""
NOT_HERE = {"url:bbc.co.uk"}
"""No file of text gives a URL."""


class Read:
    """A reader who has tagged, noted, read and saved a little."""

    tags: ClassVar[Mapping[str, tuple[str, ...]]] = {"a": ("both.txt", "iraq.txt"), "b": ("both.txt",)}

    def saved(self) -> Mapping[str, str]:
        return {"mine": "title:iraq"}

    def marked(self, leaf: Tagged | Is | Has) -> frozenset[str]:
        match leaf:
            case Tagged(tags):
                paths = tuple(path for tag in tags for path in self.tags[tag])
            case Has("note"):
                paths = ("both.txt",)
            case Is("read"):
                paths = ("iraq.txt",)
            case _:
                paths = ()
        return frozenset(map(article_id, paths))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    corpus = tmp_path_factory.mktemp("corpus")
    for path, parts in ARTICLES.items():
        (corpus / path).parent.mkdir(parents=True, exist_ok=True)
        (corpus / path).write_text("\n\n".join(filter(None, parts)) + "\n")
    cache = tmp_path_factory.mktemp("cache")
    library = Library.open(corpus, cache=cache, today=lambda: TODAY, marks=Read())
    library.update()
    yield library
    library.close()


def found(library: Library, query: str) -> list[str]:
    """The paths of the articles found, in their order."""
    hits = library.search(query)
    return [hits.row(i).key for i in range(len(hits))]


def forms() -> set[str]:
    """What the table of the page has in its first column, but for escapes."""
    table = re.search(r"^\| form .*\n\|---.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None
    cells = (re.split(r"(?<!\\)\|", row)[1] for row in table[1].splitlines())
    codes = (code.replace(r"\|", "|") for cell in cells for code in re.findall(r"`([^`]+)`", cell))
    return {code for code in codes if not code.startswith("\\")}


@pytest.mark.parametrize("form", FINDS)
def test_a_form_does_what_it_says(library: Library, form: str) -> None:
    answers, others = FINDS[form]
    paths = found(library, form)
    assert answers is None or f"{answers}.txt" in paths
    assert others is None or f"{others}.txt" not in paths


def test_every_form_of_the_page_is_run() -> None:
    assert forms() - NOT_HERE == set(FINDS)


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [
        ("date-", "march", "old"),
        ("date", "old", "march"),
        ("title", "old", "march"),
        ("newest", "march", "old"),
    ],
)
def test_an_order_puts_first_what_it_says(library: Library, order: str, first: str, second: str) -> None:
    paths = found(library, f"sort:{order}")
    assert paths.index(f"{first}.txt") < paths.index(f"{second}.txt")


def test_what_counts_more_comes_first(library: Library) -> None:
    heavy, light = (found(library, f"kirby^{factor} OR weather^{1 / factor}") for factor in (9, 1 / 9))
    assert "weather" in ARTICLES[light[0]][2]
    assert "irby" in ARTICLES[heavy[0]][2]


@pytest.mark.parametrize(
    ("typed", "answers", "others"),
    [
        (r"\(iraq\) kirby", "both", "iraq"),
        (r"kirby \-miller", "miller", "both"),
        (r"title\:iraq", None, "iraq"),
        (r"iraq \OR kirby", None, "iraq"),
    ],
)
def test_an_escaped_sign_is_none(library: Library, typed: str, answers: str | None, others: str) -> None:
    paths = found(library, typed)
    assert answers is None or f"{answers}.txt" in paths
    assert f"{others}.txt" not in paths
