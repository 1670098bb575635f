"""What is typed, what it is understood as, and what the user is told: the language, case by case."""

from __future__ import annotations

import datetime as dt

import pytest

from index.query import Parsed, parse

TODAY = dt.date(2024, 3, 10)
SAVED = {
    "mine": "iraq query:mine",
    "newest": "kirby OR miller sort:date-",
    "a": "query:b",
    "b": "query:a x",
    "slip": "(iraq",
}

# Each case: what is typed, its canonical text, and the remarks.
WORDS = [
    ("iraq kirby", "iraq kirby"),
    ("US", "US"),
    ("U.S.", "US"),
    ("us troops", "us troops"),
    ("may", "may"),
    ("Kirby -Miller", "Kirby -Miller"),
    ("Kirby !Miller", "Kirby -Miller"),
    ("-Miller", "-Miller"),
    ("NOT iraq", "-iraq"),
    ("+iraq AND kirby && miller", "iraq kirby miller"),
    ("iraq OR miller AND kirby", "iraq OR (miller kirby)"),
    ("iraq | miller || kirby", "iraq OR miller OR kirby"),
    ("iraq|miller", "iraq OR miller"),
    ("iraq or miller", "iraq or miller"),
    ("(a OR b) c", "(a OR b) c"),
    ("NOT a OR b", "-a OR b"),
    ("NOT NOT x", "x"),
    ("-(-x)", "x"),
    ("-(a b)", "-(a b)"),
    ("((a) (b c))", "a b c"),
    ("title:(us OR iran)", "title:us OR title:iran"),
    ("title:(us body:iran)", "title:us body:iran"),
    ("title:US warns", "title:US warns"),
    ("TITLE: us", "title:us"),
    ("title:-us", "-title:us"),
    ("hidden:recaptcha", "hidden:recaptcha"),
    ("hidden:*", "has:hidden"),
    ("café", "café"),
    ("o'brien", '"o\'brien"'),
    ("al-asad", '"al-asad"'),
    ("covid-19", '"covid-19"'),
    ("2,500", "2500"),
    ("Kirby's", "Kirby"),
    ("*", "*"),
    ("", "*"),
    ("* -iraq", "-iraq"),
    ("-*", "-*"),
    ("https://x.org/a", '"https://x.org/a"'),
    ("10:30", '"10:30"'),
]

PHRASES = [
    ('"US troops"', '"US troops"'),
    ("“take actions”", '"take actions"'),
    ("'take actions'", '"take actions"'),
    ('“us troops"', '"us troops"'),
    ('"us troops”', '"us troops"'),
    ("'tis the season", "tis the season"),
    ('"troops us"~3', '"troops us"~3'),
    ("title:“us troops”~5", 'title:"us troops"~5'),
    ("a NEAR/3 b", "a NEAR/3 b"),
    ("a ADJ/3 b", "a ADJ/3 b"),
    ("a NEAR/3 b c", "(a NEAR/3 b) c"),
    ("-a NEAR/3 b", "-(a NEAR/3 b)"),
    ("a ADJ/1 b NEAR/3 c", "(a ADJ/1 b) NEAR/3 c"),
    ("(us OR iraqi) NEAR/3 troops", "(us NEAR/3 troops) OR (iraqi NEAR/3 troops)"),
    ('title:("us troops" NEAR/5 kirb*)', 'title:"us troops" NEAR/5 title:kirb*'),
]

FORMS = [
    ("=Iraq", "=Iraq"),
    ("=café", "=café"),
    ('="John Kirby"', "=John ADJ/1 =Kirby"),
    ("iraqi*", "iraqi*"),
    ("*stan", "*stan"),
    ("i?aq", "i?aq"),
    ("k**rb?", "k*rb?"),
    ("covid-1*", '"covid" ADJ/1 1*'),
    ("U.S.*", "US*"),
    ("kirbi~", "kirbi~"),
    ("kirbi~1", "kirbi~"),
    ("kirbi~2", "kirbi~2"),
    ("/kirb[iy]/", "/kirb[iy]/"),
    ("title:/ira[qk]/", "title:/ira[qk]/"),
    ("/usr/lib", '"/usr/lib"'),
    ("a..c", "[a TO c]"),
    (">=kirby", "[kirby TO *]"),
    (">kirby", "{kirby TO *]"),
    ("<kirby", "[* TO kirby}"),
    ("title:[a TO c}", "title:[a TO c}"),
    ("{a TO}", "{a TO *]"),
    ("and so on...", "and so on"),
    ("iraq^2 kirby", "iraq^2 kirby"),
    ('"us troops"~5^0.5', '"us troops"~5^0.5'),
    ("(iraq OR iran)^3", "(iraq OR iran)^3"),
    ("(iraq^2)^3", "iraq^6"),
    ("iraq^1", "iraq"),
    (r"\(a\)", "a"),
    (r"\OR", r"\OR"),
    (r"\"a b\"", "a b"),
    (r"kirb\*", "kirb"),
    (r"title\:us", '"title:us"'),
]

