"""What a site held whose tables were those of the first schema: each kind, two editions and accounts, a history."""

from tests.conftest import HASH

ROWS = [
    f"INSERT INTO account VALUES (1, 'alice@example.org', 'Alice', 'owner', '{HASH}')",  # noqa: S608  # its words are ours
    "INSERT INTO account VALUES (2, 'bob@example.org', 'Bob', 'editor', NULL)",
    "INSERT INTO sign_in_link VALUES (1, 'a hash', 2, '2020-01-08 00:00:00')",
    "INSERT INTO edition VALUES (1, '2020', 'A workshop', 'Its tagline', '2020-10-05', 'A venue', 'Europe/Copenhagen',"
    " 'madder', 4, 1)",
    "INSERT INTO edition VALUES (3, '2021', 'A second', '', NULL, '', NULL, 'moss', 2, 2)",
    "INSERT INTO section VALUES (1, 1, 0, 'paper', 'Papers', 'papers', 'What was *accepted*.', 1)",
    "INSERT INTO section VALUES (2, 1, 1, 'slot', 'Programme', 'programme', '', 1)",
    "INSERT INTO section VALUES (3, 1, 2, 'keynote', 'Keynotes', 'keynotes', '', 1)",
    "INSERT INTO section VALUES (4, 1, 3, 'text', 'About', 'about', '', 1)",
    "INSERT INTO section VALUES (5, 1, 4, 'award', 'Awards', 'awards', '', 1)",
    "INSERT INTO section VALUES (6, 1, 5, 'date', 'Dates', 'dates', '', 1)",
    "INSERT INTO section VALUES (7, 1, 6, 'organizer', 'Organizers', 'organizers', '', 1)",
    "INSERT INTO section VALUES (8, 3, 0, 'paper', 'Papers', 'papers', '', 1)",
    "INSERT INTO paper (id, section_id, position, version, authors, title, url) VALUES"
    " (3, 1, 0, 2, 'An Author, Another', 'A title — with a dash', 'https://example.org/paper'),"
    " (12, 8, 0, 1, '', 'B', '')",
    "INSERT INTO keynote (id, section_id, position, version, speaker, affiliation, title, abstract, bio, photo) VALUES"
    " (4, 3, 0, 1, 'A Speaker', 'A University', 'A keynote', 'What it is *about*.', 'Who they are.', '')",
    'INSERT INTO slot (id, section_id, position, version, track, start, "end", kind, speaker, title, recording,'
    " paper_id, keynote_id) VALUES"
    " (5, 2, 0, 1, 'Session 1', '09:00:00', '09:30:00', 'talk', 'A Presenter', '', 'https://example.org/r', 3, NULL),"
    " (6, 2, 1, 1, 'Session 2', '10:00:00', '10:45:00', 'keynote', '', '', '', NULL, 4),"
    " (7, 2, 2, 1, '', NULL, NULL, 'break', '', 'Lunch', '', NULL, NULL)",
    "INSERT INTO text (id, section_id, position, version, body, picture, alt, url) VALUES"
    " (1, 4, 0, 1, 'Some **bold** words.', '', '', 'https://example.org/')",
    "INSERT INTO award (id, section_id, position, version, name, recipient, affiliation, photo, paper_id) VALUES"
    " (1, 5, 0, 1, 'Best paper', '', 'A Place', '', 3)",
    "INSERT INTO date (id, section_id, position, version, label, date, superseded) VALUES"
    " (1, 6, 0, 1, 'Submission', '2020-06-28', '[\"2020-06-14\"]')",
    "INSERT INTO organizer (id, section_id, position, version, name, affiliation, url) VALUES"
    " (1, 7, 0, 1, 'An Organizer', 'An Institute', 'https://example.org/organizer')",
    "INSERT INTO revision (id, edition_id, version, verb, kind, row_id, before, after, account_id, at) VALUES"
    ' (7, 1, 4, \'remove\', \'paper\', 9, \'{"paper-9": {"id": 9, "section_id": 1, "position": 1, "version": 1,'
    ' "authors": "", "title": "Gone", "url": ""}}\', \'{}\', 1, \'2020-01-02 00:00:00\'),'
    ' (9, 3, 2, \'save\', \'edition\', 3, \'{"edition-3": {"id": 3, "title": "A", "header_version": 1}}\','
    ' \'{"edition-3": {"id": 3, "title": "A second", "header_version": 2}}\', 2, \'2020-01-01 00:00:00\')',
]
