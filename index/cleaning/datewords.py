"""The names of months and weekdays in the languages that news text comes in most."""

from __future__ import annotations

_MONTHS = """
january jan januar janvier janv enero ene janeiro gennaio gen januari januarja ledna stycznia января
february feb februar février fevrier févr febrero fevereiro fev febbraio febr februari února lutego февраля
march mar märz maerz mars marzo março marco maart mrt března marca марта
april apr avril avr abril abr aprile dubna kwietnia апреля
may mai mayo maio maggio mag mei maj května maja мая
june jun juni juin junio junho giugno giu června czerwca июня
july jul juli juillet juil julio julho luglio lug července lipca июля
august aug août aout agosto ago augustus augusti srpna sierpnia августа
september sep sept septembre septiembre setembro settembre set september září wrzesnia września сентября
october oct oktober okt octobre octubre outubro out ottobre ott oktober října października октября
november nov novembre noviembre novembro listopadu listopada ноября
december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre december prosince grudnia декабря
"""
_WEEKDAYS = """
monday montag lundi lunes segunda-feira lunedì maandag pondělí poniedziałek понедельник
tuesday dienstag mardi martes terça-feira martedì dinsdag úterý wtorek вторник
wednesday mittwoch mercredi miércoles quarta-feira mercoledì woensdag středa środa среда
thursday donnerstag jeudi jueves quinta-feira giovedì donderdag čtvrtek czwartek четверг
friday freitag vendredi viernes sexta-feira venerdì vrijdag pátek piątek пятница
saturday samstag samedi sábado sabato zaterdag sobota sobota суббота
sunday sonntag dimanche domingo domenica zondag neděle niedziela воскресенье
"""


def _table(names: str) -> dict[str, int]:
    rows = (row.split() for row in names.strip().splitlines())
    return {name: number for number, row in enumerate(rows) for name in row}


MONTHS = {name: number + 1 for name, number in _table(_MONTHS).items()}
"""Case-folded name or abbreviation without its dot → 1 to 12."""

WEEKDAYS = _table(_WEEKDAYS)
"""Case-folded name → 0 (Monday) to 6, as `datetime.date.weekday`."""
