"""What refusals of the rules are called at the desk, in Swedish; their own messages are English."""

from releases import errors

SAID: dict[type[errors.Refusal], str] = {
    errors.FourEyes: (
        "Du skrev eller skickade texten själv. I det här pressrummet godkänner någon annan den."
    ),
    errors.LastAdmin: "Pressrummet behöver minst en administratör. Utse en till först.",
    errors.NotFound: "Det finns inte, eller så har det tagits bort.",
    errors.VersionConflict: "Någon annan har sparat texten sedan du öppnade den.",
    errors.StoreRefused: "Databasen går inte att använda just nu. Inget är sparat; försök igen.",
}


def said(error: errors.Refusal) -> str:
    """Return what to tell a communicator of a refusal."""
    return SAID.get(type(error), str(error))
