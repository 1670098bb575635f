"""A corpus of every format: each article is there with its title, date and source, and all that is damaged is named."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import pytest
import zstandard

from index.article import BlockKind
from index.library import Library, Options
from index.reading import Reading

_PLACES = (
    "Arbat Bardarash Chamchamal Derik Erbil Faida Gwer Halabja Irbid Jalawla Kalar Lalish Makhmur Nineveh Oshnavieh"
    " Penjwen Qaladze Ranya Shaqlawa Tikrit Urmia Van Warmawa Yazd Zakho Amedi Baiji Choman Duhok Fallujah"
).split()


class Story(NamedTuple):
    """An article of ours; no two share a place."""

    place: str
    day: int

    @property
    def title(self) -> str:
        return f"New bridge opens in {self.place}"

    @property
    def date(self) -> str:
        return f"2024-03-{self.day:02}"

    @property
    def source(self) -> str:
        return f"{self.place} Herald"

    @property
    def paragraphs(self) -> tuple[str, str]:
        return (
            f"Thousands of people crossed the new bridge in {self.place} on its first morning, the mayor said.",
            "It took four years to build, cost eleven million dollars and replaces a ferry that sank in the floods.",
        )

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def fields(self) -> dict[str, str]:
        return {"title": self.title, "date": self.date, "source": self.source, "text": self.body}


STORIES = {place: Story(place, day) for day, place in enumerate(_PLACES, start=1)}


def text(story: Story) -> bytes:
    return f"-- {story.title}\n{story.source}\n{story.day} March 2024\n\n{story.body}\n".encode()


def markdown(story: Story) -> bytes:
    head = f"---\ntitle: {story.title}\ndate: {story.date}\nsource: {story.source}\n---\n\n"
    return f"{head}# {story.title}\n\n{story.body}\n".encode()


def html(story: Story) -> bytes:
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return f"""<html><head><title>{story.title} | {story.source}</title>
        <meta property="og:site_name" content="{story.source}">
        <meta property="article:published_time" content="{story.date}T08:00:00Z"></head>
        <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
        <article><h1>{story.title}</h1>{prose}</article><footer>All rights reserved</footer></body></html>""".encode()


def lines(*stories: Story) -> bytes:
    return b"".join(json.dumps(story.fields).encode() + b"\n" for story in stories)


def table(delimiter: str, *stories: Story) -> bytes:
    rows = [["headline", "published", "newspaper", "content"], *(story.fields.values() for story in stories)]
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in rows).encode()


def warc(*stories: Story) -> Iterator[bytes]:
    for story in stories:
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html(story)
        yield (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/\r\n"
            b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
        )


def rss(*stories: Story) -> bytes:
    entries = "".join(
        f"<item><title>{story.title}</title><pubDate>{story.day} Mar 2024 08:00:00 GMT</pubDate>"
        f"<description>{escape(''.join(f'<p>{each}</p>' for each in story.paragraphs))}</description></item>"
        for story in stories
    )
    return f'<rss version="2.0"><channel><title>{stories[0].source}</title>{entries}</channel></rss>'.encode()


def atom(story: Story) -> bytes:
    return f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>{story.source}</title><entry><title>{story.title}</title>
        <id>first</id><published>{story.date}T08:00:00Z</published><content>{story.body}</content></entry></feed>""".encode()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def files(of: Callable[[str], Story]) -> Iterator[tuple[str, bytes]]:
    """The corpus: names and contents."""
    yield "plain.txt", text(of("Arbat"))
    yield "notes.md", markdown(of("Bardarash"))
    yield "pages/page.html", html(of("Chamchamal"))
    yield "array.json", json.dumps([of("Derik").fields, of("Erbil").fields]).encode()
    yield "object.json", json.dumps(of("Faida").fields).encode()
    yield "nested.json", json.dumps({"response": {"docs": [of("Gwer").fields | {"id": "g-1"}]}}).encode()
    named = {"inhalt": {"fließtext": of("Halabja").body}, "schlagzeile": of("Halabja").title}
    yield (
        "mapped.jsonl",
        json.dumps(named | {"date": of("Halabja").date, "source": of("Halabja").source}).encode(),
    )
    yield "damaged.jsonl", lines(of("Irbid")) + b'{"text": "no end\n' + lines(of("Jalawla"))
    _, row = table(",", of("Lalish")).split(b"\n", 1)
    yield "table.csv", table(",", of("Kalar")) + b'"too","few"\n' + row
    yield "table.tsv", table("\t", of("Makhmur"))
    no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"
    yield "web.warc", b"".join((*warc(of("Nineveh"), of("Oshnavieh")), no_length))
    packed = [gzip.compress(record) for record in warc(of("Penjwen"), of("Qaladze"))]
    yield "packed.warc.gz", packed[0] + packed[1][:-8]
    yield "feed.rss", rss(of("Ranya"))
    yield "feed.atom", atom(of("Shaqlawa"))
    yield "a.txt.gz", gzip.compress(text(of("Tikrit")))
    yield "a.html.bz2", bz2.compress(html(of("Urmia")))
    yield "a.csv.xz", lzma.compress(table(";", of("Van")))
    yield "a.jsonl.zst", zstandard.ZstdCompressor().compress(lines(of("Warmawa")))
    members = {"in/a.txt": text(of("Yazd")), "in/b.jsonl": lines(of("Zakho")), "c.pdf": b"%PDF-1.7"}
    yield "a.zip", zipped(members)
    yield "a.tar.gz", tarred({"a.txt": text(of("Amedi")), "b.xml": b"<rss><channel/></rss>"})
    yield "REPORT", text(of("Baiji"))
    yield "export", lines(of("Choman"), of("Duhok"))
    yield "broken.zip", zipped({"a.txt": text(of("Fallujah")), "b.txt": b"Never read.\n" * 50})[:-150]
    yield "empty.txt", b""
    yield "photo.jpg", b"\xff\xd8\xff\xe0"
    yield "program", b"\x7fELF" + bytes(range(32)) * 8
    yield "plain.txt.meta", b"lang: en\n"


