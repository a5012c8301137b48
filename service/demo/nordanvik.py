"""What Region Nordanvik, which does not exist, has published and is about to publish."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from releases.model import Event, Image, Kind, Link
from releases.timeline import Action, Significance
from service.demo.calendar import Slot, instant, since
from service.demo.people import HENRIK, MAJA, NORDANVIK, SAGA
from service.demo.shapes import DemoChange, DemoRelease
from service.demo.texts import document, with_words


def releases(start: datetime) -> tuple[DemoRelease, ...]:
    """Return the newsroom's releases, newest first, around an aware start."""
    slug = NORDANVIK.slug
    booking = document("bokning", Kind.NEWS, topics=("halso-och-sjukvard",), contacts=(MAJA,))
    waiting = document(
        "vantetider",
        topics=("halso-och-sjukvard",),
        places=("Brattskär",),
        contacts=(MAJA,),
        images=(
            Image(
                alt="Ett vitt sjukhus med upplysta fönster framför blå berg i skymning",
                caption="På sjukhuset i Brattskär görs bara planerade operationer.",
                credit="Foto: Region Nordanvik",
            ),
        ),
    )
    return (
        DemoRelease(
            slug,
            document(
                "elbussar",
                topics=("kollektivtrafik", "hallbarhet"),
                places=("Nordanvik", "Tranehamn"),
                contacts=(HENRIK, MAJA),
                images=(
                    Image(
                        alt="En grön buss på en kustväg, med hav och lågt stående sol bakom",
                        caption="Linje 40 följer kusten mellan Nordanvik och Tranehamn.",
                        credit="Foto: Tove Granlid",
                    ),
                ),
            ),
            timedelta(seconds=60),
            picture="buss",
        ),
        DemoRelease(
            slug,
            document(
                "vardcentral",
                topics=("halso-och-sjukvard",),
                places=("Tranehamn",),
                contacts=(SAGA, MAJA),
                images=(
                    Image(
                        alt="Röda och gula trähus vid en stilla hamn, fjäll i bakgrunden",
                        caption="Vårdcentralen ligger ett stenkast från hamnen i Tranehamn.",
                        credit="Foto: Tove Granlid",
                    ),
                ),
                links=(
                    Link(
                        title="Hitta din vårdcentral",
                        url="https://www.nordanvik.example/hitta-vard",
                    ),
                ),
            ),
            timedelta(hours=-2, minutes=-4),
            picture="hamn",
        ),
        DemoRelease(
            slug,
            booking,
            since(Slot(-1, 3, "09.15"), start),
            then=(
                DemoChange(
                    Action.CORRECT,
                    since(Slot(-1, 3, "10.02"), start),
                    "Språklig rättelse.",
                    Significance.MINOR,
                    replace(
                        booking,
                        body=booking.body.replace(
                            "sms eller brev, som du själv bestämmer",
                            "sms eller brev – du väljer själv",
                        ),
                    ),
                ),
            ),
        ),
        DemoRelease(
            slug,
            document(
                "helikopter",
                Kind.PRESS_INVITATION,
                topics=("halso-och-sjukvard",),
                places=("Nordanvik",),
                contacts=(MAJA,),
                event=Event(
                    starts_at=instant(Slot(1, 2, "10.00"), start),
                    ends_at=instant(Slot(1, 2, "11.30"), start),
                    place="Nordanviks sjukhus, huvudentrén, Lasarettsgatan 1, Nordanvik",
                ),
            ),
            since(Slot(-1, 1, "13.00"), start),
        ),
        DemoRelease(
            slug,
            waiting,
            since(Slot(-2, 1, "07.23"), start),
            picture="sjukhus",
            then=(
                DemoChange(
                    Action.CORRECT,
                    since(Slot(-2, 2, "08.40"), start),
                    "I den första versionen stod att väntetiden har minskat med 48 procent, till "
                    "74 dagar. Rätt är 41 procent, till 84 dagar.",
                    Significance.MAJOR,
                    with_words(waiting, "vantetider-rattad"),
                ),
            ),
        ),
        DemoRelease(
            slug,
            document(
                "newcomers",
                Kind.NEWS,
                language="en",
                topics=("halso-och-sjukvard", "folkhalsa"),
                contacts=(MAJA,),
            ),
            since(Slot(-3, 2, "11.00"), start),
        ),
        DemoRelease(
            slug,
            document(
                "ambulansavtal",
                Kind.STATEMENT,
                topics=("halso-och-sjukvard", "politik"),
                contacts=(MAJA,),
            ),
            since(Slot(-3, 0, "16.45"), start),
        ),
    )
