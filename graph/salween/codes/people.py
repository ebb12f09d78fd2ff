"""People: who may be named, and who must not be found through the record."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "not-public",
        "A person without a reason to be named",
        "A living person is named here only for a reason that can be told: an office, a sanctions list, a conviction, "
        "a public warrant, a court's finding, or their own publication. Anybody else is private, has no name here and "
        "is called person-<n>.",
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
        "A private person who could be found by the record",
        "What is written under data/ is published. A person with private: true has no name, alias or outside id there, "
        "and no telling id; the name goes into private.txt, which git ignores and by which the input is searched.",
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
        "A victim with a name",
        "Nobody becomes public by having been harmed, or by being a child. Whoever is in a role that protects is "
        "private, unless they published it themselves and a source shows it.",
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
        "The kin of a private person",
        "To be somebody's child is no reason to become public, and kinship makes a person easy to find. It is stated "
        "only between public persons, or where a court or a list states it.",
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
        "A name of one or two letters stands in every other word, so it cannot be looked for. private.txt takes whole "
        "names, one a line; the same name in another script is a line of its own.",
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
        "private.txt lists, one a line, names that must appear nowhere: in no file of the project, in no file's name, "
        "in nothing made from it. Git ignores the list. A name is found however it is spelt: docs/security.md says "
        "how. The message gives its initials and its line in the list, never the name.",
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
        "Reason for naming that nothing shows",
        "A person is named for a reason that can be told. If it is a sanctions list, a conviction or a notice, the "
        "record of it belongs into the dataset, so that a reader can see why the name is here.",
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
