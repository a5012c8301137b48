"""What topic and place codes are called in Swedish; a code nobody named is shown as it stands."""

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
# County codes of Statistics Sweden (SCB, Regionala indelningar).
COUNTY_LABELS = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}


def topic_label(code: str) -> str:
    return TOPIC_LABELS.get(code, code)


def place_label(code: str) -> str:
    return COUNTY_LABELS.get(code, code)
