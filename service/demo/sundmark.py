"""What Region Sundmark, which does not exist, has published."""

from datetime import datetime, timedelta

from releases.model import Event, Image, Kind
from releases.timeline import Action
from service.demo.calendar import Slot, instant, since
from service.demo.people import ELSA, LOVISA, NADJA, SUNDMARK
from service.demo.shapes import DemoChange, DemoRelease
from service.demo.texts import document


def releases(start: datetime) -> tuple[DemoRelease, ...]:
    """Return the newsroom's releases, newest first, around an aware start."""
    slug = SUNDMARK.slug
    return (
        DemoRelease(
            slug,
            document(
                "sparvag",
                topics=("kollektivtrafik", "regional-utveckling"),
                places=("Sundstad",),
                contacts=(ELSA, NADJA),
                images=(
                    Image(
                        alt="En spårvagn glider fram på gräsbevuxna spår under höga lindar",
                        caption="Så här kan spårvägen se ut längs Kungsvägen.",
                        credit="Bild: Region Sundmark",
                    ),
                ),
            ),
            timedelta(hours=-4, minutes=-30),
            picture="sparvagn",
        ),
        DemoRelease(
            slug,
            document(
                "narakuten",
                topics=("halso-och-sjukvard",),
                places=("Mosslanda",),
                contacts=(NADJA,),
            ),
            since(Slot(-1, 4, "15.20"), start),
            then=(
                DemoChange(
                    Action.WITHDRAW,
                    since(Slot(-1, 4, "16.05"), start),
                    "Pressmeddelandet skickades ut av misstag. Närakuten i Mosslanda har öppet "
                    "som vanligt, alla dagar klockan 8–22.",
                ),
            ),
        ),
        DemoRelease(
            slug,
            document(
                "solpark",
                Kind.PRESS_INVITATION,
                topics=("hallbarhet",),
                places=("Lindaryd",),
                contacts=(NADJA,),
                images=(
                    Image(
                        alt="Rader av solpaneler på en grön sluttning under en hög sommarhimmel",
                        caption="Solparken vid Lindaryds sjukhus.",
                        credit="Foto: Valter Myrén",
                    ),
                ),
                event=Event(
                    starts_at=instant(Slot(2, 3, "13.00"), start),
                    place="Lindaryds sjukhus, södra parkeringen, Lindaryd",
                ),
            ),
            since(Slot(-1, 2, "08.30"), start),
            picture="solpark",
        ),
        DemoRelease(
            slug,
            document(
                "vatmark",
                topics=("hallbarhet",),
                places=("Lindaryd", "Mosslanda"),
                contacts=(NADJA,),
                images=(
                    Image(
                        alt="Dimma över en spegelblank våtmark med vass, tranor flyger förbi",
                        caption="Tranmossen en tidig morgon.",
                        credit="Foto: Valter Myrén",
                    ),
                ),
            ),
            since(Slot(-2, 3, "07.00"), start),
            picture="vatmark",
        ),
        DemoRelease(
            slug,
            document(
                "kulturskolor", Kind.NEWS, topics=("kultur", "utbildning"), contacts=(LOVISA,)
            ),
            since(Slot(-2, 0, "14.10"), start),
        ),
        DemoRelease(
            slug,
            document(
                "remissvar",
                Kind.STATEMENT,
                topics=("halso-och-sjukvard", "politik"),
                contacts=(NADJA,),
            ),
            since(Slot(-3, 4, "10.00"), start),
        ),
    )
