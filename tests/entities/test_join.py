from __future__ import annotations

from index.article import EntityKind, entity_id
from index.entities import Group, LocalName, join

PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE


def people(**articles: int) -> tuple[Group, ...]:
    """Groups of people; `John_Kirby=3` is a name in three articles."""
    return join(LocalName(PERSON, name.replace("_", " "), count, count) for name, count in articles.items())


def test_a_lone_surname_joins_the_only_full_name_and_is_marked() -> None:
    (group,) = people(John_Kirby=1, Kirby=5)
    assert (group.name, group.names, group.inferred) == ("John Kirby", ("Kirby", "John Kirby"), {"Kirby"})


def test_a_lone_surname_joins_the_full_name_that_is_three_times_dominant() -> None:
    groups = people(John_Kirby=6, Mary_Kirby=2, Kirby=1)
    assert [(group.name, set(group.inferred)) for group in groups] == [
        ("John Kirby", {"Kirby"}),
        ("Mary Kirby", set()),
    ]


def test_a_lone_surname_of_equals_stays_alone() -> None:
    assert {group.name for group in people(John_Kirby=5, Mary_Kirby=2, Kirby=1)} == {
        "John Kirby",
        "Mary Kirby",
        "Kirby",
    }


def test_a_middle_initial_joins_the_name_without() -> None:
    (group,) = people(John_Kirby=2, John_F_Kirby=1)
    assert group.names == ("John Kirby", "John F Kirby")


def test_competing_middle_initials_stay_apart() -> None:
    assert len(people(George_Bush=1, George_W_Bush=1, George_H_W_Bush=1)) == 3


def test_names_that_differ_in_case_dots_or_spaces_are_one() -> None:
    names = ["Ali al-Sistani", "Ali Al-Sistani", "Ali\u00a0al-Sistani"]
    (group,) = join(LocalName(PERSON, name, 1, 1) for name in names)
    assert set(group.names) == set(names)


def test_the_alias_table_joins_across_articles() -> None:
    (group,) = join([LocalName(PLACE, "U.S.", 9, 9), LocalName(PLACE, "United States", 1, 1)])
    assert (group.name, group.id) == ("United States", entity_id(PLACE, "United States"))


def test_kinds_stay_apart() -> None:
    assert len(join([LocalName(PLACE, "Jordan", 1, 1), LocalName(PERSON, "Jordan", 1, 1)])) == 2


def test_groups_come_in_order_of_articles_whatever_the_order_of_names() -> None:
    names = [LocalName(PERSON, f"Anna Blort{n}", n, n) for n in range(1, 6)]
    assert join(names) == join(reversed(names))
    assert join(names)[0].name == "Anna Blort5"


def test_no_names_give_no_groups() -> None:
    assert join([]) == ()
