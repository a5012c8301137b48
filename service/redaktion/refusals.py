"""What refusals of the rules are called at the desk, in Swedish; their own messages are English."""

from releases import errors

SAID: dict[type[errors.Refusal], str] = {
    errors.FourEyes: (
        "Du skrev eller skickade texten själv. I det här pressrummet godkänner någon annan den."
    ),
    errors.LastAdmin: "Pressrummet behöver minst en administratör. Utse en till först.",
    errors.Forbidden: "Det här får du inte göra med den roll du har i pressrummet.",
    errors.NotFound: "Det finns inte, eller så har det tagits bort.",
    errors.VersionConflict: "Någon annan har sparat texten sedan du öppnade den.",
    errors.StoreRefused: "Databasen går inte att använda just nu. Inget är sparat; försök igen.",
    errors.PersonalNumbers: "Bekräfta att personnumret ska publiceras, eller ta bort det.",
    errors.EntryRefused: (
        "Den tiden går inte: något annat är redan planerat för meddelandet. Se kvittot."
    ),
    errors.NotWaiting: (
        "Texten väntar inte längre på godkännande: den är godkänd, ändrad eller tagen tillbaka."
    ),
    errors.HasHistory: (
        "Meddelandet har varit publicerat eller planerat. Då finns det kvar, med hela sin historik."
    ),
    errors.AlreadyExists: "Det finns redan något med det namnet.",
    errors.FieldError: "Något i formuläret går inte att använda. Gå tillbaka och rätta det.",
    errors.InvalidDocument: "Något i formuläret går inte att använda. Gå tillbaka och rätta det.",
    errors.Refusal: "Det går inte att göra. Gå tillbaka och ladda om sidan.",
}


def said(error: errors.Refusal) -> str:
    """Return what to tell a communicator of a refusal: of its class, else of what it is a kind."""
    return next(SAID[kind] for kind in type(error).__mro__ if kind in SAID)
