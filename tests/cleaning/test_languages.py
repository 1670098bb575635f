"""In every language: the text is left whole, and what the page said around it in that language is hidden."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from index.article import Article, Record
from index.cleaning import Preset, clean
from index.cleaning.settings import Settings


class Page(NamedTuple):
    title: str
    paragraphs: tuple[str, ...]
    before: tuple[str, ...]
    """What stands above the text."""
    between: str
    """What stands between two paragraphs."""
    behind: tuple[str, ...]
    """What stands below the text."""


PAGES = {
    "German": Page(
        "Mehr Polizei für die Grenze",
        (
            "Die Regierung schickt zweihundert Polizisten an die Grenze, sagte der Minister am Freitag in Berlin.",
            "Die Opposition nannte den Plan zu spät, zu klein und zu teuer für ein Land mit so vielen Schulden.",
            "„Wir teilen diese Sorge“, sagte ein Sprecher. Der Newsletter des Ministeriums erwähnt sie nicht.",
            "Am Montag soll das Parlament darüber abstimmen; eine Mehrheit gilt als sicher.",
        ),
        ("Startseite", "vor 3 Stunden", "Artikel drucken"),
        "Anzeige",
        ("Teilen", "Abonnieren Sie unseren Newsletter", "Lesen Sie auch: Zehn Tote bei Überschwemmung", "Impressum"),
    ),
    "Spanish": Page(
        "Más policías en la frontera",
        (
            "El gobierno enviará doscientos policías más a la frontera, dijo el ministro el viernes en Madrid.",
            "La oposición calificó el plan de tardío, pequeño y caro para un país con tantas deudas como este.",
            "El ministro comparte esa preocupación y pidió a los alcaldes compartir sus datos con la policía.",
            "El lunes votará el parlamento, donde el gobierno tiene una mayoría de dos escaños.",
        ),
        ("Iniciar sesión", "hace 2 horas"),
        "Publicidad",
        ("Compartir", "Suscríbete a nuestro boletín", "Lee también: Diez muertos en las inundaciones", "Aviso legal"),
    ),
    "Portuguese": Page(
        "Mais polícia na fronteira",
        (
            "O governo vai enviar duzentos polícias para a fronteira, disse o ministro na sexta-feira em Lisboa.",
            "A oposição considerou o plano tardio, pequeno e caro para um país com tantas dívidas como este.",
            "O ministro partilha a preocupação e pediu aos autarcas que leiam também o relatório da polícia.",
            "Na segunda-feira o parlamento vota a proposta, que deve ser aprovada por uma larga maioria.",
        ),
        ("há 5 minutos", "Imprimir"),
        "Publicidade",
        ("Compartilhar", "Assine nossa newsletter", "Leia também: Dez mortos nas cheias", "Política de privacidade"),
    ),
    "French": Page(
        "Davantage de policiers à la frontière",
        (
            "Le gouvernement enverra deux cents policiers à la frontière, a dit le ministre vendredi à Paris.",
            "L’opposition a jugé le plan tardif, modeste et coûteux pour un pays qui a déjà tant de dettes.",
            "Le ministre partage cette inquiétude, mais il refuse de commenter les chiffres de la presse.",
            "Le parlement doit voter lundi ; le gouvernement y dispose d’une courte majorité de dix voix.",
        ),
        ("Se connecter", "il y a 2 heures"),
        "Publicité",
        ("Partager", "Inscrivez-vous à notre newsletter", "Lire aussi : Dix morts", "Mentions légales"),
    ),
    "Arabic": Page(
        "مزيد من الشرطة على الحدود",
        (
            "سترسل الحكومة مئتي شرطي إضافي إلى الحدود الشمالية للبلاد، بحسب ما قال الوزير يوم الجمعة في بغداد.",
            "ووصفت المعارضة الخطة بأنها متأخرة وصغيرة ومكلفة جدا بالنسبة لبلد مثقل بالديون منذ سنوات طويلة.",
            "وقال الوزير إنه يشارك النواب قلقهم، وإن مشاركة المعلومات مع الشرطة المحلية ستبدأ الأسبوع المقبل.",
            "ومن المقرر أن يصوت البرلمان على الخطة يوم الاثنين، وتملك الحكومة فيه أغلبية بفارق عشرة أصوات.",
        ),
        ("الرئيسية", "منذ 3 ساعات"),
        "إعلان",
        ("مشاركة", "اشترك في النشرة البريدية", "اقرأ أيضا: عشرة قتلى في الفيضانات", "سياسة الخصوصية"),
    ),
    "Chinese": Page(
        "政府将向边境增派警察",
        (
            "政府将向北部边境增派两百名警察，部长星期五在首都举行的记者会上这样表示，并说第一批人员下周出发。",
            "反对党批评这项计划来得太晚、规模太小，而且对于一个多年来负债累累的国家来说花费实在太大了。",
            "部长说他理解这种担忧，并希望各地政府与警方分享更多信息，但他没有回答记者关于费用的提问。",
            "议会定于星期一对这项计划进行表决，政府在议会中以十票的微弱优势占有多数，预计计划会获得通过。",
        ),
        ("首页", "3小时前"),
        "广告",
        ("分享", "相关阅读：洪水造成十人死亡", "隐私政策"),
    ),
}  # fmt: skip


def hidden(article: Article) -> list[str]:
    return [article.text[slice(*article.content(block))] for block in article.blocks if block.hidden]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("preset", Preset)
def test_a_text_is_left_whole(page: Page, preset: Preset) -> None:
    article = clean(Record("a.txt", "\n\n".join([page.title, *page.paragraphs])), Settings(preset))
    assert hidden(article) == []
    assert article.title == page.title


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("preset", Preset)
def test_what_stands_around_the_text_is_hidden_and_nothing_else(page: Page, preset: Preset) -> None:
    first, *rest = page.paragraphs
    lines = [*page.before, page.title, first, page.between, *rest, *page.behind]
    article = clean(Record("a.txt", "\n\n".join(lines)), Settings(preset))
    assert hidden(article) == [*page.before, page.between, *page.behind]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_text_without_blank_lines_is_left_whole(page: Page) -> None:
    assert hidden(clean(Record("a.txt", "\n".join([page.title, *page.paragraphs])))) == []