FIELDS = [
    ("source:rudaw", 'source:"rudaw"'),
    ("path:2024/*", 'path:"2024/"'),
    ("url:https://x.org/a", 'url:"https://x.org/a"'),
    ("author:(smith OR jones)", 'author:"smith" OR author:"jones"'),
    ("lang:en", 'lang:"en"'),
    ("source:=Rudaw", 'source:="Rudaw"'),
    ("source:(=bbc OR =cnn)", 'source:="bbc" OR source:="cnn"'),
    (r"source:\=bbc", 'source:"=bbc"'),
    ('person:="Kirby"', 'person:="Kirby"'),
    ('person:"John Kirby"', 'person:"John Kirby"'),
    ("person:kirby", 'person:"kirby"'),
    ('person:"Kenneth “Frank” McKenzie"', 'person:"Kenneth “Frank” McKenzie"'),
    ("person:O'Brien", 'person:"O\'Brien"'),
    ("-place:Iraq", '-place:"Iraq"'),
    ("entity:*", "has:person OR has:org OR has:place"),
    ('says:"John Kirby"', 'says:"John Kirby"'),
    ("tag:a tag:b", 'tag:"a" tag:"b"'),
    ("tag:a,b", 'tag:"a","b"'),
    (r'tag:a,"b c",d\,e', 'tag:"a","b c","d,e"'),
    ("is:unread source:rudaw", 'is:unread source:"rudaw"'),
    ("is:(starred OR NEW)", "is:starred OR is:new"),
    ("has:note", "has:note"),
    ("no:date", "-has:date"),
    ("words:>800", "words:801.."),
    ("words:300..1,000", "words:300..1000"),
    ("words:[300 TO 1000}", "words:300..999"),
    ("words:<=300", "words:..300"),
    ("words:300", "words:300..300"),
    ('mentions:"John Kirby">3', 'mentions:"John Kirby":4..'),
    ("mentions:kirby>=3", 'mentions:"kirby":3..'),
    ("mentions:kirby", 'mentions:"kirby":1..'),
    ("mentions:kirby:2..5", 'mentions:"kirby":2..5'),
    ("like:271a375dbeeb", 'like:"271a375dbeeb"'),
    ("dup:2024/a.txt", 'dup:"2024/a.txt"'),
    ("query:newest", 'query:"newest" sort:date-'),
    ("query:Newest sort:title", 'query:"newest" sort:title'),
    ("iraq sort:date-", "iraq sort:date-"),
    ("sort:newest iraq", "iraq sort:date-"),
    ("sort:oldest", "* sort:date"),
    ("sort:-date", "* sort:date-"),
]

DATES = [
    ("date:2024", "date:2024-01-01..2024-12-31"),
    ("date:2024-02", "date:2024-02-01..2024-02-29"),
    ("date:2024/02/01", "date:2024-02-01..2024-02-01"),
    ("date:2024-02..2024-03", "date:2024-02-01..2024-03-31"),
    ("date:2024..", "date:2024-01-01.."),
    ("date:..2023", "date:..2023-12-31"),
    ("date:>2024-01-31", "date:2024-02-01.."),
    ("date:>2024-01", "date:2024-02-01.."),
    ("date:<2024", "date:..2023-12-31"),
    ("date:<=2024-01", "date:..2024-01-31"),
    ("date:[20240201 TO 20240301]", "date:2024-02-01..2024-03-01"),
    ("date:{2024-01 TO 2024-03}", "date:2024-02-01..2024-02-29"),
    ("date:yesterday", "date:2024-03-09..2024-03-09"),
    ("date:(2022 OR today)", "date:2022-01-01..2022-12-31 OR date:2024-03-10..2024-03-10"),
    ("date:*", "has:date"),
    ("date:31-01-2024", "date:2024-01-31..2024-01-31"),
    ("newer:30d", "date:2024-02-09.."),
    ("newer:2w", "date:2024-02-25.."),
    ("older:1m", "date:..2024-02-09"),
    ("older:1y", "date:..2023-03-09"),
    ("newer:2024-02", "date:2024-02-01.."),
]


