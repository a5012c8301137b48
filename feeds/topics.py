"""What topic codes are called in Swedish; a code nobody named is shown as it stands."""

TOPIC_LABELS = {
    "folkhalsa": "Folkhälsa",
    "forskning": "Forskning och utveckling",
    "halso-och-sjukvard": "Hälso- och sjukvård",
    "hallbarhet": "Hållbar utveckling",
    "kollektivtrafik": "Kollektivtrafik",
    "kultur": "Kultur",
    "naringsliv": "Näringsliv",
    "politik": "Politik och beslut",
    "regional-utveckling": "Regional utveckling",
    "tandvard": "Tandvård",
    "utbildning": "Utbildning",
    "vaccination": "Vaccination och smittskydd",
}


def topic_label(code: str) -> str:
    return TOPIC_LABELS.get(code, code)
