"""The desk refuses a text before it asks the writer."""

from releases.model import new_id
from tests.service.app_server import Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import HOME, add_draft, open_form

TOO_LONG = {"title": "x" * 400}


def test_the_desk_refuses_a_document_without_asking_the_writer(
    press: Press, editor: Visitor
) -> None:
    release = add_draft(press)
    form = open_form(editor, release)
    with press.busy_writer():
        for path in (f"{HOME}/r/{release.id}", f"{HOME}/nytt"):
            assert editor.post(path, form | {"key": new_id()} | TOO_LONG).status == 422
        assert editor.post(f"{HOME}/snabb", {"key": new_id()} | TOO_LONG).status == 422
