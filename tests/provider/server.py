"""Run Canaille with ProConnect's claims: `python -m tests.provider.server 5001 URL FILE`.

URL is the address of the product, FILE the database of Canaille (its store in memory mixes up the
codes). What is ours here: two claims that it does not know (`usual_name`, `siret`), with a scope
for each claim, as ProConnect has.
"""

import sys
from datetime import UTC, datetime
from typing import Any

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from canaille.oidc.provider import authorization
from canaille.oidc.userinfo import UserInfo

from tests.provider.people import AUDIENCES, CLIENTS, PEOPLE, SECRET

UserInfo.REGISTERED_CLAIMS = [*UserInfo.REGISTERED_CLAIMS, "usual_name", "siret"]
UserInfo.SCOPES_CLAIMS_MAPPING = {
    **UserInfo.SCOPES_CLAIMS_MAPPING,
    "given_name": ["given_name"],
    "usual_name": ["usual_name"],
    "siret": ["siret"],
}


def provider(port: int, database: str) -> Any:
    """Return the provider, with nobody in it."""
    app = create_app(
        {
            "SECRET_KEY": "only for the tests, forty characters long",
            "SERVER_NAME": f"localhost:{port}",
            "PREFERRED_URL_SCHEME": "http",
            # without HTMX: its check of a field while one types gives an older session back
            "CANAILLE": {"DATABASE": "sql", "LANGUAGE": "fr", "HTMX": False},
            "CANAILLE_SQL": {"DATABASE_URI": f"sqlite:///{database}"},
            "CANAILLE_OIDC": {},
        }
    )
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"].update(
        USUAL_NAME="{{ user.family_name }}",
        SIRET="{{ user.organization }}",
        EMAIL_VERIFIED="{{ user.title or '' }}",
    )
    # Canaille's own access tokens are the same twice in one second, and it then stumbles.
    app.config["OAUTH2_ACCESS_TOKEN_GENERATOR"] = True
    generator = authorization.create_bearer_token_generator(app.config)
    authorization.register_token_generator("default", generator)
    return app


def people(app: Any, product: str) -> None:
    """Register the people, and the product as a client under several settings."""
    with app.app_context(), app.backend.session():
        for name, person in PEOPLE.items():
            Backend.instance.save(
                models.User(
                    user_name=name,
                    given_name=person.given_name,
                    family_name=person.usual_name,
                    formatted_name=f"{person.given_name} {person.usual_name}",
                    emails=[person.email],
                    organization=person.siret,
                    title=person.verified,
                    password=person.password,
                )
            )
        known: dict[str, Any] = {}
        for name, settings in CLIENTS.items():
            client = models.Client(
                client_id=name,
                client_secret=SECRET,
                client_name="Circular",
                client_uri=product,
                client_id_issued_at=datetime.now(UTC),
                redirect_uris=[f"{product}/connexion/retour"],
                post_logout_redirect_uris=[f"{product}/connexion/sortie"],
                grant_types=["authorization_code"],
                response_types=["code"],
                **settings,
            )
            Backend.instance.save(client)
            known[name] = client
            client.audience = [known[AUDIENCES.get(name, name)]]
            Backend.instance.save(client)


if __name__ == "__main__":
    served = provider(int(sys.argv[1]), sys.argv[3])
    people(served, sys.argv[2])
    served.run("127.0.0.1", int(sys.argv[1]), threaded=True)
