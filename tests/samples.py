"""One valid form per kind: what a person would type, as the browser sends it."""

SAMPLES: dict[str, dict[str, str]] = {
    "text": {"body": "Some **bold** words.", "url": "https://example.org/text", "picture": "", "alt": ""},
    "keynote": {
        "speaker": "A Speaker",
        "affiliation": "A University",
        "title": "A keynote's title",
        "abstract": "What it is *about*.",
        "bio": "Who they are.",
        "photo": "/assets/speaker.jpg",
        "crop": "25",
    },
    "slot": {
        "track": "EPIMI",
        "start": "09:00",
        "end": "9.30",
        "kind": "talk",
        "speaker": "A Presenter",
        "title": "A talk's title",
        "recording": "https://example.org/recording",
        "paper": "",
        "keynote": "",
    },
    "paper": {"authors": "An Author, et al.", "title": "A paper's title", "url": "https://example.org/paper"},
    "award": {"name": "Best talk", "recipient": "A Winner", "affiliation": "A Place", "paper": "", "photo": ""},
    "date": {"label": "Deadline", "date": "2030-02-28", "superseded": "2030-02-14, 2030-02-21"},
    "organizer": {"name": "An Organizer", "affiliation": "An Institute", "url": "https://example.org/organizer"},
    "section": {"heading": "A new section", "kind": "text", "intro": "What comes *below*."},
    "edition": {
        "title": "A new title",
        "tagline": "A tagline",
        "starts_on": "2030-03-01",
        "venue": "A venue",
        "timezone": "Europe/Copenhagen",
        "accent": "moss",
        "state": "past",
    },
}
