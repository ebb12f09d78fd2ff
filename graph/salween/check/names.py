"""Whether names and other texts are what they say they are: in their language's script, once, and readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..judge import Judge
from ..model import Claim, Event
from ..place import Place
from ..problem import Problem, Severity
from ..resolve.languages import other_script

#: What a wrong decoding leaves behind: UTF-8 read as Latin-1 or Windows-1252, an entity of HTML, a lost character,
#: or Burmese of a Zawgyi font, in which the vowel e stands before its consonant.
_MANGLED = re.compile(
    "[\ufffd\ufeff\xad]|\xe2\u20ac|\xc3[\x80-\xbf\u2018-\u201d]|&(?:amp|quot|apos|lt|gt|nbsp|#x?[0-9a-fA-F]+);"
    "|(?<![\u1000-\u102a\u1039\u103b-\u103f\u1050-\u109f])\u1031"
)


def name_in_other_script(judge: Judge) -> Iterator[Problem]:
    """Code other-script (warning): a name is in the script of the language it is tagged with."""
    for entity in judge.corpus.entities.values():
        for name in entity.names:
            script = other_script(name.text, name.lang)
            if script:
                what = (
                    f'the name "{name.text}" of "{entity.id}" has the tag {name.lang} but is written in {script} '
                    "letters"
                )
                fix = "give it the tag of its language, move it to alias:, or write it in the script of its tag"
                why = "readers of that language will see it"
                place = entity.place_of("name" if name.sort == "name" else "alias")
                yield Problem("other-script", place, what, fix, why, Severity.WARNING)


def name_said_twice(judge: Judge) -> Iterator[Problem]:
    """Code repeated-name (warning): an alias says what no other name of the entity says."""
    for entity in judge.corpus.entities.values():
        seen: set[tuple[str, str]] = set()
        for name in entity.names:
            key = (name.text, name.lang)
            if key in seen and name.start is None and name.until is None:
                what = f'"{entity.id}" has the name "{name.text}" ({name.lang}) twice'
                fix, why = "remove one of them", "an alias is a different name"
                yield Problem("repeated-name", entity.place_of("alias"), what, fix, why, Severity.WARNING)
            seen.add(key)


def mangled_text(judge: Judge) -> Iterator[Problem]:
    """Code mangled-text (warning): a text holds no remains of a wrong decoding."""
    for place, text in _texts(judge):
        found = None if text.isascii() and "&" not in text else _MANGLED.search(text)
        if found:
            near = text[max(0, found.start() - 12) : found.end() + 12]
            what = f'"{near}" contains the garbled text "{found[0]}"'
            if found[0] == "\u1031":
                what = f'"{near}" is in a Zawgyi font, not in Unicode'
            fix = "write the characters as the page shows them"
            why = "the text was decoded wrongly, so searches will miss it"
            yield Problem("mangled-text", place, what, fix, why, Severity.WARNING)


def _texts(judge: Judge) -> Iterator[tuple[Place, str]]:
    """Yield every text that an author wrote, with its place."""
    for source in judge.corpus.sources.values():
        for key in ("title", "author", "no_url", "note"):
            yield source.place_of(key), getattr(source, key)
    for entity in judge.corpus.entities.values():
        yield entity.place_of("note"), entity.note
        for name in entity.names:
            yield entity.place_of("name" if name.sort == "name" else "alias"), name.text
    for record in judge.corpus.records.values():
        yield record.place_of("note"), record.note
        for key, value in record.qualifiers:
            if isinstance(value, str):
                yield record.place_of(key), value
        if isinstance(record, Claim) and isinstance(record.value, str):
            yield record.place_of(record.predicate), record.value
        if isinstance(record, Event):
            yield record.place_of("says"), record.says
            for fill in record.roles:
                for _, value in fill.qualifiers:
                    if isinstance(value, str):
                        yield fill.actor.place, value
        for attestation in record.attestations:
            yield attestation.place, attestation.says
        for reply in record.replies:
            yield record.place_of("reply"), reply.says