def read(text: str) -> Parsed:
    return parse(text, today=TODAY, saved=SAVED)


@pytest.mark.parametrize(("typed", "canonical"), WORDS + PHRASES + FORMS + FIELDS + DATES)
def test_is_understood_as(typed: str, canonical: str) -> None:
    parsed = read(typed)
    assert (parsed.canonical, parsed.messages) == (canonical, ())


SLIPS = [
    ('"prime minister', '"prime minister"', 'col 1: quote not closed: searched for "prime minister"'),
    ('iraq "prime', 'iraq "prime"', 'col 6: quote not closed: searched for "prime"'),
    ("(iraq", "iraq", "col 1: ( without ): closed at the end"),
    ("a (b (c", "a b c", "col 3: 2 ( without ): closed at the end"),
    ("iraq)", "iraq", "col 5: ) without (: ignored"),
    ("iraq ()", "iraq", "col 6: nothing in the brackets: ignored"),
    ("[a TO b", "[a TO b]", "col 1: range not closed: searched for [a TO b"),
    ("AND iraq", "iraq", "AND at the start ignored"),
    ("iraq AND", "iraq", "AND at the end ignored"),
    ("iraq OR", "iraq", "OR with nothing after it: ignored"),
    ("| iraq", "iraq", "| with nothing before it: ignored"),
    ("NOT", "*", "NOT with nothing after it: ignored"),
    ("NEAR/3 a", "a", "NEAR/3 with nothing before it: ignored"),
    ("a NEAR/3", "a", "NEAR/3 with nothing after it: ignored"),
    ("a NEAR/3 -b", "a -b", "NEAR/3 with nothing after it: ignored"),
    ("a NEAR/0 b", "a NEAR/1 b", "NEAR/0: a distance is 1 to 99 words: used 1"),
    ("a NEAR/500 b", "a NEAR/99 b", "NEAR/500: a distance is 1 to 99 words: used 99"),
    (
        "title:a ADJ/3 body:b",
        "title:a body:b",
        "ADJ/3 stands between words of one field, and few: read as AND",
    ),
    ("a NEAR/3 is:new", "a is:new", "NEAR/3 stands between words of one field, and few: read as AND"),
    ("a^2 NEAR/3 b", "a NEAR/3 b", "a boost beside NEAR/3 has no effect: ignored"),
    ('""', "*", '"" holds no word: ignored'),
    (":", "*", '":" holds no word: ignored'),
    ("~5", "5", "~5 follows no word: searched for what it holds"),
    ("^2", "2", "^2 follows no word: searched for what it holds"),
    ('"us"~3', '"us"', '"us"~3: a single word has no distance: searched without'),
    ('"us troops"~', '"us troops"', '"us troops"~: a distance is wanted after ~: searched without'),
    ("(a b)~5", "a b", "~5 belongs after a word or a phrase: ignored"),
    ("kirbi~99", "kirbi~2", "kirbi~99: edits are 1 or 2: used 2"),
    ("kirbi~0", "kirbi", "kirbi~0: edits are 1 or 2: used 0"),
    ("kirb*~", "kirb*", "kirb*~: ~ goes with plain words alone: ~ ignored"),
    ("=kirb*", "=kirb", "=kirb*: no wildcards after =: searched for the plain word"),
    ("al-*", "al", "al-*: a * alone stands for no word: left out"),
    ("c..a", "[a TO c]", "c is after a: turned round"),
    ("[* TO *]", "*", "[* TO *]: no word at either end: ignored"),
    ("iraq^1000", "iraq^100", "^1000: a boost is 0.1 to 100: cut to that"),
    ("is:new^2", "is:new", "^2: is:new does not rank: ignored"),
    ("/(a+)+$/", "a", "/(a+)+$/: a repetition inside a repetition: searched for the plain words"),
    ("title:", "*", "title: with nothing after it: ignored"),
    ("title:*", "*", "title:* is every article"),
    ("persn:x", '"persn:x"', 'no field "persn": did you mean person:? searched for the words instead'),
    ('persn:"a b"', 'persn "a b"', 'no field "persn": did you mean person:? searched for the words instead'),
    ("qqq:x", '"qqq:x"', 'no field "qqq": searched for the words instead'),
    ("person:...", "*", "person:... holds no word: ignored"),
    ("person:kirb*", 'person:"kirb"', "person:kirb*: names have no wildcards: searched for the whole words"),
    ("is:unred", "*", "is:unred is unknown (did you mean unread?): ignored"),
    ("words:many", "*", "words:many is not a number: ignored"),
    ("words:9..3", "*", "words:9..3 leaves no number: ignored"),
    ("tag:,", "*", "tag:, names no tag: ignored"),
    ('source:""', "*", "source: is empty: ignored"),
    ("date:2024-13", "*", "date:2024-13 is not a date (month 13): ignored"),
    ("date:2023-02-29", "*", "date:2023-02-29 is not a date (day 29): ignored"),
    ("date:0000", "*", "date:0000 is not a date (year 0): ignored"),
    ("date:2024021", "*", "date:2024021 is not a date: write it as 2024, 2024-02 or 2024-02-01: ignored"),
    ("date:..", "*", "date:.. is not a date (no day on either side): ignored"),
    ("date:>9999", "*", "date:>9999 is beyond the calendar: ignored"),
    ("date:{2024-01 TO 2024-02}", "*", "date:{2024-01 TO 2024-02} leaves no day: ignored"),
    ("date:01-02-2024", "date:2024-02-01..2024-02-01", "01-02-2024 read as 2024-02-01"),
    ("date:2024..2023", "date:2023-01-01..2024-12-31", "the first day is after the last: turned round"),
    ("newer:9999y", "*", "newer:9999y is beyond the calendar: ignored"),
    ("newer:soon", "*", "newer:soon is no age: write it as 30d, 2w, 6m or 1y: ignored"),
    ("sort:size", "*", "sort:size is no order (there are date-, date, title, relevance): ignored"),
    ("sort:date sort:title", "* sort:title", "sort:date and sort:title: the last one holds"),
    ("query:mne", "*", 'query:mne is not saved (did you mean query:"mine"?): ignored'),
    ("query:mine", 'query:"mine"', "query:mine: query:mine refers to itself: ignored"),
    ("query:a", 'query:"a"', "query:a: query:b: query:a refers to itself: ignored"),
    ("query:slip", 'query:"slip"', "query:slip: col 1: ( without ): closed at the end"),
]


