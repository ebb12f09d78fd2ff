"""People: who may be named, and who must not be identifiable."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "not-public",
        "Person without `public_because`",
        "A living person is named only for a stated reason. It may be an office, a sanctions list, a conviction, a "
        "public warrant, a court finding or their own publication. Everybody else is private: no name, and an id "
        "such as person-4.",
        """
entities:
  - id: ko-min
    kind: Person
    name: {en: Ko Min}

claims:
  - {subject: ko-min, holds_office: treasury, date: 2024-08-03, sources: [post-2024-08-04]}
""",
        """
entities:
  - id: ko-min
    kind: Person
    name: {en: Ko Min}
    public_because: office

claims:
  - {subject: ko-min, holds_office: treasury, date: 2024-08-03, sources: [post-2024-08-04]}
""",
    ),
    Code(
        "named-private",
        "Identifiable private person",
        "Everything under data/ is published. A person with `private: true` has no name, alias or outside id there, "
        "and an id that reveals nothing. Put the name in private.txt, which git ignores. Salween searches the data "
        "for the names in it.",
        """
entities:
  - id: person-2
    kind: Person
    private: true
    name: {en: Ma Lost}

events:
  - id: capital-rescue-2024-08
    event: Rescue
    date: 2024-08-03
    victim: person-2
    sources: [post-2024-08-04]
""",
        """
entities:
  - id: person-2
    kind: Person
    private: true

events:
  - id: capital-rescue-2024-08
    event: Rescue
    date: 2024-08-03
    victim: person-2
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "named-victim",
        "Victim named in an event",
        "Being harmed, or being a child, makes nobody a public figure. A person in a protected role must be private,"
        " unless they made their own case public and a source shows it.",
        """
events:
  - id: capital-rescue-2024-08
    event: Rescue
    date: 2024-08-03
    victim: ko-lin
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-rescue-2024-08
    event: Rescue
    date: 2024-08-03
    victim: person-1
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "private-kin",
        "Relative of a private person",
        "Being somebody's child is no reason to be named, and family ties make a person easy to find. Record kinship"
        " only between public persons, or where a court or a sanctions list states it.",
        """
claims:
  - subject: ko-lin
    child_of: person-1
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: ko-lin
    child_of: wei-an
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "private-list",
        "Name too short to protect",
        "A name of one or two letters is part of too many other words to search for. Give whole names in "
        "private.txt, one a line. Give the same name in another script a separate line.",
        """
# private.txt
Nu
""",
        """
# private.txt
Ma Nu Nu Thida
""",
        file="private.txt",
    ),
    Code(
        "private-name",
        "Private name in the project",
        "private.txt lists names, one a line, that must not appear in any file, file name or output of the project. "
        "Git ignores the list. Every spelling of a name is found: see docs/security.md. The message gives its "
        "initials and its line in the list, never the name.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: as Ma Khin Nobody told the Post
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: as person-1 told the Post
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "reason-not-shown",
        "Reason for naming without a record",
        "A person is named for a stated reason. If it is a sanctions list, a conviction or a notice, the dataset "
        "needs a record of it. Otherwise a reader cannot see why the name is here.",
        """
entities:
  - id: ko-min
    kind: Person
    name: {en: Ko Min}
    public_because: listed

claims:
  - {subject: ko-min, holds_office: treasury, date: 2024-08-03, sources: [post-2024-08-04]}
""",
        """
entities:
  - id: ko-min
    kind: Person
    name: {en: Ko Min}
    public_because: office

claims:
  - {subject: ko-min, holds_office: treasury, date: 2024-08-03, sources: [post-2024-08-04]}
""",
        severity=WARNING,
    ),
)
