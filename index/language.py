"""Which language is a text in? Told by its script, by letters that one language alone uses, and by short words.

Method: the short words of Grefenstette, "Comparing two language identification schemes" (JADT 1995): the language of
which most function words stand in a sample. It runs while articles are indexed, so all counting is done by C code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import chain

_SAMPLE = 1500
"""Characters looked at: some 250 words, of which 100 are function words."""
_FEWEST = 3
"""Different function words that a text must have of its language, and more than of any other."""
_SURE = 6
"""With so many, one more than of any other is enough."""

_LATIN = {
    "en": "the of and to in that is was for on with as by at from he his it an be are were this which have has "
    "had not but they said",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei",
    "fr": "le la les de des du et à en un une que est pour qui dans par sur au aux il pas plus ne ce se avec "
    "sont ont été cette",
    "es": "el la los las de del y en que a un una por con se para su al es lo como más fue no pero sus ha este "
    "entre también",
    "it": "il la i di del della e che è in un una per con non si da sono dei le al nel alla come ha più delle "
    "gli anche stato",
    "pt": "o a os as de do da dos das e em que um uma para com não por se na no é ao foi mais como pela pelo "
    "são também",
    "ca": "el la els les de del dels i a en que un una per amb és no es al ha com més però aquest seva va són "
    "també als pel",
    "nl": "de het een van en in te dat is op voor met zijn die niet aan er ook als door bij naar om uit hij "
    "maar wordt heeft werd zich",
    "sv": "och i att det som en på är av för med den till inte om ett har de var från men vid kan han efter så "
    "när också eller",
    "da": "og i at det som en på er af for med den til ikke om et har de var fra men ved kan han efter så når "
    "også eller blev af mod",
    "no": "og i å det som en på er av for med den til ikke om et har de var fra men ved kan han etter så når "
    "også eller ble av mot",
    "fi": "ja on ei se että oli hän mutta myös ovat kun joka kuin mukaan sekä olla jos niin tai ole mitä vain "
    "nyt sen ollut jonka vuoden",
    "pl": "w i na z się do nie że to jest o od po za jak przez ale dla są został przy oraz być jego co tym może "
    "także roku ze",
    "cs": "a v se na je že o s z do i to ve k za pro po by jako ale jsou od při byl které jeho který podle také "
    "však roce",
    "sk": "a v sa na je že o s z do aj to vo k za pre po by ako ale sú od pri bol ktoré jeho ktorý podľa však "
    "roku",
    "hr": "i u je se na da za su od s ne koji iz o to kako a što bi koje do će po nije bio kao ali prema koja "
    "još",
    "tr": "ve bir bu da de için ile çok olarak daha olan gibi en sonra kadar ama olduğu ne o var yeni değil her "
    "göre ise ki tarafından",
    "hu": "a az és hogy nem is egy volt meg de csak ez már azt mint vagy még ha el van fel kell lesz után "
    "között szerint pedig",
    "ro": "și de în a la cu din pe că o nu un este care pentru mai au s-a fi se sunt după fost prin dar ce ca "
    "între această către",
    "ku": "û li ku di de ji bi jî ser ve wê ya yê yên ew ev ê bû hat kir xwe an ne dike wan her nav dibe hem",
    "id": "yang dan di dengan untuk dari pada dalam ini itu tidak akan ke oleh juga telah adalah sebagai bahwa "
    "mereka karena tersebut ada",
    "vi": "và của là có trong được cho không với người các một những đã này khi từ đến cũng ở về theo tại",
}
"""The commonest words of each language in news."""
_DEVANAGARI = {
    "hi": "के है में की और से को का ने पर कि यह हैं भी नहीं एक था इस कर गया",
    "mr": "आहे आणि या च्या त्या हे ते आहेत केले होते नाही तर पण मध्ये होता असे",
    "ne": "छ र को मा ले का पनि भएको गरेको हुन् छन् थियो गर्ने लागि भने",
}
_WORDS = {
    script: {language: frozenset(words.split()) for language, words in lists.items()}
    for script, lists in (("", _LATIN), ("Devanagari", _DEVANAGARI))
}
"""By script; that of Latin letters has no name."""
_LISTED = frozenset[str]().union(*(words for lists in _WORDS.values() for words in lists.values()))

_SCRIPTS = (
    (0x370, "Greek"),
    (0x400, "Cyrillic"),
    (0x530, "Armenian"),
    (0x590, "Hebrew"),
    (0x600, "Arabic"),
    (0x700, "other"),
    (0x750, "Arabic"),
    (0x780, "other"),
    (0x900, "Devanagari"),
    (0x980, "Bengali"),
    (0xA00, "Gurmukhi"),
    (0xA80, "Gujarati"),
    (0xB00, "other"),
    (0xB80, "Tamil"),
    (0xC00, "Telugu"),
    (0xC80, "Kannada"),
    (0xD00, "Malayalam"),
    (0xD80, "Sinhala"),
    (0xE00, "Thai"),
    (0xE80, "Lao"),
    (0xF00, "Tibetan"),
    (0x1000, "Burmese"),
    (0x10A0, "Georgian"),
    (0x1100, "Hangul"),
    (0x1200, "Ethiopic"),
    (0x13A0, "other"),
    (0x1780, "Khmer"),
    (0x1800, "other"),
    (0x1F00, "Greek"),
    (0x2000, "other"),
    (0x3040, "Kana"),
    (0x3100, "other"),
    (0x3400, "Han"),
    (0xA000, "other"),
    (0xAC00, "Hangul"),
    (0xD7B0, "other"),
    (0xFB50, "Arabic"),
    (0xFEFF, "other"),
)
"""The first letter of each stretch of Unicode that belongs to one script; "other" is none of ours."""
_STARTS = [start for start, _ in _SCRIPTS]
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\ufefe]")
_KANA = re.compile("[\u3040-\u30ff]")
_EVERY = 8
"""Of a sample so many characters apart tell the script."""
_MUCH = 1 / 3
"""Share of such characters in a text that is not in Latin letters: the rest is spaces, digits and foreign names."""

_LANGUAGE_OF = {
    "Greek": "el",
    "Armenian": "hy",
    "Hebrew": "he",
    "Bengali": "bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Tibetan": "bo",
    "Burmese": "my",
    "Georgian": "ka",
    "Hangul": "ko",
    "Ethiopic": "am",
    "Khmer": "km",
}
"""Scripts that news writes one language in."""
_LETTERS = {
    "Cyrillic": {
        "be": "ў",
        "kk": "құғ",
        "ky": "ң",
        "mn": "өү",
        "mk": "ѓќѕ",
        "sr": "јђћ",
        "uk": "їєґ",
        "ru": "ыэё",
        "bg": "ъ",
    },
    "Arabic": {
        "ug": "ۇۈۋ",
        "ku": "ەۆێڕڵ",
        "ps": "ټډړږښڼ",
        "ur": "ٹڈڑںے",
        "fa": "پچژگی",
        "ar": "ةىيكأإ",
    },
}
"""Letters of a language that those listed after it have not. Kurdish here is Sorani; Kurmanji is told by its words."""
_TELLING = 0.002
"""Share of these letters in a text of the language, at least: in a text of another, foreign names have fewer."""

LANGUAGES = tuple(
    sorted({"ja", "zh", *_LANGUAGE_OF.values(), *_LATIN, *_DEVANAGARI, *chain(*_LETTERS.values())})
)
"""The codes that `guess` gives."""


def guess(text: str) -> str:
    """The language of `text` as an ISO 639-1 code, told from its beginning; empty if that is not clear."""
    sample = text[:_SAMPLE].lower()
    script = "" if sample.isascii() else _script(sample[::_EVERY])
    if script in _WORDS:
        return _by_words(sample, _WORDS[script])
    if script in _LETTERS:
        return _by_letters(sample, _LETTERS[script])
    if script in ("Han", "Kana"):
        return "ja" if _KANA.search(sample) else "zh"
    return _LANGUAGE_OF.get(script, "")


def _script(letters: str) -> str:
    """The script of which there is most; empty for Latin. It is that of the letter in the middle of all others."""
    others = sorted(_NOT_LATIN.findall(letters))
    if len(others) <= _MUCH * len(letters):
        return ""
    return _SCRIPTS[bisect_right(_STARTS, ord(others[len(others) // 2])) - 1][1]


def _by_letters(sample: str, telling: Mapping[str, str]) -> str:
    least = _TELLING * len(sample)
    return next((code for code, letters in telling.items() if sum(map(sample.count, letters)) > least), "")


def _by_words(sample: str, lists: Mapping[str, frozenset[str]]) -> str:
    words = _LISTED.intersection(sample.split())
    scores = sorted((len(words & listed), language) for language, listed in lists.items())
    (second, _), (best, language) = scores[-2:]
    margin = 1 if best >= _SURE else 2
    return language if best >= _FEWEST and best - second >= margin else ""
