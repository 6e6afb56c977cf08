"""Servers on this machine that speak the wire formats of the providers."""

from __future__ import annotations

import base64
import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME, PASSWORD = "opencity", "secret"


class Fake(BaseHTTPRequestHandler):
    """Keeps what it is asked and answers by ``respond``; ``failures`` come first."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server = self.server
        server.asked.append((self.path, dict(self.headers), json.loads(body)))
        if server.failures:
            status, text = server.failures.pop(0)
            return self._send(status, text)
        return self._send(*self.respond(json.loads(body)))

    def _send(self, status, body, **headers):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


def translated(markup, language):
    """Change every word that is not protected; elements stay."""
    pieces = re.split(r'(<span translate="no".*?</span>|<[^>]*>)', markup)
    return "".join(p if p.startswith("<") else re.sub(r"\w+", language, p) for p in pieces)


class FakeDeepL(Fake):
    def respond(self, asked):
        assert self.path == "/v2/translate"
        if self.headers["Authorization"] != f"DeepL-Auth-Key {PASSWORD}":
            return 403, json.dumps({"message": "Authorization failed"})
        assert asked["tag_handling"] == "html"
        found = [
            {"detected_source_language": "BG", "text": translated(t, asked["target_lang"])}
            for t in asked["text"]
        ]
        return 200, json.dumps({"translations": found})


class FakeLibreTranslate(Fake):
    def respond(self, asked):
        assert self.path == "/translate"
        if asked.get("api_key") != PASSWORD:
            return 403, json.dumps({"error": "Invalid API key"})
        assert asked["format"] == "html"
        return 200, json.dumps(
            {"translatedText": [translated(t, asked["target"]) for t in asked["q"]]}
        )


class FakeETranslation(Fake):
    """Wants digest authentication, as the service does, and answers with a number."""

    def do_POST(self):
        if "Digest" not in self.headers.get("Authorization", ""):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            challenge = 'Digest realm="etranslation", qop="auth", nonce="abc", algorithm=MD5'
            return self._send(401, "", WWW_Authenticate=challenge)
        return super().do_POST()

    def respond(self, asked):
        assert f'username="{NAME}"' in self.headers["Authorization"]
        known = {"callerInformation", "sourceLanguage", "targetLanguages", "domain"}
        known |= {"documentToTranslateBase64", "errorCallback", "destinations"}
        return 200, "4711" if set(asked) == known else "-20012"


def etranslation_answer(asked, language):
    """What the service posts to the destination of a request: the document as base64."""
    document = base64.b64decode(asked["documentToTranslateBase64"]["content"]).decode()
    head, body = document.split("<body>")
    return base64.encodebytes(f"{head}<body>{translated(body, language)}".encode())


@contextmanager
def running(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.asked, server.failures = [], []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