KEYS = """
    plain.txt notes.md pages/page.html array.json#1 array.json#2 object.json nested.json#g-1 mapped.jsonl#1
    damaged.jsonl#1 damaged.jsonl#3 table.csv#1 table.csv#3 table.tsv#1 web.warc#1 web.warc#2 packed.warc.gz#1
    packed.warc.gz#2 feed.rss#1 feed.atom#first a.txt.gz a.html.bz2 a.csv.xz#1 a.jsonl.zst#1 a.zip#in/a.txt
    a.zip#in/b.jsonl#1 a.tar.gz#a.txt REPORT export#1 export#2 broken.zip#a.txt
""".split()
ARTICLES = dict(zip(KEYS, STORIES.values(), strict=True))
"""Which story is to be found where: they are in the order of the files."""

SKIPPED = {
    "a.tar.gz#b.xml": "empty: a feed without entries",
    "a.zip#c.pdf": "PDF: convert it with pdftotext first",
    "broken.zip": "damaged archive: File is not a zip file",
    "damaged.jsonl#2": "not JSON: unterminated string starting at (character 10)",
    "empty.txt": "empty",
    "packed.warc.gz": "damaged after ",
    "photo.jpg": "picture: holds no text",
    "plain.txt.meta": "metadata beside plain.txt",
    "program": "binary, not text",
    "table.csv#2": "2 fields, where the first row has 4",
    "web.warc#3": "damaged: a record without a length",
}
"""What gives no article, and how the reason begins."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    for name, content in files(STORIES.__getitem__):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def library(corpus: Path, open_library: Callable[..., Library]) -> Library:
    fields = {"text": ["inhalt.fließtext"], "title": ["schlagzeile"]}
    opened = open_library(corpus, Options(reading=Reading.of(fields, 1)))
    opened.update(tag=False)
    return opened


def test_each_article_is_there_with_title_date_and_source(library: Library) -> None:
    hits = library.search("")
    rows = [hits.row(i) for i in range(len(hits))]
    assert {row.key: (row.title, str(row.date.day), row.source) for row in rows} == {
        key: (story.title, story.date, story.source) for key, story in ARTICLES.items()
    }


def test_each_article_is_found_and_shows_its_text_and_no_more(library: Library) -> None:
    for key, story in ARTICLES.items():
        hits = library.search(f'"the new bridge in {story.place}"')
        assert [hits.row(i).key for i in range(len(hits))] == [key]
        article = library.article(hits.id(0))
        shown = [
            article.text[slice(*article.content(b))] for b in article.visible() if b.kind is BlockKind.BODY
        ]
        assert "\n\n".join(shown) == story.body, key


def test_what_gives_no_article_is_named_with_its_place(library: Library) -> None:
    report = library.doctor()
    reasons = {each["path"]: each["reason"] for each in report["skipped"]}
    assert reasons.keys() == SKIPPED.keys()
    assert all(reasons[place].startswith(reason) for place, reason in SKIPPED.items())
    assert report["repaired"] == {}
    assert (report["articles"], report["dated"]) == (len(ARTICLES), len(ARTICLES))


def test_blocks_tile_the_text_and_what_is_hidden_has_its_reason(library: Library) -> None:
    hits = library.search("")
    for article in (library.article(hits.id(i)) for i in range(len(hits))):
        ends = [0, *(block.end for block in article.blocks)]
        assert [block.start for block in article.blocks] == ends[:-1]
        assert ends[-1] == len(article.text)
        assert all(any(r.weight > 0 for r in b.reasons) for b in article.blocks if b.hidden), article.key
