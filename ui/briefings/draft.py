"""A briefing while it is edited: what is struck stays visible and can be brought back; order and words can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from opinion_desk.domain.briefing import Briefing, BriefingItem, Section


@dataclass
class ItemDraft:
    """One matter of a section."""

    item: BriefingItem
    struck: bool = False


@dataclass
class SectionDraft:
    """One section with its matters."""

    section: Section
    items: list[ItemDraft] = field(default_factory=list)
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the outline: a section, or (with `item` ≥ 0) a matter in it."""

    section: int
    item: int = -1


class Draft:
    """`briefing()` is what is drawn and exported."""

    def __init__(self, built: Briefing) -> None:
        self._built = built
        self.sections = [SectionDraft(s, [ItemDraft(item) for item in s.items]) for s in built.sections]

    def places(self) -> list[Place]:
        """Every line of the outline in order."""
        made: list[Place] = []
        for number, section in enumerate(self.sections):
            made.append(Place(number))
            made += [Place(number, n) for n in range(len(section.items))]
        return made

    def briefing(self) -> Briefing:
        """The briefing without what was struck, in the present order and words."""
        kept = [
            replace(draft.section, items=tuple(line.item for line in draft.items if not line.struck))
            for draft in self.sections
            if not draft.struck
        ]
        return replace(self._built, sections=tuple(kept))

    def is_struck(self, place: Place) -> bool:
        """Whether that line, or the section it stands in, was struck."""
        section = self.sections[place.section]
        return section.struck or (place.item >= 0 and section.items[place.item].struck)

    def strike(self, place: Place) -> None:
        """Strike a line, or bring it back."""
        section = self.sections[place.section]
        if place.item < 0:
            section.struck = not section.struck
        else:
            section.items[place.item].struck = not section.items[place.item].struck

    def move(self, place: Place, by: int) -> Place:
        """Move a section among sections, or a matter within its section; where it stands then."""
        if place.item < 0:
            to = place.section + by
            if 0 <= to < len(self.sections):
                self.sections.insert(to, self.sections.pop(place.section))
                return Place(to)
            return place
        items, to = self.sections[place.section].items, place.item + by
        if 0 <= to < len(items):
            items.insert(to, items.pop(place.item))
            return Place(place.section, to)
        return place

    def move_item(self, source: Place, target: Place) -> Place:
        """Put a matter before another line, also of another section; where it stands then."""
        line = self.sections[source.section].items.pop(source.item)
        items = self.sections[target.section].items
        to = max(target.item, 0)
        if source.section == target.section and source.item < to:
            to -= 1
        items.insert(min(to, len(items)), line)
        return Place(target.section, min(to, len(items) - 1))

    def rewrite(self, place: Place, headline: str, text: str) -> None:
        """Other words: headline and summary of a matter, or title and paragraphs of a section."""
        section = self.sections[place.section]
        if place.item < 0:
            paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
            section.section = replace(section.section, title=headline, paragraphs=paragraphs)
        else:
            line = section.items[place.item]
            line.item = replace(line.item, headline=headline, summary=text)

    def words(self, place: Place) -> tuple[str, str]:
        """Headline and text of a line."""
        section = self.sections[place.section]
        if place.item < 0:
            return section.section.title, "\n".join(section.section.paragraphs)
        item = section.items[place.item].item
        return item.headline, item.summary
