"""What are the fields at the head of a text file called? Front matter, mail, the exports of press archives."""

from __future__ import annotations

from index.article import BlockKind

_NAMES = {
    BlockKind.TITLE: """
        title, headline, subject, heading, article title, document title
        titel, überschrift, betreff, título, titulo, titular, asunto, titre, objet, titolo, oggetto, başlık
        заголовок, tytuł, العنوان
    """,
    BlockKind.DATE: """
        date, published, publish date, published at, published on, publication date, pubdate, pub date, date published
        created, created at, datetime, datum, veröffentlicht, veröffentlicht am, erscheinungsdatum, fecha
        fecha de publicación, publié le, data, data de publicação, tarih, дата, التاريخ
    """,
    BlockKind.BYLINE: """
        author, authors, byline, by, creator, writer, from, reporter, autor, autorin, autoren, verfasser, von, autora
        autores, auteur, auteurs, autore, autori, yazar, автор, الكاتب
    """,
    BlockKind.SOURCE: """
        source, publisher, publication, publication title, site, site name, sitename, newspaper, outlet, journal
        quelle, zeitung, medium, fuente, medio, fonte, testata, bron, kaynak, источник, źródło, المصدر
    """,
    BlockKind.BOILERPLATE: """
        url, link, document url, permalink, canonical, canonical url, source url, original url, enlace
        lien, adresse, ссылка, الرابط
        id, guid, slug, section, category, categories, tags, keywords, language, lang, hostname, description, summary
        image, fingerprint, license, updated, modified, last modified, layout, draft, to, cc, reply to, sent, message id
        return path, received, mime version, content type, content transfer encoding, x mailer, list id
        length, word count, words, load date, dateline, highlight, graphic, type, publication type, document type
        journal code, edition, page, pages, pg, volume, issue, issn, copyright, record number, accession number
        document id, proquest document id, database, place of publication, country of publication
        language of publication
        ressort, rubrik, schlagwörter, sección, etiquetas, idioma, rubrique, mots clés, langue, sezione, secção
        editoria
    """,
}
_EXPORT_NAMES = """
    headline, byline, section, length, word count, load date, dateline, highlight, publication type, document type
    journal code, edition, page, author, record number, accession number, publication title
    publication date, proquest document id
"""
_CODE_NAMES = {
    BlockKind.TITLE: "HD",
    BlockKind.DATE: "PD",
    BlockKind.BYLINE: "BY",
    BlockKind.SOURCE: "SN",
    BlockKind.BOILERPLATE: "CR WC ET SC ED PG LA CY LP TD CT RF CO IN NS RE IPD IPC PUB AN SE CLM VOL DOCUMENTID",
}


def _names(text: str) -> list[str]:
    return [name.strip() for row in text.strip().splitlines() for name in row.split(",")]


KINDS = {name: kind for kind, names in _NAMES.items() for name in _names(names)}
"""Name in small letters, with spaces for `-` and `_` → what its value is to the reader."""

ADDRESS = frozenset(
    "url, link, permalink, canonical, canonical url, source url, original url, enlace, lien, ссылка, الرابط".split(
        ", "
    )
)
"""Names of the article's address."""

EXPORT = frozenset(_names(_EXPORT_NAMES))
"""Names by which an export of LexisNexis, ProQuest or NewsBank is known."""

CODES = {code: kind for kind, codes in _CODE_NAMES.items() for code in codes.split()}
"""Factiva's."""

TEXT_CODES = frozenset({"LP", "TD", "CT", "RF"})
"""Those that stand above text: the first paragraph, the others, the contact, the notes."""
