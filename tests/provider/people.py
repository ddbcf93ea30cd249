"""Who has an account at the provider of the tests, and as which clients it knows the product."""

from dataclasses import dataclass

SECRET = "secret-des-essais-0123456789-abcdef"
SIRET = "21730065600014"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the provider; `verified` is what it says of the address, nothing if empty."""

    email: str
    given_name: str = "Claire"
    usual_name: str = "Dubreuil"
    siret: str = SIRET
    verified: str = ""
    password: str = "mot de passe chez le fournisseur"


PEOPLE = {
    "claire": Person("Claire.Dubreuil@exemple.fr"),
    "paul": Person("paul.inconnu@exemple.fr", "Paul", "Inconnu"),
    "nour": Person("nour.b@exemple.fr", "Nour", "Belkacem", verified="true"),
    "marc": Person("marc.d@exemple.fr", "Marc", "Durand", verified="false"),
}

_SCOPES = ["openid", "email", "profile", "given_name", "usual_name", "siret"]
CLIENTS: dict[str, dict[str, str | list[str]]] = {
    "circular": {
        "scope": _SCOPES,
        "token_endpoint_auth_method": "client_secret_post",
        "userinfo_signed_response_alg": "RS256",
    },
    "circular-simple": {
        "scope": _SCOPES,
        "token_endpoint_auth_method": "client_secret_basic",
    },
    "circular-detourne": {
        "scope": _SCOPES,
        "token_endpoint_auth_method": "client_secret_post",
    },
}
AUDIENCES = {"circular-detourne": "circular"}
"""A client → the other one to which the provider addresses its tokens."""
