"""The cookie of a session, which only organizers get."""

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from faimi.public.blueprint import is_public


class Sessions(SecureCookieSessionInterface):
    """Sessions for organizers only: a visitor's page sets no cookie and does not vary by one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds, however old: the session's row says when it ends, and a clock set back ends none."""
        signer = self.get_signing_serializer(app)
        try:
            return self.session_class(signer.loads(request.cookies[self.get_cookie_name(app)])) if signer else None
        except (KeyError, BadSignature):
            return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keeps the session, where there is one to keep; an answer that nothing is new stays as short as it can be."""
        if not is_public() and (response.status_code != 304 or session.modified):
            super().save_session(app, session, response)


def register(app: Flask) -> None:
    """Binds them to the app."""
    app.session_interface = Sessions()