@pytest.mark.parametrize(("typed", "canonical", "message"), SLIPS)
def test_a_slip_is_said_and_the_rest_searched(typed: str, canonical: str, message: str) -> None:
    parsed = read(typed)
    assert (parsed.canonical, parsed.messages) == (canonical, (message,))


def test_a_numeric_date_is_read_in_the_configured_order() -> None:
    parsed = parse("date:01-02-2024", today=TODAY, day_first=False)
    assert (parsed.canonical, parsed.messages) == (
        "date:2024-01-02..2024-01-02",
        ("01-02-2024 read as 2024-01-02",),
    )


def test_the_query_of_a_saved_one_is_part_of_the_tree() -> None:
    assert str(read("query:newest iraq").query.parts[0].part) == "kirby OR miller"


@pytest.mark.parametrize(
    ("typed", "canonical", "message"),
    [
        ("NOT " * 1000 + "x", "x", ""),
        ("NOT " * 1001 + "x", "-x", ""),
        ("(" * 1000 + "x", "x", "brackets nested deeper than 24: those inside ignored"),
        (")" * 1000, "*", "col 1: ) without (: ignored"),
        ("x" * 10_000, "x" * 100, ""),
        ("x " * 2000, ("x " * 1000).strip(), "more than 1,000 words and conditions: the rest ignored"),
        ("x^" + "9" * 5000, "x^100", ""),
        ("x~" + "9" * 5000, "x~2", ""),
        ("words:" + "9" * 5000, "*", ""),
        ("a NEAR/1 " * 1000 + "b", "", "NEAR/1 stands between words of one field, and few: read as AND"),
        ("\0\x1b[31m\u202eiraq\ud800", "", ""),
    ],
    ids=lambda value: value[:12].encode("ascii", "backslashreplace").decode(),
)
def test_the_absurd_is_bounded(typed: str, canonical: str, message: str) -> None:
    parsed = read(typed)
    assert not canonical or parsed.canonical == canonical
    assert not message or message in parsed.messages
    assert len(parsed.messages) <= 21


def test_saved_queries_that_multiply_are_bounded() -> None:
    saved = {name: f"query:{after} " * 100 for name, after in zip("abcd", "bcde", strict=True)} | {"e": "x"}
    parsed = parse("query:a", today=TODAY, saved=saved)
    assert str(parsed.query) == 'query:"a"'
    assert parsed.messages


def test_a_long_text_is_cut_in_a_remark() -> None:
    (message,) = read("date:" + "2" * 10_000).messages
    assert len(message) < 160
