"""What contacts are: titles before and behind names, on lines of their own, between labels."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

import pytest

from releases.intake import read
from releases.model import Contact

HEAD = "Ny vårdcentral\n\nEn ingress som säger något om saken.\n\nText som fortsätter här.\n\nKontakt\n"
PHONE = ("+46701234567",)
EMAIL = ("bo.ek@solvik.example",)
TEACHER = Contact("Ann Lo", "lärare", ("+46701234568",))


@pytest.mark.parametrize(
    ("lines", "contacts"),
    [
        ("Bo Ek, rektor på Solvikskolan, 070-123 45 67", (Contact("Bo Ek", "rektor på Solvikskolan", PHONE),)),
        ("Bo Ek (rektor), 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek – rektor – 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek | rektor | 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek, tf. rektor, 070-123 45 67", (Contact("Bo Ek", "tf. rektor", PHONE),)),
        ("Bo Ek, t.f. rektor, 070-123 45 67", (Contact("Bo Ek", "t.f. rektor", PHONE),)),
        ("Bo Ek, bitr. rektor, 070-123 45 67", (Contact("Bo Ek", "bitr. rektor", PHONE),)),
        ("Tf rektor Bo Ek, 070-123 45 67", (Contact("Bo Ek", "Tf rektor", PHONE),)),
        ("Bo Ek, rektor\nSolvikskolan\n070-123 45 67", (Contact("Bo Ek", "rektor, Solvikskolan", PHONE),)),
        ("Bo Ek\nDietist\n070-123 45 67", (Contact("Bo Ek", "Dietist", PHONE),)),
        ("Dietist Bo Ek, 070-123 45 67", (Contact("Bo Ek", "Dietist", PHONE),)),
        ("dietist Bo Ek, 070-123 45 67", (Contact("Bo Ek", "dietist", PHONE),)),
        ("Miljö- och hälsoskyddschef Bo Ek, 070-123 45 67", (Contact("Bo Ek", "Miljö- och hälsoskyddschef", PHONE),)),
        ("Bo Ek, chef för miljö, hälsa och klimat, 070-123 45 67", (Contact("Bo Ek", "chef för miljö, hälsa och klimat", PHONE),)),
        ("Bo Ek, rektor, 070-123 45 67, och Ann Lo, lärare, 070-123 45 68", (Contact("Bo Ek", "rektor", PHONE), TEACHER)),
        ("Bo Ek, rektor, nås på 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek, rektor, nås på telefon 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek, rektor, 070-123 45 67 (nås efter kl. 13)", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek, rektor, 070-123 45 67 (endast sms)", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Ring Bo Ek, rektor, på 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Mejla Bo Ek, rektor, bo.ek@solvik.example", (Contact("Bo Ek", "rektor", (), EMAIL),)),
        ("Kommunikatör:\nBo Ek, 070-123 45 67", (Contact("Bo Ek", "Kommunikatör", PHONE),)),
        ("Projektledare\nBo Ek\n070-123 45 67", (Contact("Bo Ek", "Projektledare", PHONE),)),
        ("Bo Ek, regionråd (S), 070-123 45 67", (Contact("Bo Ek", "regionråd", PHONE),)),
        ("Bo Ek, S, regionråd, 070-123 45 67", (Contact("Bo Ek", "regionråd", PHONE),)),
        ("Dr. Bo Ek, 070-123 45 67", (Contact("Bo Ek", "Dr", PHONE),)),
        ("Bo Ek, VD & grundare, 070-123 45 67", (Contact("Bo Ek", "VD & grundare", PHONE),)),
        ("Namn: Bo Ek, Roll: Rektor, Tel: 070-123 45 67", (Contact("Bo Ek", "Rektor", PHONE),)),
        ("Befattning: Rektor\nNamn: Bo Ek\nTel: 070-123 45 67", (Contact("Bo Ek", "Rektor", PHONE),)),
        ("Bo Ek <bo.ek@solvik.example>, rektor", (Contact("Bo Ek", "rektor", (), EMAIL),)),
        ("Bo Ek\nRektor\n☎ 070-123 45 67\n✉ bo.ek@solvik.example", (Contact("Bo Ek", "Rektor", PHONE, EMAIL),)),
        ("Bo Ek\nRektor\nT: 070-123 45 67\nE: bo.ek@solvik.example", (Contact("Bo Ek", "Rektor", PHONE, EMAIL),)),
        ("Bo Ek\nRektor\nM 070-123 45 67", (Contact("Bo Ek", "Rektor", PHONE),)),
        ("Bo Ek, rektor\nTel (direkt): 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek, rektor\nMobil/SMS: 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek, rektor\nArbetstelefon: 070-123 45 67", (Contact("Bo Ek", "rektor", PHONE),)),
        ("Bo Ek\nOrdförande i barn- och utbildningsnämnden\n070-123 45 67", (Contact("Bo Ek", "Ordförande i barn- och utbildningsnämnden", PHONE),)),
        ("Bo Ek, enhetschef\nEnheten för vatten och avlopp\n070-123 45 67", (Contact("Bo Ek", "enhetschef, Enheten för vatten och avlopp", PHONE),)),
        ("Bo Ek, rektor\n070-123 45 67\nAnn Lo, lärare\n070-123 45 68", (Contact("Bo Ek", "rektor", PHONE), TEACHER)),
        ("Bo Ek, rektor, 070-123 45 67\nAnn Lo, lärare, 070-123 45 68", (Contact("Bo Ek", "rektor", PHONE), TEACHER)),
        ("VD Bo Ek, 070-123 45 67", (Contact("Bo Ek", "VD", PHONE),)),
        ("Bo Ek: 070-123 45 67", (Contact("Bo Ek", "", PHONE),)),
        ("Rektor, Bo Ek: 070-123 45 67", (Contact("Bo Ek", "Rektor", PHONE),)),
        ("Bo Ek (S), ordförande (070-123 45 67)", (Contact("Bo Ek", "ordförande", PHONE),)),
        ("Bo Ek, rektor – nås säkrast via mejl: bo.ek@solvik.example", (Contact("Bo Ek", "rektor", (), EMAIL),)),
        ("Pressansvarig: Bo Ek, e-post: bo.ek@solvik.example, telefon: 070-123 45 67", (Contact("Bo Ek", "Pressansvarig", PHONE, EMAIL),)),
        ("Forskningsledare: docent Bo Ek, 070-123 45 67", (Contact("Bo Ek", "Forskningsledare, docent", PHONE),)),
        ("Bo Ek, docent i limnologi vid Solviks universitet, 070-123 45 67", (Contact("Bo Ek", "docent i limnologi vid Solviks universitet", PHONE),)),
        ("Bo Ek, Solviks kommun\nRektor\n070-123 45 67", (Contact("Bo Ek", "Solviks kommun, Rektor", PHONE),)),
        ("Bo Ek, rektor, växel 070-123 45 67, mobil 070-123 45 68", (Contact("Bo Ek", "rektor", ("+46701234567", "+46701234568")),)),
        ("Biskop Bo Ek nås via pressekreterare Ann Lo, 070-123 45 67", (Contact("Bo Ek", "Biskop", PHONE),)),
    ],
)  # fmt: skip
def test_a_contact_has_the_role_that_is_written(lines: str, contacts: tuple[Contact, ...]) -> None:
    assert read(HEAD + lines)[0].contacts == contacts


@pytest.mark.parametrize("name", ["Vincent Bo Ek", "Viktor Lo Ek", "Herman Bo Ek", "Ingvar Bo Ek"])
def test_three_names_are_no_title_and_two_names(name: str) -> None:
    assert read(f"{HEAD}{name}, 070-123 45 67")[0].contacts == (Contact(name, "", PHONE),)
