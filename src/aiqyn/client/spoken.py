"""What the clerk does and says after an answer: the law's own words where it has them, in the clerk's
language.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiqyn.client.answer import Answer
from aiqyn.client.wording import words
from aiqyn.law import LawBook
from aiqyn.protocol.states import State


@dataclass(frozen=True, slots=True)
class Spoken:
    """What to do, what to say, the law's rule without an answer, what the person can do, the article cited."""

    do: str
    say: str
    rule: str = ""
    can_do: tuple[str, ...] = ()
    article: str = ""


def spoken(answer: Answer, book: LawBook | None, language: str) -> Spoken:
    """The words of an answer. Without a law book (a desk that is not set up) only the general ones."""
    own = words(language)
    state = answer.state
    if answer.shadow:
        return Spoken(do=own["do"]["shadow"], say=own["say"]["shadow"])
    if state is State.HIT and answer.order and answer.purpose and book:
        effect = book.effect(answer.order.measure_kind, answer.purpose, answer.at.date())
        if effect:
            return Spoken(
                do=effect.do[language],
                say=effect.say[language],
                can_do=_can_do(book, language),
                article=book.cite(answer.order.article, language),
            )
    if state is State.UNKNOWN and answer.purpose and book:
        row = book.unknown(answer.purpose)
        return Spoken(do=own["do"]["UNKNOWN"], say=row.say[language], rule=row.do[language])
    return Spoken(do=own["do"][state.value], say=own["say"][state.value])


def _can_do(book: LawBook, language: str) -> tuple[str, ...]:
    see = words(language)["can"]["see"]
    return (see, book.words("how-to-pay", language), book.words("how-to-contest", language))
