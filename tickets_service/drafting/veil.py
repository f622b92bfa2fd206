"""Between us and a model: persons become placeholders on the way out, and themselves again on the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.prompt import Line, Material
from tickets_service.drafting.results import Result
from tickets_service.facts import FactKind, FactSheet
from tickets_service.privacy import Known, Pseudonyms

STAY = (
    FactKind.ORDER_NUMBER,
    FactKind.EXTERNAL_ORDER_NUMBER,
    FactKind.ITEM,
    FactKind.ITEM_NUMBER,
    FactKind.TRACKING_NUMBER,
    FactKind.LINK,
    FactKind.DOCUMENT,
    FactKind.RETURN,
    FactKind.CARRIER,
)


class Veil:
    """Of one draft. Without *pseudonyms* everything goes out as it is."""

    def __init__(self, pseudonyms: Pseudonyms | None) -> None:
        self._pseudonyms = pseudonyms

    @classmethod
    def over(cls, customer: Customer, sheet: FactSheet) -> Veil:
        names = (customer.name,) if customer.name else ()
        emails = (customer.email,) if customer.email else ()
        addresses = tuple(str(fact.value).replace(", ", "\n") for fact in sheet.of_kind(FactKind.ADDRESS))
        stay = tuple(str(fact.value) for fact in sheet.of_kind(*STAY))
        return cls(Pseudonyms(Known(names=names, emails=emails, addresses=addresses, facts=stay)))

    def hide(self, text: str) -> str:
        return self._pseudonyms.hide(text) if self._pseudonyms else text

    def hidden(self, material: Material) -> Material:
        """House rules, voice and articles are the shop's own words and go as they are.

        A name that only the newest message tells is one in the facts and in what was written before, too.
        """
        if self._pseudonyms:
            self._pseudonyms.listen(material.newest.text, *(line.text for line in material.history))
        return replace(
            material,
            facts=self.hide(material.facts),
            history=tuple(self._line(line) for line in material.history),
            newest=self._line(material.newest),
            hint=self.hide(material.hint) if material.hint else material.hint,
        )

    def restore(self, text: str) -> str:
        return self._pseudonyms.restore(text) if self._pseudonyms else text

    def begun(self, text: str) -> str:
        """A text that is still being written: a placeholder of which only half is there is left out."""
        return self._pseudonyms.restorer().feed(text) if self._pseudonyms else text

    def restored(self, result: Result) -> Result:
        return replace(
            result,
            reply=self.restore(result.reply),
            open_questions=tuple(map(self.restore, result.open_questions)),
            promises=tuple(map(self.restore, result.promises)),
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many different values of each kind were hidden."""
        return self._pseudonyms.counts() if self._pseudonyms else {}

    def _line(self, line: Line) -> Line:
        return replace(line, text=self.hide(line.text))
