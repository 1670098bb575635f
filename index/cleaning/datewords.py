"""The names of months and weekdays in the languages that news text comes in most.

One row a month or day; names that two languages give to different months (Croatian `listopad`, Polish `listopad`)
stand for the language that more news is written in. `_` is a space in a name.
"""

from __future__ import annotations

_MONTHS = """
january jan januar jänner janvier janv enero ene janeiro gennaio gen januari ledna stycznia января янв січня
 ianuarie ocak oca ιανουαρίου يناير كانون_الثاني جانفي ژانویه ינואר जनवरी
february feb februar février fevrier févr fév febrero fevereiro fev febbraio febr februari února lutego февраля
 фев лютого februarie şubat φεβρουαρίου فبراير شباط فيفري فوریه פברואר फ़रवरी फरवरी
march mar mars märz maerz mrz marzo março marco maart mrt března marca марта мар березня martie mart μαρτίου
 مارس آذار مارچ מרץ मार्च
april apr avril avr abril abr aprile dubna kwietnia апреля апр квітня aprilie nisan απριλίου أبريل ابريل إبريل
 نيسان أفريل آوریل אפריל अप्रैल
may mai mayo maio maggio mag mei maj května maja мая травня mayıs μαΐου مايو أيار ايار ماي مه מאי मई
june jun juni juin junio junho giugno giu června czerwca июня июн червня iunie haziran ιουνίου يونيو حزيران جوان
 ژوئن יוני जून
july jul juli juillet juil julio julho luglio lug července lipca июля июл липня iulie temmuz ιουλίου يوليو تموز
 جويلية ژوئیه יולי जुलाई
august aug août aout agosto ago augustus augusti srpna sierpnia августа авг серпня ağustos αυγούστου أغسطس اغسطس
 آب أوت اوت אוגוסט अगस्त
september sep sept septembre septiembre setembro settembre set září wrzesnia września сентября сен вересня
 septembrie eylül σεπτεμβρίου سبتمبر أيلول ايلول سپتامبر ספטמבר सितंबर
october oct oktober okt octobre octubre outubro out ottobre ott října października октября окт жовтня octombrie
 ekim οκτωβρίου أكتوبر اكتوبر تشرين_الأول اکتبر אוקטובר अक्टूबर
november nov novembre noviembre novembro listopadu listopada ноября ноя noiembrie kasım νοεμβρίου نوفمبر
 تشرين_الثاني نوامبر נובמבר नवंबर
december dec dezember dez décembre decembre déc diciembre dic dezembro dez dicembre prosince grudnia декабря дек
 грудня decembrie aralık δεκεμβρίου ديسمبر كانون_الأول دسامبر דצמבר दिसंबर
"""
_WEEKDAYS = """
monday montag lundi lunes segunda-feira lunedì maandag pondělí poniedziałek понедельник måndag pazartesi الاثنين
 الإثنين دوشنبه
tuesday dienstag mardi martes terça-feira martedì dinsdag úterý wtorek вторник tisdag salı الثلاثاء سه‌شنبه
wednesday mittwoch mercredi miércoles quarta-feira mercoledì woensdag středa środa среда onsdag çarşamba الأربعاء
 الاربعاء چهارشنبه
thursday donnerstag jeudi jueves quinta-feira giovedì donderdag čtvrtek czwartek четверг torsdag perşembe الخميس
 پنجشنبه
friday freitag vendredi viernes sexta-feira venerdì vrijdag pátek piątek пятница fredag cuma الجمعة جمعه
saturday samstag sonnabend samedi sábado sabato zaterdag sobota суббота lördag cumartesi السبت شنبه
sunday sonntag dimanche domingo domenica zondag neděle niedziela воскресенье söndag pazar الأحد الاحد یکشنبه
"""
_SHORT_WEEKDAYS = """
mon
tue tues
wed weds
thu thur thurs
fri
sat
sun
"""


def fold(name: str) -> str:
    """`name` as the tables spell it: without case, also where `I` is the capital of a dotless `ı`."""
    return name.casefold().replace("\u0307", "").replace("ı", "i")


def _table(names: str) -> dict[str, int]:
    rows = (row.split() for row in names.strip().replace("\n ", " ").splitlines())
    return {fold(name).replace("_", " "): number for number, row in enumerate(rows) for name in row}


MONTHS = {name: number + 1 for name, number in _table(_MONTHS).items()}
"""Name or abbreviation without its dot, as `fold` gives it → 1 to 12."""

WEEKDAYS = _table(_WEEKDAYS)
"""Name, as `fold` gives it → 0 (Monday) to 6, as `datetime.date.weekday`. Running text uses them for days."""

SHORT_WEEKDAYS = WEEKDAYS | _table(_SHORT_WEEKDAYS)
"""With abbreviations, which mean a day only beside a date."""
