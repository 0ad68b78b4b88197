"""openapi.json: complete, true of what is answered, and tried with requests that nobody thought of."""

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from api.addresses import ADDRESSES, AT
from loaders.settings import STRICTNESS
from tests.trying import tried

PATIENCE = 120  # seconds: what is described is tried here, not how fast a busy machine is
TIMES = {"zip": 2}  # requests to each address, of each mode; a package takes half a second
MOST = 5


@pytest.fixture(scope="module")
def schema(served, shipped):
    """The document as a program reads it."""
    import schemathesis  # it takes a second to begin, and only the slow tests need it

    async def under_its_own_name(scope, receive, send):
        if (
            scope["type"] == "http"
        ):  # schemathesis calls every server testserver, which is no name of this one
            rest = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = scope | {"headers": [*rest, (b"host", b"localhost")]}
        await served(scope, receive, send)

    return schemathesis.openapi.from_asgi(f"{AT}/openapi.json", under_its_own_name)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for address in ADDRESSES for path, _, _ in address.paths()])
@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_is_answered_otherwise_than_described(schema, path, mode):
    from schemathesis import GenerationMode

    @settings(tried(TIMES.get(path[-3:], MOST)), suppress_health_check=list(HealthCheck))
    @given(schema[path]["GET"].as_strategy(generation_mode=GenerationMode(mode)))
    def answered(case):
        case.call_and_validate(timeout=PATIENCE)

    answered()


def test_every_address_and_parameter_is_described_and_no_other(client):
    document = client.get(f"{AT}/openapi.json").json()
    wanted = {
        path: {p.name for p in address.in_query(ending, named)}
        | {p.name for p in address.in_path}
        | ({"snapshot"} if named else set())
        for address in ADDRESSES
        for path, ending, named in address.paths()
    }
    described = {
        path: {p["name"] for p in one["get"]["parameters"]} for path, one in document["paths"].items()
    }
    assert described == wanted
    assert document["servers"] == [{"url": AT}]


def test_the_codes_of_the_snapshot_are_listed_unless_they_are_too_many(client, shipped, monkeypatch):
    schemas = client.get(f"{AT}/openapi.json").json()["components"]["schemas"]
    assert schemas["Place"]["enum"] == list(shipped.table("places")["id"])
    assert shipped.id in schemas["Snapshot"]["enum"]
    assert schemas["Strictness"]["enum"] == list(STRICTNESS)
    monkeypatch.setattr("api.openapi.MOST_ENUMERATED", 100)
    schemas = client.get(f"{AT}/openapi.json").json()["components"]["schemas"]
    assert (
        "enum" in schemas["Place"]
        and "enum" not in schemas["Indicator"]
        and "pattern" in schemas["Indicator"]
    )


@pytest.mark.parametrize(
    "path", ["places", "indicators", "observations", "compare", "cuts", "indicators/startup_days"]
)
def test_json_is_as_its_schema_says(client, path):
    document = client.get(f"{AT}/openapi.json").json()
    schema = {"$ref": "#/components/schemas/Table", "components": document["components"]}
    Draft202012Validator(schema).validate(client.get(f"{AT}/{path}.json").json())


def test_the_document_is_in_the_language_of_the_reader(client):
    chinese, english = (client.get(f"{AT}/openapi.json?lang={x}").json() for x in ("zh", "en"))
    assert chinese["paths"].keys() == english["paths"].keys()
    assert chinese["info"]["title"] != english["info"]["title"]
